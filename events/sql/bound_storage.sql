-- Keeps the bounds of the days of events: docs/decisions/0022-bounds.md. How they are computed: events/sql/bounds.sql.

-- Settles the bounds of these events and of all that depend on them, and the order of public ones.
CREATE FUNCTION :"schema".settle_bounds(changed bigint[])
RETURNS void LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off SET plan_cache_mode = auto AS $body$
DECLARE
    was_reached bigint[];
    affected bigint[];
    linked bigint[] := '{}';
BEGIN
    IF coalesce(cardinality(changed), 0) = 0 THEN RETURN; END IF;
    -- A plan for few events is slow for many; planning is slow for few.
    IF cardinality(changed) > 500 THEN PERFORM set_config('plan_cache_mode', 'force_custom_plan', true); END IF;
    affected := changed;
    IF EXISTS (SELECT FROM public.events_arc WHERE from_event = ANY (changed))
        OR EXISTS (SELECT FROM public.events_arc WHERE to_event = ANY (changed))
        OR EXISTS (SELECT FROM :"schema".bound_arcs(changed))
    THEN
        -- Two transactions that change what depends on each other wait; events that nothing depends on do not.
        PERFORM pg_advisory_xact_lock(hashtext('events_bound'));
        was_reached := ARRAY(SELECT DISTINCT to_event FROM public.events_arc WHERE from_event = ANY (changed));
        DELETE FROM public.events_arc WHERE from_event = ANY (changed);
        DELETE FROM public.events_arc WHERE to_event = ANY (changed);
        INSERT INTO public.events_arc
        SELECT * FROM :"schema".bound_arcs(changed);
        affected := ARRAY(
            WITH RECURSIVE reached (side, event_id) AS (
                SELECT side, id
                FROM unnest(changed || was_reached) AS id
                CROSS JOIN unnest(ARRAY['lo', 'hi']) AS side
                UNION
                SELECT reached.side, arc.to_event
                FROM reached
                JOIN public.events_arc AS arc ON arc.from_event = reached.event_id AND arc.side = reached.side
            )
            SELECT DISTINCT event_id FROM reached
        );
        linked := ARRAY(
            SELECT id
            FROM unnest(affected) AS id
            WHERE
                EXISTS (SELECT FROM public.events_arc WHERE from_event = id)
                OR EXISTS (SELECT FROM public.events_arc WHERE to_event = id)
        );
        PERFORM :"schema".rank_events(affected);
    END IF;
    PERFORM :"schema".store_bounds(affected, linked, false);
    PERFORM :"schema".store_bounds(affected, linked, true);
END $body$;


-- Stores the bounds of these events where something is inferred; `linked` are those among them that have arcs.
CREATE FUNCTION :"schema".store_bounds(ids bigint[], linked bigint[], for_readers boolean)
RETURNS void LANGUAGE plpgsql SET jit = off AS $body$
DECLARE
    seen bigint[] := ids;
