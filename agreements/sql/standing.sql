-- How far a party is bound on a day, which follows from its actions up to that day

CREATE OR REPLACE FUNCTION action_stage(kind text)
RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN kind IN ('invited', 'in_talks', 'initialled') THEN 1
    WHEN kind = 'signed' THEN 2
    WHEN kind = 'provisional' THEN 3
    WHEN kind IN (
        'definitively_signed', 'ratified', 'accepted', 'approved', 'acceded', 'succeeded', 'consented', 'confirmed'
    ) THEN 4
    WHEN kind = 'suspended' THEN 5
    WHEN kind = 'resumed' THEN 6
    WHEN kind IN ('declined', 'withdrawn', 'denounced', 'expelled') THEN 7
END;

COMMENT ON FUNCTION action_stage IS
'How far a kind of action takes a party: 1 before a signature, 2 signature, 3 provisional application, 4 bound, '
'5 suspended, 6 resumed, 7 out; NULL for statements such as reservations.';


CREATE OR REPLACE FUNCTION actions_of(of_party bigint)
RETURNS TABLE (kind text, stage int, first_day date, last_day date, exactness text, said text)
LANGUAGE sql STABLE PARALLEL SAFE AS $body$
    SELECT kind, action_stage(kind), day, last_day_of(day, exactness), exactness, said
    FROM (
        SELECT
            kind, text AS said,
            CASE WHEN by_effect THEN effective_on ELSE happened_on END AS day,
            CASE WHEN by_effect THEN effective_precision ELSE happened_precision END AS exactness
        FROM (
            SELECT
                *,
                effective_on IS NOT NULL AND (
                    happened_on IS NULL
                    OR kind IN ('provisional', 'suspended', 'resumed', 'withdrawn', 'denounced', 'expelled')
                ) AS by_effect
            FROM agreements_partyaction
            WHERE party_id = of_party
        ) AS action
    ) AS dated
$body$;

COMMENT ON FUNCTION actions_of IS
'The actions of a party with the first and the last day on which each can have begun to count; NULL if undated.';


CREATE OR REPLACE FUNCTION reservations_on(of_party bigint, on_day date)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $body$
    WITH known AS MATERIALIZED (
        SELECT kind, first_day, last_day, said
        FROM actions_of(of_party)
        WHERE action_stage(kind) IS NULL AND coalesce(last_day <= on_day, true)
    )
    SELECT coalesce(string_agg(made.said, E'\n' ORDER BY made.first_day, made.kind, made.said), '')
    FROM known AS made
    WHERE
        made.kind IN ('reservation', 'declaration')
        AND made.said <> ''
        AND NOT EXISTS (
            SELECT FROM known AS undone
            WHERE
                undone.kind = made.kind || '_withdrawn'
                AND undone.said IN ('', made.said)
                AND coalesce(made.first_day <= undone.last_day, true)
        )
$body$;

COMMENT ON FUNCTION reservations_on IS
'The texts of reservations and declarations that a party had made by a day and not withdrawn, one per line. A withdrawal '
'without a text is of all earlier ones, one with a text of those that say the same.';


CREATE OR REPLACE FUNCTION party_standing(
    of_party bigint, on_day date,
    OUT status text, OUT status_on date, OUT status_precision text, OUT reservation text, OUT takes_part boolean
)
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $body$
DECLARE
    action record;
    -- Of the action that the standing follows from: how far it took the party, and the last day on which it can have begun
    reached int;
    reached_by date;
    -- The same of a suspension that nothing has ended
    suspended_on date;
    suspended_precision text;
    suspended_by date;
    -- The first day on which an action can have made it a party, and when the first one was that only a party can do
    first_joined date;
    presumed_by date;
    undated text;
    agreed_by date;
    -- Whether it has made a reservation or a declaration by then
    has_reserved boolean := false;
BEGIN
    FOR action IN
        SELECT * FROM actions_of(of_party) AS each
        WHERE each.stage IS NOT NULL OR each.kind IN ('reservation', 'declaration')
        ORDER BY each.last_day, each.stage, each.kind
    LOOP
        IF action.stage IS NULL THEN
            has_reserved := has_reserved OR coalesce(action.last_day <= on_day, true);
            CONTINUE;
        END IF;
        IF action.last_day IS NULL THEN
            -- Undated actions come last, the furthest at the end.
            undated := CASE action.kind WHEN 'resumed' THEN 'signed' ELSE action.kind END;
            CONTINUE;
        END IF;
        IF action.stage IN (2, 3, 4) THEN
            first_joined := least(first_joined, action.first_day);
        ELSIF action.stage > 4 AND action.kind <> 'declined' THEN
            presumed_by := coalesce(presumed_by, action.last_day);
        END IF;
        CONTINUE WHEN action.last_day > on_day;
        -- What can have been before the party left was before it left.
        CONTINUE WHEN reached = 7 AND action.stage < 7 AND action.first_day <= reached_by;

        IF action.stage = 5 THEN
            suspended_on := action.first_day;
            suspended_precision := action.exactness;
            suspended_by := action.last_day;
        ELSIF action.stage = 6 THEN
            suspended_by := NULL;
        ELSIF reached IS NULL OR reached = 7 OR action.stage >= reached THEN
            IF action.stage = 7 OR action.first_day > suspended_by THEN
                suspended_by := NULL;
            END IF;
            status := action.kind;
            status_on := action.first_day;
            status_precision := action.exactness;
            reached := action.stage;
            reached_by := action.last_day;
        END IF;
    END LOOP;

    IF presumed_by < coalesce(first_joined, 'infinity') AND coalesce(reached, 1) = 1 THEN
        -- Who left or was suspended was a party before: since the agreement was signed, as no action says when.
        SELECT last_day_of(agreement.signed_on, agreement.signed_precision) INTO agreed_by
        FROM agreements_agreementparty AS party
        JOIN agreements_agreement AS agreement ON agreement.id = party.agreement_id
        WHERE party.id = of_party;
        IF least(presumed_by, agreed_by) <= on_day THEN
            status := 'signed';
            status_on := NULL;
            status_precision := 'unknown';
            reached := 2;
        END IF;
    END IF;
    IF suspended_by IS NOT NULL THEN
        status := 'suspended';
        status_on := suspended_on;
        status_precision := suspended_precision;
    END IF;
    takes_part := coalesce(reached, 0) IN (2, 3, 4);
    status := coalesce(status, undated, 'none');
    status_precision := coalesce(status_precision, 'unknown');
    reservation := CASE WHEN has_reserved THEN reservations_on(of_party, on_day) ELSE '' END;
