-- Readers see other bounds: these events changed in public, and so did all whose bounds follow from theirs.
CREATE FUNCTION :"schema".note_bounds()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (SELECT FROM rows WHERE is_public) THEN
        INSERT INTO public.records_touched (table_name)
        VALUES ('events_event')
        ON CONFLICT DO NOTHING;
        WITH RECURSIVE reached (event_id) AS (
            SELECT event_id
            FROM rows
            WHERE is_public
            UNION
            SELECT arc.to_event
            FROM reached
            JOIN public.events_arc AS arc ON arc.from_event = reached.event_id AND arc.readers_know
        )
        INSERT INTO public.records_pending (table_name, row_id, own, was_key)
        SELECT 'events_event', event.id, false, NULL
        FROM reached
        JOIN public.events_event AS event ON event.id = reached.event_id
        WHERE
            event.is_public
            AND (
                EXISTS (SELECT FROM rows WHERE rows.event_id = event.id AND rows.is_public)
                OR EXISTS (SELECT FROM public.events_bound AS bound WHERE bound.event_id = event.id AND bound.is_public)
            )
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $body$;

CREATE TRIGGER notes_bounds_insert
AFTER INSERT ON public.events_bound
REFERENCING NEW TABLE AS rows
FOR EACH STATEMENT EXECUTE FUNCTION :"schema".note_bounds();

CREATE TRIGGER notes_bounds_update
AFTER UPDATE ON public.events_bound
REFERENCING NEW TABLE AS rows
FOR EACH STATEMENT EXECUTE FUNCTION :"schema".note_bounds();

CREATE TRIGGER notes_bounds_delete
AFTER DELETE ON public.events_bound
REFERENCING OLD TABLE AS rows
FOR EACH STATEMENT EXECUTE FUNCTION :"schema".note_bounds();


CREATE FUNCTION :"schema".empty_bounds()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    DELETE FROM public.events_bound;
    DELETE FROM public.events_arc;
    RETURN NULL;
END $body$;

CREATE TRIGGER empties_bounds
AFTER TRUNCATE ON public.events_event
FOR EACH STATEMENT EXECUTE FUNCTION :"schema".empty_bounds();

-- What readers see: the bounds that follow from public rows alone.
CREATE VIEW :"schema".events_bound AS
SELECT *
FROM public.events_bound
WHERE is_public;


-- What changes a link locks the events at its ends, then takes the lock on bounds, and only then writes: as changes of
-- events do, so that the two do not wait for each other.
CREATE FUNCTION :"schema".lock_linked_events()
RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    link record;
BEGIN
    IF TG_OP = 'DELETE' THEN link := OLD; ELSE link := NEW; END IF;
    PERFORM FROM public.events_event WHERE id IN (link.source_id, link.target_id) ORDER BY id FOR NO KEY UPDATE;
    PERFORM pg_advisory_xact_lock(hashtext('events_bound'));
    RETURN link;
END $body$;

CREATE TRIGGER a_locks_bounds
BEFORE INSERT OR UPDATE OR DELETE ON public.events_eventlink
FOR EACH ROW EXECUTE FUNCTION :"schema".lock_linked_events();
