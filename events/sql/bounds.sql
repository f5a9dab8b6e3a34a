-- Computes and stores the bounds of the days of events: docs/decisions/0022-bounds.md. Points, sides and `for_readers`
-- are explained in events/sql/bound_arcs.sql.

-- How strong the bound of one point is, as it is stored, or as the event states it; in days, the greater the stronger.
CREATE FUNCTION :"schema".bound_strength(event bigint, this_point text, this_side text, for_readers boolean)
RETURNS int LANGUAGE sql STABLE AS $body$
    SELECT CASE
        WHEN bound.event_id IS NULL THEN (
            SELECT max((own.day - date '2000-01-01') * CASE this_side WHEN 'lo' THEN 1 ELSE -1 END)
            FROM :"schema".own_bounds(ARRAY[event], for_readers) AS own
            -- What follows from other rows is stored.
            WHERE own.side = this_side AND own.point = this_point AND own.reason IS NULL
        )
        -- No day fits.
        WHEN stored.day IS NULL AND bound.reasons ? stored.name THEN :endless
        ELSE (stored.day - date '2000-01-01') * CASE this_side WHEN 'lo' THEN 1 ELSE -1 END
    END
    FROM (SELECT) AS one
    LEFT JOIN public.events_bound AS bound ON bound.event_id = event AND bound.is_public = for_readers
    LEFT JOIN LATERAL (
        VALUES
        ('s', 'lo', 'start_from', bound.start_from), ('s', 'hi', 'start_to', bound.start_to),
        ('e', 'lo', 'end_from', bound.end_from), ('e', 'hi', 'end_to', bound.end_to)
    ) AS stored (point, side, name, day) ON stored.point = this_point AND stored.side = this_side;
$body$;


-- The bounds of these events, all with arcs, on one side, with the row that gives each; without a reason where the event
-- states it, without a day where no day fits because lags that contradict each other lead in a circle.
--
-- Each bound is the strongest of those that lead to its point. From the strongest ground on, bounds are passed along the
-- arcs as long as they strengthen something; without lags each point is reached once.
CREATE FUNCTION :"schema".bounds_on_side(this_side text, ids bigint[], for_readers boolean)
RETURNS TABLE (event_id bigint, point text, day date, reason jsonb)
LANGUAGE plpgsql STABLE SET jit = off AS $body$
#variable_conflict use_column
DECLARE
    sign constant int := CASE this_side WHEN 'lo' THEN 1 ELSE -1 END;
    -- Strengths that are none: of what nothing is known, of what only the calendar bounds, and of what no day fits
    none constant int := -2000000000;
    calendar constant int := -1000000000;
    endless constant int := :endless;
    -- By node, a point of an event, sorted by event; the end of a span comes before its start
    node_event bigint[];
    node_point text[];
    own_strength int[];
    own_reason jsonb[];
    strength int[];
    -- The arc by which a node got its bound; 0 if it has it by itself
    by_arc int[];
    -- Arcs between nodes, sorted by their start
    arc_from int[];
    arc_to int[];
    arc_gain int[];
    arc_reason jsonb[];
    arcs int;
    first_arc int[];
    has_lags boolean;
    start int;
    queue int[];
    head int;
    node int;
    arc int;
    reached int;
    candidate int;
    step int;