END $body$;

COMMENT ON FUNCTION party_standing IS
'How far a party is known to be bound on a day: its status, since when, with which reservations, and whether it has '
'signed or is bound. '
'Undated actions count on no day; they give the status only where nothing dated does.';


CREATE OR REPLACE FUNCTION standing_of(of_party bigint, on_day date)
RETURNS TABLE (status text, status_on date, status_precision text, reservation text, takes_part boolean)
LANGUAGE sql STABLE PARALLEL SAFE AS $body$
    SELECT
        coalesce(full_standing.status, CASE WHEN single.kind IS NULL OR NOT single.is_known THEN 'none' ELSE single.kind END),
        coalesce(full_standing.status_on, CASE WHEN single.is_plain AND single.is_known THEN single.day END),
        coalesce(full_standing.status_precision, CASE WHEN single.is_known THEN single.exactness ELSE 'unknown' END),
        coalesce(full_standing.reservation, ''),
        coalesce(full_standing.takes_part, single.is_known AND single.stage > 1, false)
    FROM (
        SELECT
            first.kind, action_stage(first.kind) AS stage, first.day, first.exactness,
            last_day_of(first.day, first.exactness) <= on_day AS is_known,
            first.actions = 0
            OR first.actions = 1 AND first.effects = 0 AND coalesce(action_stage(first.kind) IN (1, 2, 4), false) AS is_plain
        FROM (
            SELECT
                count(*) AS actions, count(effective_on) AS effects, min(kind) AS kind,
                min(happened_on) AS day, min(happened_precision) AS exactness
            FROM agreements_partyaction
            WHERE party_id = of_party
        ) AS first
    ) AS single
    LEFT JOIN LATERAL (
        -- OFFSET keeps the planner from calling it for every party.
        SELECT * FROM party_standing(of_party, on_day) WHERE NOT single.is_plain OFFSET 0
    ) AS full_standing ON true
$body$;

COMMENT ON FUNCTION standing_of IS
'What party_standing gives, in FROM: most parties have done one thing, and for these PostgreSQL works it out in line, at a '
'tenth of the cost of a call.';


CREATE OR REPLACE FUNCTION impossible_order(of_party bigint)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $body$
    WITH act AS MATERIALIZED (
        SELECT *, replace(kind, '_', ' ') || ' ' || date_text(first_day, exactness) AS name
        FROM actions_of(of_party)
    ),
    -- Two dated actions of which one was certainly first
    pair AS (
        SELECT
            earlier.kind AS first_kind, earlier.stage AS first_stage, earlier.first_day AS since,
            earlier.last_day AS first_by, earlier.name AS first_name,
            later.kind AS then_kind, later.stage AS then_stage, later.last_day AS until, later.name AS then_name
        FROM act AS earlier
        JOIN act AS later ON earlier.last_day < later.first_day
    )
    SELECT '“' || first_name || '”, “' || then_name || '”'
    FROM pair
    WHERE
        -- Bound, and only then signed, invited or refused, without having left
        first_stage = 4 AND (then_stage IN (1, 2) OR then_kind = 'declined') AND NOT EXISTS (
            SELECT FROM act
            WHERE stage = 7 AND coalesce(last_day >= since AND first_day <= until, true)
        )
        -- Left or suspended before it joined
        OR first_stage >= 5 AND first_kind <> 'declined' AND then_stage IN (2, 3, 4) AND NOT EXISTS (
            SELECT FROM act
            WHERE stage IN (2, 3, 4) AND coalesce(first_day <= first_by, true)
        )
        -- Left, and left or suspended again without having joined
        OR first_stage = 7 AND first_kind <> 'declined' AND then_stage >= 5 AND then_kind <> 'declined' AND NOT EXISTS (
            SELECT FROM act
            WHERE stage IN (2, 3, 4) AND coalesce(last_day >= since AND first_day <= until, true)
        )
        -- Undone before it was done
        OR first_kind = CASE then_kind WHEN 'suspended' THEN 'resumed' ELSE then_kind || '_withdrawn' END
        AND NOT EXISTS (
            SELECT FROM act
            WHERE act.kind = then_kind AND coalesce(act.first_day <= first_by, true)
        )
    ORDER BY since, first_kind, until, then_kind
    LIMIT 1
$body$;

COMMENT ON FUNCTION impossible_order IS
'The names of two actions of a party that cannot have happened in the order of their dates; NULL if all can.';
