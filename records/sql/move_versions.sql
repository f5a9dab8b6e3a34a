-- Counts the records whose rows a statement wrote.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql SET jit = off AS $body$
BEGIN
    :moves
    RETURN NULL;
END $body$;

CREATE TRIGGER :"trigger"
AFTER :operation ON public.:"table"
REFERENCING :transition_tables
FOR EACH STATEMENT EXECUTE FUNCTION :"schema".:"function"();
