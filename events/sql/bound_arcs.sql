-- How bounds pass between events, and which bounds events have by themselves: docs/decisions/0022-bounds.md.
--
-- A point is 's', the start of an event or the one day of what happened once, or 'e', the end of a span. A side is 'lo',
-- not before a day, or 'hi', not after it. `for_readers` means: from public rows alone.

-- How many days a stated lag is at least and at most: half a unit less and more, of the shortest and of the longest
-- unit, rounded outwards.
CREATE OR REPLACE FUNCTION public.lag_days(number int, unit text, OUT fewest int, OUT most int)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT floor((number - 0.5) * shortest)::int, ceil((number + 0.5) * longest)::int
    FROM (VALUES ('day', 1, 1), ('week', 7, 7), ('month', 28, 31), ('year', 365, 366)) AS units (name, shortest, longest)
    WHERE name = unit;
$body$;


-- The arcs between these events and others: of the lower bounds from cause to effect, of the upper ones back, and with
-- a stated lag also the other way.
CREATE FUNCTION :"schema".bound_arcs(ids bigint[])
RETURNS TABLE (
    side text, from_event bigint, from_point text, to_event bigint, to_point text, lag int, ground text, row_id bigint,
    curators_know boolean, readers_know boolean
)
LANGUAGE sql STABLE AS $body$
    WITH link AS MATERIALIZED (
        SELECT
            link.id, link.kind, link.source_id AS effect, link.target_id AS cause,
            is_report.for_curators AS curators_know, link.is_public AND is_report.for_readers AS readers_know,
            coalesce(days.fewest, 0) AS fewest, days.most,
            CASE WHEN link.kind = 'caused_by' AND effect.is_span AND days.fewest IS NULL THEN 'e' ELSE 's' END AS point,
            effect.modality = 'occurred' AS happened
        FROM (
            SELECT * FROM public.events_eventlink WHERE source_id = ANY (ids)
            UNION
            SELECT * FROM public.events_eventlink WHERE target_id = ANY (ids)
        ) AS link
        JOIN public.events_event AS effect ON effect.id = link.source_id
        JOIN public.events_event AS cause ON cause.id = link.target_id
        -- “Two weeks after” something that lasted can mean its start or its end.
        LEFT JOIN LATERAL public.lag_days(link.lag, link.lag_unit) AS days ON NOT cause.is_span
        -- What sources only give as a motive or predict is no report of an order.
        CROSS JOIN LATERAL (
            SELECT
                coalesce(bool_or(claim.kind NOT IN ('motive', 'prediction')), true) AS for_curators,
                coalesce(
                    bool_or(claim.kind NOT IN ('motive', 'prediction')) FILTER (WHERE claim.is_public), true
                ) AS for_readers
            FROM public.events_eventclaim AS claim
            WHERE claim.link_id = link.id AND claim.verdict = 'supports'
        ) AS is_report
        -- A response to what was only planned, alleged or denied may come before it.
        WHERE
            link.kind IN (:'kinds')
            AND cause.modality = 'occurred'
            AND (is_report.for_curators OR link.is_public AND is_report.for_readers)
    ),
    part AS MATERIALIZED (
        SELECT
            part.id, part.parent_id AS whole, true AS curators_know, part.is_public AND whole.is_public AS readers_know,
            part.modality = 'occurred' AS happened,
            CASE WHEN part.is_span THEN 'e' ELSE 's' END AS part_end,
            CASE WHEN whole.is_span THEN 'e' ELSE 's' END AS whole_end
        FROM (
            SELECT * FROM public.events_event WHERE id = ANY (ids) AND part_in_time
            UNION
            SELECT * FROM public.events_event WHERE parent_id = ANY (ids) AND part_in_time
        ) AS part
        JOIN public.events_event AS whole ON whole.id = part.parent_id
        WHERE whole.modality = 'occurred'
    )
    SELECT 'lo', cause, 's', effect, point, fewest, kind, id, curators_know, readers_know FROM link
    UNION ALL
    SELECT 'hi', effect, point, cause, 's', -fewest, kind, id, curators_know, readers_know FROM link WHERE happened
    UNION ALL
    SELECT 'hi', cause, 's', effect, 's', most, kind, id, curators_know, readers_know FROM link WHERE most IS NOT NULL
    UNION ALL
    SELECT 'lo', effect, 's', cause, 's', -most, kind, id, curators_know, readers_know FROM link WHERE happened AND most IS NOT NULL
    UNION ALL
    SELECT 'lo', whole, 's', id, 's', 0, 'part', id, curators_know, readers_know FROM part
    UNION ALL
    SELECT 'hi', whole, whole_end, id, part_end, 0, 'part', id, curators_know, readers_know FROM part
    UNION ALL
    SELECT 'lo', id, part_end, whole, whole_end, 0, 'part', id, curators_know, readers_know FROM part WHERE happened
    UNION ALL
    SELECT 'hi', id, 's', whole, 's', 0, 'part', id, curators_know, readers_know FROM part WHERE happened;