BEGIN
    IF for_readers THEN
        seen := ARRAY(SELECT id FROM public.events_event WHERE id = ANY (ids) AND is_public);
        linked := ARRAY(SELECT id FROM public.events_event WHERE id = ANY (linked) AND is_public);
    END IF;
    IF seen = '{}' THEN
        DELETE FROM public.events_bound AS known WHERE known.event_id = ANY (ids) AND known.is_public = for_readers;
        RETURN;
    END IF;

    WITH found AS (
        SELECT own.event_id, own.side, own.point, own.day, own.reason
        FROM :"schema".own_bounds(
            CASE WHEN linked = '{}' THEN seen ELSE ARRAY(SELECT unnest(seen) EXCEPT SELECT unnest(linked)) END, for_readers
        ) AS own
        UNION ALL
        SELECT linked_bound.event_id, 'lo', linked_bound.point, linked_bound.day, linked_bound.reason
        FROM :"schema".bounds_on_side('lo', linked, for_readers) AS linked_bound
        WHERE linked <> '{}'
        UNION ALL
        SELECT linked_bound.event_id, 'hi', linked_bound.point, linked_bound.day, linked_bound.reason
        FROM :"schema".bounds_on_side('hi', linked, for_readers) AS linked_bound
        WHERE linked <> '{}'
    ),
    bound AS MATERIALIZED (
        SELECT
            found.event_id,
            min(day) FILTER (WHERE side = 'lo' AND point = 's') AS start_from,
            min(day) FILTER (WHERE side = 'hi' AND point = 's') AS start_to,
            min(day) FILTER (WHERE side = 'lo' AND point = CASE WHEN is_span THEN 'e' ELSE 's' END) AS end_from,
            min(day) FILTER (WHERE side = 'hi' AND point = CASE WHEN is_span THEN 'e' ELSE 's' END) AS end_to,
            bool_or(day IS NULL) AS fits_no_day,
            jsonb_object_agg(
                CASE point WHEN 's' THEN 'start' ELSE 'end' END || CASE side WHEN 'lo' THEN '_from' ELSE '_to' END,
                reason
            ) FILTER (WHERE reason IS NOT NULL) AS reasons
        FROM found
        JOIN public.events_event AS event ON event.id = found.event_id
        GROUP BY found.event_id
        HAVING bool_or(reason IS NOT NULL)
    ),
    fresh AS MATERIALIZED (
        SELECT
            bound.event_id, for_readers, start_from, start_to, end_from, end_to, reasons,
            fits_no_day OR coalesce(start_from > start_to OR end_from > end_to OR start_from > end_to, false),
            CASE
                WHEN date_from IS NOT NULL AND date_to IS NOT NULL THEN 'both'
                WHEN is_span AND (date_from IS NOT NULL OR date_to IS NOT NULL) THEN 'both'
                WHEN date_from IS NOT NULL OR date_to IS NOT NULL THEN 'one'
                ELSE ''
            END,
            lifecycle = 'ongoing'
        FROM bound
        JOIN public.events_event AS event ON event.id = bound.event_id
    ),
    gone AS (
        DELETE FROM public.events_bound AS known
        WHERE
            known.event_id = ANY (ids)
            AND known.is_public = for_readers
            AND NOT EXISTS (SELECT FROM bound WHERE bound.event_id = known.event_id)
    )
    INSERT INTO public.events_bound AS known (
        event_id, is_public, start_from, start_to, end_from, end_to, reasons, is_contradictory, stated, is_ongoing
    )
    SELECT * FROM fresh
    ON CONFLICT (event_id, is_public) DO UPDATE
    SET
        start_from = excluded.start_from,
        start_to = excluded.start_to,
        end_from = excluded.end_from,
        end_to = excluded.end_to,
        reasons = excluded.reasons,
        is_contradictory = excluded.is_contradictory,
        stated = excluded.stated,
        is_ongoing = excluded.is_ongoing
    WHERE
        ROW(
            known.start_from, known.start_to, known.end_from, known.end_to, known.reasons,
            known.is_contradictory, known.stated, known.is_ongoing
        ) IS DISTINCT FROM ROW(
            excluded.start_from, excluded.start_to, excluded.end_from, excluded.end_to, excluded.reasons,
            excluded.is_contradictory, excluded.stated, excluded.is_ongoing
        );
END $body$;


-- Ranks these events, which include all that follow from one of them, behind what they follow from, by public links
-- alone: no order in a list tells readers of a draft. Links that lead in a circle are broken at their first event.
CREATE FUNCTION :"schema".rank_events(ids bigint[])
RETURNS void LANGUAGE plpgsql SET jit = off AS $body$
DECLARE
    nodes bigint[];
    ranks int[];
    -- How many of the causes of a node have no rank yet; less than 0 once it has one itself
    waits_for int[];
    arc_from int[];
    arc_to int[];
    first_arc int[];
    queue int[];
    head int := 1;
    first_waiting int := 1;
    node int;
    arc int;
    reached int;
