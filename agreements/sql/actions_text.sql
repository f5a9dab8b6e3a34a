-- Actions of a party as one text, as forms and files write them: signed:1996-09-24;withdrawn:2023-11-02
--
-- Each is kind:date:person:office [text]. A date is EDTF, with the day of its effect after a “>”; several persons
-- and their offices are joined by “+”. Semicolons or line ends stand between actions. A backslash keeps one of
-- : ; + [ in a text or an office from meaning this, “\n” is a line end, and two are one. What follows an office after a colon is
-- a reservation of the party, as files wrote it that had one status per party.

CREATE OR REPLACE FUNCTION read_actions(txt text)
RETURNS TABLE (pos bigint, item text, f0 text, f1 text, f2 text, f3 text, f4 text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT
        2 * piece.pos + action.number,
        btrim(replace(piece.item, E'\x01', '\\')),
        action.kind, action.happened, action.effective,
        replace(replace(replace(replace(replace(
            btrim(action.said), '\;', ';'), '\[', '['), '\:', ':'), '\n', E'\n'), E'\x01', '\'),
        action.people
    FROM regexp_split_to_table(replace(txt, '\\', E'\x01'), '(?<!\\);|\n') WITH ORDINALITY AS piece (item, pos)
    CROSS JOIN LATERAL (
        SELECT regexp_match(btrim(piece.item), '^((?:[^\\[]|\\.)*)\[(.*)\]$') AS parts
    ) AS bracket
    CROSS JOIN LATERAL (SELECT coalesce(parts[1], piece.item) AS head) AS split
    CROSS JOIN LATERAL (
        SELECT regexp_replace(head, '^(?:[^:]*:){0,2}[^:]*$|^(?:[^:]*:){3}', '') AS rest
    ) AS after_person
    CROSS JOIN LATERAL (SELECT substring(rest, '^(?:[^\\:]|\\.)*') AS offices) AS of_office
    CROSS JOIN LATERAL (
        -- A list as other columns have it: person:office|person:office
        SELECT string_agg(
            btrim(coalesce(person, '')) || ':' || replace(replace(btrim(replace(replace(replace(replace(
                coalesce(office, ''), '\:', ':'), '\+', '+'), '\[', '['), '\;', ';')), E'\x01', '\\'), '|', '\|'),
            '|' ORDER BY at
        ) AS people
        FROM ROWS FROM (
            string_to_table(split_part(head, ':', 3), '+'),
            regexp_split_to_table(offices, '(?<!\\)\+')
        ) WITH ORDINALITY AS named (person, office, at)
        WHERE coalesce(person, '') <> '' OR coalesce(office, '') <> ''
    ) AS representatives
    CROSS JOIN LATERAL (
        VALUES (
            0,
            nullif(btrim(split_part(head, ':', 1)), ''),
            nullif(btrim(split_part(split_part(head, ':', 2), '>', 1)), ''),
            nullif(btrim(split_part(split_part(head, ':', 2), '>', 2)), ''),
            nullif(btrim(parts[2]), ''),
            people
        ),
        (1, 'reservation', NULL, NULL, nullif(btrim(substr(rest, length(offices) + 2)), ''), NULL)
    ) AS action (number, kind, happened, effective, said, people)
    WHERE btrim(piece.item) <> '' AND (action.number = 0 OR action.said IS NOT NULL)
$body$;

COMMENT ON FUNCTION read_actions IS
'The actions that a text lists: its text, kind, date, date of its effect, what it says, and who acted as a list.';


CREATE OR REPLACE FUNCTION actions_text(of_party bigint, separator text DEFAULT ';')
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $body$
    SELECT string_agg(
        CASE
            WHEN offices = '' THEN rtrim(concat_ws(':', kind, day, persons), ':')
            ELSE concat_ws(':', kind, day, persons, offices)
        END
        || CASE
            WHEN text = '' THEN ''
            ELSE ' [' || replace(replace(replace(text, '\', '\\'), ';', '\;'), E'\n', '\n') || ']'
        END,
        separator ORDER BY happened_on, kind
    )
    FROM agreements_partyaction AS action
    CROSS JOIN LATERAL (
        SELECT coalesce(date_text(happened_on, happened_precision), '')
            || coalesce('>' || date_text(effective_on, effective_precision), '') AS day
    ) AS dated
    CROSS JOIN LATERAL (
        SELECT
            coalesce(string_agg(coalesce(person.slug, ''), '+' ORDER BY person.slug, office), '') AS persons,
            CASE WHEN bool_or(office <> '') THEN string_agg(
                replace(replace(replace(replace(replace(office, '\', '\\'), ':', '\:'), '+', '\+'), '[', '\['), ';', '\;'),
                '+' ORDER BY person.slug, office
            ) ELSE '' END AS offices
        FROM agreements_representative AS representative
        LEFT JOIN actors_actor AS person ON person.id = representative.person_id
        WHERE representative.action_id = action.id
    ) AS represented
    WHERE party_id = of_party
$body$;

COMMENT ON FUNCTION actions_text IS
'The actions of a party as one text that read_actions reads; NULL if it has none.';


CREATE OR REPLACE FUNCTION action_of_status(
    agreement text, actor text, part text,
    status text, status_on text, exactness text, signatory text, capacity text, reservation text
)
RETURNS text LANGUAGE sql STABLE AS $body$
    SELECT nullif(concat_ws(
        ';',
        CASE WHEN status <> 'none' AND NOT EXISTS (
            SELECT FROM agreements_agreementparty AS party
            JOIN agreements_agreement AS whole ON whole.id = party.agreement_id AND whole.slug = agreement
            JOIN actors_actor AS acting ON acting.id = party.actor_id AND acting.slug = actor
            CROSS JOIN LATERAL party_standing(party.id, current_date) AS standing
            WHERE
                party.role = coalesce(part, 'party')
                AND standing.status = action_of_status.status
                AND (action_of_status.status_on IS NULL OR standing.status_on::text = action_of_status.status_on)
        ) THEN rtrim(concat_ws(
            ':',
            status,
            CASE
                WHEN status_on IS NULL OR coalesce(exactness, 'day') IN ('day', 'unknown') THEN coalesce(status_on, '')
                WHEN first_day_of(read_date(status_on), exactness) = read_date(status_on)
                    THEN date_text(read_date(status_on), exactness)
                ELSE status_on || ' (' || exactness || ')'
            END,
            coalesce(signatory, ''),
            replace(replace(replace(replace(replace(coalesce(capacity, ''), '\', '\\'), ':', '\:'), '+', '\+'), '[', '\['), ';', '\;')
        ), ':') END,
        'reservation [' || replace(replace(replace(reservation, '\', '\\'), ';', '\;'), E'\n', '\n') || ']'
    ), '')
$body$;

COMMENT ON FUNCTION action_of_status IS
'The action that files with one status per party state, as a text; NULL if the party has that status already.';