BEGIN
    WITH node AS (
        SELECT event.id, point
        FROM public.events_event AS event
        CROSS JOIN unnest(ARRAY['e', 's']) AS point
        WHERE event.id = ANY (ids) AND (event.is_public OR NOT for_readers) AND (event.is_span OR point = 's')
    ),
    best AS (
        SELECT DISTINCT ON (known.id, known.point) known.*
        FROM (
            SELECT event_id AS id, point, (day - date '2000-01-01') * sign AS strength, reason
            FROM :"schema".own_bounds(ids, for_readers)
            WHERE side = this_side
            UNION ALL
            SELECT
                arc.to_event, arc.to_point,
                CASE WHEN outside.strength >= endless THEN endless ELSE outside.strength + sign * arc.lag END,
                jsonb_build_object(
                    'ground', arc.ground, 'row', arc.row_id, 'event', arc.from_event, 'point', arc.from_point
                )
            FROM public.events_arc AS arc
            CROSS JOIN LATERAL :"schema".bound_strength(arc.from_event, arc.from_point, this_side, for_readers)
            AS outside (strength)
            WHERE
                arc.to_event = ANY (ids)
                AND arc.side = this_side
                AND arc.from_event <> ALL (ids)
                AND CASE WHEN for_readers THEN arc.readers_know ELSE arc.curators_know END
            UNION ALL
            SELECT node.id, node.point, none, NULL
            FROM node
        ) AS known
        WHERE known.strength IS NOT NULL
        ORDER BY known.id, known.point, known.strength DESC, known.reason NULLS FIRST
    )
    SELECT
        array_agg(best.id ORDER BY best.id, best.point), array_agg(best.point ORDER BY best.id, best.point),
        array_agg(best.strength ORDER BY best.id, best.point), array_agg(best.reason ORDER BY best.id, best.point)
    INTO node_event, node_point, own_strength, own_reason
    FROM best;
    IF node_event IS NULL THEN RETURN; END IF;

    WITH node AS (
        SELECT * FROM unnest(node_event, node_point) WITH ORDINALITY AS node (id, point, number)
    ),
    arc AS (
        SELECT
            arc.from_event, arc.from_point, arc.to_event, arc.to_point, sign * arc.lag AS gain,
            jsonb_build_object(
                'ground', arc.ground, 'row', arc.row_id, 'event', arc.from_event, 'point', arc.from_point
            ) AS reason
        FROM public.events_arc AS arc
        WHERE
            arc.from_event = ANY (ids)
            AND arc.to_event = ANY (ids)
            AND arc.side = this_side
            AND CASE WHEN for_readers THEN arc.readers_know ELSE arc.curators_know END
        UNION ALL
        -- A span ends when it has begun.
        SELECT
            node.id, CASE this_side WHEN 'lo' THEN 's' ELSE 'e' END,
            node.id, CASE this_side WHEN 'lo' THEN 'e' ELSE 's' END,
            0,
            jsonb_build_object(
                'ground', 'span', 'row', node.id, 'event', node.id,
                'point', CASE this_side WHEN 'lo' THEN 's' ELSE 'e' END
            )
        FROM node
        WHERE node.point = 'e'
    )
    SELECT
        coalesce(array_agg(here.number ORDER BY here.number, there.number, arc.gain DESC, arc.reason), '{}'),
        coalesce(array_agg(there.number ORDER BY here.number, there.number, arc.gain DESC, arc.reason), '{}'),
        coalesce(array_agg(arc.gain ORDER BY here.number, there.number, arc.gain DESC, arc.reason), '{}'),
        coalesce(array_agg(arc.reason ORDER BY here.number, there.number, arc.gain DESC, arc.reason), '{}'),
        coalesce(bool_or(arc.gain <> 0), false)
    INTO arc_from, arc_to, arc_gain, arc_reason, has_lags
    FROM arc
    JOIN node AS here ON here.id = arc.from_event AND here.point = arc.from_point
    JOIN node AS there ON there.id = arc.to_event AND there.point = arc.to_point;

    arcs := cardinality(arc_from);
    by_arc := array_fill(0, ARRAY[cardinality(node_event)]);
    first_arc := array_fill(arcs + 1, ARRAY[cardinality(node_event)]);
    FOR number IN REVERSE arcs .. 1 LOOP
        first_arc[arc_from[number]] := number;
    END LOOP;
    -- A circle of lags that no date reaches contradicts itself, too. The calendar reaches all.
    strength := ARRAY(
        SELECT CASE WHEN has_lags THEN greatest(own.strength, calendar) ELSE own.strength END
        FROM unnest(own_strength) WITH ORDINALITY AS own (strength, number)
        ORDER BY own.number
    );

    FOR start IN
        SELECT number
        FROM unnest(strength) WITH ORDINALITY AS own (strength, number)
        WHERE own.strength > none
        ORDER BY own.strength DESC, number
    LOOP
        -- What a stronger ground reached has passed that on.
        CONTINUE WHEN by_arc[start] > 0;
        queue := ARRAY[start];
        head := 1;
        WHILE head <= cardinality(queue) LOOP
            node := queue[head];
            head := head + 1;
            arc := first_arc[node];
            WHILE arc <= arcs LOOP
                EXIT WHEN arc_from[arc] <> node;
                reached := arc_to[arc];
                candidate := CASE WHEN strength[node] < endless THEN strength[node] + arc_gain[arc] ELSE endless END;
                IF candidate > strength[reached] THEN
                    strength[reached] := candidate;
                    by_arc[reached] := arc;
                    queue := queue || reached;
                    IF has_lags AND candidate < endless THEN
                        -- A bound that strengthens itself: no day fits any event of the circle.
                        step := node;
                        -- What a circle reached already is passed that on when its turn comes.
                        WHILE step <> reached AND by_arc[step] > 0 AND strength[step] < endless LOOP
                            step := arc_from[by_arc[step]];
                        END LOOP;
                        IF step = reached THEN
                            LOOP
                                strength[step] := endless;
                                queue := queue || step;
                                step := arc_from[by_arc[step]];
                                EXIT WHEN step = reached;
                            END LOOP;
                        END IF;
                    END IF;
                END IF;
                arc := arc + 1;
            END LOOP;
        END LOOP;
    END LOOP;

    RETURN QUERY
    SELECT
        node_event[number], node_point[number],
        CASE WHEN is_day THEN date '2000-01-01' + sign * strength[number] END,
        CASE WHEN by_arc[number] > 0 THEN arc_reason[by_arc[number]] ELSE own_reason[number] END
    FROM generate_subscripts(node_event, 1) AS number
    CROSS JOIN LATERAL (
        SELECT
            sign * strength[number] BETWEEN date '0001-01-01' - date '2000-01-01' AND date '9998-12-31' - date '2000-01-01'
    ) AS within (is_day)
    -- Beyond the calendar a strong bound says that no day fits, and a weak one says nothing.
    WHERE is_day OR strength[number] > 0;
END $body$;