$body$;


-- The actions of parties that an event of this type about this agreement is, each with the days on which it can have been:
-- those of whoever did it, or of whom it was done for. Several of one kind do not say which of them the event is.
CREATE FUNCTION :"schema".acts_of(this_event bigint, this_type bigint, this_agreement bigint, for_readers boolean)
RETURNS TABLE (id bigint, side text, day date)
LANGUAGE sql STABLE AS $body$
    WITH act AS (
        SELECT action.id, party.actor_id, action.happened_on, action.happened_precision
        FROM public.events_eventtype AS type
        JOIN (VALUES :acts) AS act_of (code, kind) ON act_of.code = type.code
        JOIN public.agreements_agreementparty AS party ON party.agreement_id = this_agreement
        JOIN public.agreements_partyaction AS action ON action.party_id = party.id AND action.kind = act_of.kind
        WHERE
            type.id = this_type
            AND (action.is_public OR NOT for_readers)
            AND EXISTS (
                SELECT
                FROM public.events_participation AS part
                WHERE
                    part.event_id = this_event
                    AND part.role IN ('initiator', 'signatory')
                    AND party.actor_id IN (part.actor_id, part.on_behalf_of_id)
                    AND (part.is_public OR NOT for_readers)
            )
    )
    SELECT act.id, possible.side, possible.day
    FROM act
    CROSS JOIN LATERAL (
        VALUES ('lo', happened_on), ('hi', public.last_day_of(happened_on, happened_precision))
    ) AS possible (side, day)
    WHERE
        possible.day IS NOT NULL
        AND NOT EXISTS (
            SELECT
            FROM act AS other
            WHERE
                other.actor_id = act.actor_id
                AND (other.happened_on, other.happened_precision)
                IS DISTINCT FROM (act.happened_on, act.happened_precision)
        );
$body$;


