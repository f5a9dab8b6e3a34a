-- Notes which records a statement on the table changed for readers.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql SET jit = off AS $body$
BEGIN
    -- The editing of drafts costs one look and takes no lock.
    IF NOT (:concerns_readers) THEN RETURN NULL; END IF;

    WITH changed AS MATERIALIZED (
        -- Rows that readers see otherwise than before, and in which of the sets of columns they differ
        SELECT coalesce(new_row.id, old_row.id) AS id, was, now, :differences
        FROM :rows
        CROSS JOIN LATERAL (
            SELECT coalesce(:old_visible, false) AS was, coalesce(:new_visible, false) AS now
        ) AS seen
        WHERE :changed
    ),
    touched AS (
        INSERT INTO public.records_touched (table_name)
        SELECT :'table'
        WHERE EXISTS (SELECT FROM changed)
        ON CONFLICT DO NOTHING
    )
    :note_records;
    RETURN NULL;
END $body$;

CREATE TRIGGER :"trigger"
AFTER :operation ON public.:"table"
REFERENCING :transition_tables
FOR EACH STATEMENT EXECUTE FUNCTION :"schema".:"function"();
