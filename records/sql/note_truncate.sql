-- TRUNCATE shows triggers no rows: if any of them was public, copies start from the beginning.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (SELECT FROM public.:"table" AS old_row WHERE :visible) THEN
        PERFORM :"schema".reset_changes();
    END IF;
    RETURN NULL;
END $body$;

CREATE TRIGGER public_changes_truncate
BEFORE TRUNCATE ON public.:"table"
FOR EACH STATEMENT EXECUTE FUNCTION :"schema".:"function"();