-- Bounds that these events have by themselves: from their own date, their sources, their agreement, their participants.
CREATE FUNCTION :"schema".bound_grounds(ids bigint[], for_readers boolean)
RETURNS TABLE (event_id bigint, is_span boolean, side text, point text, day date, ground text, row_id bigint)
LANGUAGE sql STABLE AS $body$
    SELECT event.id, event.is_span, own.side, own.point, own.day, 'stated', event.id
    FROM public.events_event AS event
    CROSS JOIN LATERAL (
        VALUES
        ('lo', 's', CASE WHEN date_qualifier = '' THEN date_from END),
        (
            'hi', 's',
            CASE
                WHEN is_span AND date_qualifier = '' THEN public.last_day_of(date_from, date_precision)
                WHEN NOT is_span AND end_qualifier = '' THEN date_to
            END
        ),
        (
            'lo', 'e',
            CASE
                WHEN is_span AND end_qualifier = ''
                    THEN public.first_day_of(
                        date_to, CASE end_precision WHEN '' THEN date_precision ELSE end_precision END
                    )
            END
        ),
        ('hi', 'e', CASE WHEN is_span AND end_qualifier = '' THEN date_to END)
    ) AS own (side, point, day)
    WHERE event.id = ANY (ids) AND own.day IS NOT NULL AND (event.is_public OR NOT for_readers)

    UNION ALL
    -- What a source reports had begun when it was published, and not ended if it is reported as continuing.
    SELECT event.id, event.is_span, reported.side, reported.point, reported.day, reported.ground, claim.id
    FROM public.events_event AS event
    JOIN public.events_eventclaim AS claim ON claim.event_id = event.id
    JOIN public.sources_source AS source ON source.id = claim.source_id
    CROSS JOIN LATERAL (
        VALUES
        (
            'hi', 's', 'reported',
            CASE
                WHEN event.modality IN ('occurred', 'alleged')
                    THEN public.last_day_of(source.published_on, source.published_precision)
            END
        ),
        (
            'lo', 'e', 'continuing',
            CASE
                WHEN event.modality = 'occurred' AND event.is_span AND event.lifecycle = 'ongoing'
                    AND claim.field = 'lifecycle'
                    THEN source.published_on
            END
        )
    ) AS reported (side, point, ground, day)
    WHERE
        event.id = ANY (ids)
        AND claim.verdict = 'supports'
        AND claim.kind NOT IN ('motive', 'prediction')
        -- Data sets are revised.
        AND source.kind <> 'dataset'
        AND reported.day IS NOT NULL
        AND (claim.is_public AND event.is_public OR NOT for_readers)

    UNION ALL
    -- Whoever acted existed: when it happened once, or for some time of a span.
    SELECT event.id, event.is_span, lived.side, lived.point, lived.day, 'lifetime', part.id
    FROM public.events_event AS event
    JOIN public.events_participation AS part ON part.event_id = event.id
    JOIN public.actors_actor AS actor ON actor.id = part.actor_id
    CROSS JOIN LATERAL (
        VALUES
        ('lo', CASE WHEN event.is_span THEN 'e' ELSE 's' END, actor.active_from),
        ('hi', 's', public.last_day_of(actor.active_to, actor.active_to_precision))
    ) AS lived (side, point, day)
    WHERE
        event.id = ANY (ids)
        AND event.modality = 'occurred'
        AND part.role NOT IN ('target', 'addressee', 'recipient', 'subject')
        AND actor.kind <> 'entity'
        AND lived.day IS NOT NULL
        AND (part.is_public AND event.is_public OR NOT for_readers)

    UNION ALL
    -- The signature, ratification … of a party has the day of that action.
    SELECT event.id, event.is_span, acted.side, 's', acted.day, 'acted', acted.id
    FROM public.events_event AS event
    CROSS JOIN LATERAL :"schema".acts_of(event.id, event.type_id, event.agreement_id, for_readers) AS acted
    WHERE
        event.id = ANY (ids)
        AND event.agreement_id IS NOT NULL
        AND event.modality = 'occurred'
        AND NOT event.is_span
        AND (event.is_public OR NOT for_readers)

    UNION ALL
    -- The signing of an agreement has the day on which it was signed, unless whoever signed then did so on another day.
    SELECT event.id, event.is_span, signed.side, 's', signed.day, 'signed', agreement.id
    FROM public.events_event AS event
    JOIN public.events_eventtype AS type ON type.id = event.type_id
    JOIN public.agreements_agreement AS agreement ON agreement.id = event.agreement_id
    CROSS JOIN LATERAL (
        VALUES
        ('lo', agreement.signed_on),
        ('hi', public.last_day_of(agreement.signed_on, agreement.signed_precision))
    ) AS signed (side, day)
    WHERE
        event.id = ANY (ids)
        AND event.modality = 'occurred'
        AND NOT event.is_span
        AND type.code = 'treaty.signing'
        AND signed.day IS NOT NULL
        AND (agreement.is_public AND event.is_public OR NOT for_readers)
        AND NOT EXISTS (SELECT FROM :"schema".acts_of(event.id, event.type_id, event.agreement_id, for_readers));
$body$;


-- Of each point of these events on each side the strongest bound that the event has by itself, and from which row; without
-- a reason where the event states it. The start of a span bounds its end from below, and its end its start from above.
CREATE FUNCTION :"schema".own_bounds(ids bigint[], for_readers boolean)
RETURNS TABLE (event_id bigint, side text, point text, day date, reason jsonb)
LANGUAGE sql STABLE AS $body$
    WITH ground AS MATERIALIZED (
        SELECT * FROM :"schema".bound_grounds(ids, for_readers)
    ),
    best AS (
        SELECT DISTINCT ON (event_id, side, point) *
        FROM (
            SELECT event_id, side, point, day, ground, row_id, false AS other_end
            FROM ground
            UNION ALL
            SELECT event_id, side, CASE point WHEN 's' THEN 'e' ELSE 's' END, day, ground, row_id, true
            FROM ground
            WHERE is_span AND (side, point) IN (('lo', 's'), ('hi', 'e'))
        ) AS known
        ORDER BY
            event_id, side, point,
            CASE side WHEN 'lo' THEN day END DESC NULLS LAST,
            day,
            ground <> 'stated',
            other_end,
            ground,
            row_id
    )
    SELECT
        event_id, side, point, day,
        CASE
            WHEN ground = 'stated' THEN NULL
            WHEN other_end
                THEN jsonb_build_object(
                    'ground', 'span', 'row', event_id, 'event', event_id,
                    'point', CASE point WHEN 's' THEN 'e' ELSE 's' END
                )
            ELSE jsonb_build_object('ground', ground, 'row', row_id)
        END
    FROM best;
$body$;
