-- The inferred bounds of an event, each with the rows that it follows from, step by step from the event to a date; of
-- public rows for readers, who see no others.
CREATE OR REPLACE FUNCTION public.event_bounds(event bigint)
RETURNS json LANGUAGE plpgsql STABLE PARALLEL SAFE AS $body$
DECLARE
    bound record;
    other record;
    name text;
    suffix text;
    reason jsonb;
    this bigint;
    seen text[];
    steps json[];
    bounds json[] := '{}';
BEGIN
    SELECT * INTO bound FROM events_bound WHERE event_id = event ORDER BY is_public LIMIT 1;
    IF NOT FOUND THEN RETURN '[]'; END IF;
    FOREACH name IN ARRAY ARRAY['start_from', 'start_to', 'end_from', 'end_to'] LOOP
        reason := bound.reasons -> name;
        CONTINUE WHEN reason IS NULL;
        suffix := substring(name FROM '_.*');
        this := event;
        steps := '{}';
        seen := ARRAY[event || name];
        LOOP
            steps := steps || event_bound_step(this, reason);
            EXIT WHEN NOT reason ? 'event';
            this := (reason ->> 'event')::bigint;
            name := CASE reason ->> 'point' WHEN 's' THEN 'start' ELSE 'end' END || suffix;
            -- Lags that contradict each other lead in a circle.
            EXIT WHEN this || name = ANY (seen);
            seen := seen || (this || name);
            SELECT next.reasons -> name AS reason
            INTO other
            FROM events_bound AS next
            WHERE next.event_id = this AND next.is_public = bound.is_public;
            reason := coalesce(other.reason, '{"ground": "stated"}');
        END LOOP;
        name := split_part(seen[1], event::text, 2);
        bounds := bounds || (
            SELECT row_to_json(said)
            FROM (SELECT name AS bound, to_jsonb(bound) ->> name AS day, array_to_json(steps) AS why) AS said
        );
    END LOOP;
    RETURN array_to_json(bounds);
END $body$;


-- One step of a reason: the ground, and the row at the other end. `direction` is that of a link, or of the part, from the
-- event that is bounded: “out” if it is the effect or the part.
CREATE OR REPLACE FUNCTION public.event_bound_step(this bigint, reason jsonb)
RETURNS json LANGUAGE sql STABLE PARALLEL SAFE AS $body$
    SELECT row_to_json(step)
    FROM (
        SELECT
            said.ground,
            CASE
                WHEN said.ground = 'part' THEN CASE WHEN said.row_id = this THEN 'out' ELSE 'in' END
                WHEN link.id IS NOT NULL THEN CASE WHEN link.source_id = this THEN 'out' ELSE 'in' END
            END AS direction,
            other.slug AS event,
            source.slug AS source,
            actor.slug AS actor,
            agreement.slug AS agreement
        FROM (SELECT reason ->> 'ground' AS ground, (reason ->> 'row')::bigint AS row_id) AS said
        LEFT JOIN events_event AS other
            ON other.id = CASE WHEN said.ground IN ('span', 'stated') THEN this ELSE (reason ->> 'event')::bigint END
        LEFT JOIN events_eventlink AS link
            ON reason ? 'event' AND said.ground NOT IN ('span', 'part') AND link.id = said.row_id
        LEFT JOIN events_eventclaim AS claim
            ON said.ground IN ('reported', 'continuing') AND claim.id = said.row_id
        LEFT JOIN sources_source AS source ON source.id = claim.source_id
        LEFT JOIN events_participation AS part ON said.ground = 'lifetime' AND part.id = said.row_id
        LEFT JOIN agreements_partyaction AS action ON said.ground = 'acted' AND action.id = said.row_id
        LEFT JOIN agreements_agreementparty AS party ON party.id = action.party_id
        LEFT JOIN actors_actor AS actor ON actor.id = coalesce(part.actor_id, party.actor_id)
        LEFT JOIN agreements_agreement AS agreement
            ON agreement.id = CASE WHEN said.ground = 'signed' THEN said.row_id ELSE party.agreement_id END
    ) AS step;
$body$;