BEGIN
    WITH cause AS (
        SELECT arc.to_event, arc.from_event, arc.from_event = ANY (ids) AS is_inside
        FROM public.events_arc AS arc
        WHERE arc.to_event = ANY (ids) AND arc.side = 'lo' AND arc.readers_know AND arc.ground <> 'part' AND arc.lag >= 0
    ),
    node AS (
        SELECT
            event.id,
            coalesce(max(other.causal_rank) FILTER (WHERE NOT cause.is_inside) + 1, 0) AS rank,
            count(*) FILTER (WHERE cause.is_inside) AS inside
        FROM public.events_event AS event
        LEFT JOIN cause ON cause.to_event = event.id
        LEFT JOIN public.events_event AS other ON other.id = cause.from_event
        WHERE event.id = ANY (ids) AND event.is_public
        GROUP BY event.id
    )
    SELECT array_agg(id ORDER BY id), array_agg(rank ORDER BY id), array_agg(inside ORDER BY id)
    INTO nodes, ranks, waits_for
    FROM node;
    IF nodes IS NULL THEN RETURN; END IF;

    WITH node AS (
        SELECT * FROM unnest(nodes) WITH ORDINALITY AS node (id, number)
    )
    SELECT
        coalesce(array_agg(here.number ORDER BY here.number, there.number), '{}'),
        coalesce(array_agg(there.number ORDER BY here.number, there.number), '{}')
    INTO arc_from, arc_to
    FROM public.events_arc AS arc
    JOIN node AS here ON here.id = arc.from_event
    JOIN node AS there ON there.id = arc.to_event
    WHERE
        arc.from_event = ANY (nodes) AND arc.side = 'lo' AND arc.readers_know AND arc.ground <> 'part' AND arc.lag >= 0;
    first_arc := array_fill(cardinality(arc_from) + 1, ARRAY[cardinality(nodes)]);
    FOR number IN REVERSE cardinality(arc_from) .. 1 LOOP
        first_arc[arc_from[number]] := number;
    END LOOP;

    queue := ARRAY(
        SELECT number FROM unnest(waits_for) WITH ORDINALITY AS node (causes, number) WHERE causes = 0 ORDER BY number
    );
    LOOP
        WHILE head <= cardinality(queue) LOOP
            node := queue[head];
            head := head + 1;
            waits_for[node] := -1;
            arc := first_arc[node];
            WHILE arc <= cardinality(arc_from) LOOP
                EXIT WHEN arc_from[arc] <> node;
                reached := arc_to[arc];
                IF waits_for[reached] > 0 THEN
                    ranks[reached] := greatest(ranks[reached], ranks[node] + 1);
                    waits_for[reached] := waits_for[reached] - 1;
                    IF waits_for[reached] = 0 THEN queue := queue || reached; END IF;
                END IF;
                arc := arc + 1;
            END LOOP;
        END LOOP;
        WHILE first_waiting <= cardinality(nodes) AND waits_for[first_waiting] <= 0 LOOP
            first_waiting := first_waiting + 1;
        END LOOP;
        EXIT WHEN first_waiting > cardinality(nodes);
        waits_for[first_waiting] := 0;
        queue := queue || first_waiting;
    END LOOP;

    UPDATE public.events_event AS event
    SET causal_rank = fresh.rank
    FROM unnest(nodes, ranks) AS fresh (id, rank)
    WHERE event.id = fresh.id AND event.causal_rank <> fresh.rank;
    IF FOUND THEN
        INSERT INTO public.records_touched (table_name)
        VALUES ('events_event')
        ON CONFLICT DO NOTHING;
    END IF;
END $body$;


-- Settles the bounds of all events, some thousands at once.
CREATE FUNCTION :"schema".settle_all_bounds()
RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    ids bigint[];
BEGIN
    FOR ids IN
        SELECT array_agg(id)
        FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / 10000 AS batch FROM public.events_event) AS event
        GROUP BY batch
        ORDER BY batch
    LOOP
        PERFORM :"schema".settle_bounds(ids);
    END LOOP;
END $body$;
