-- Settles the bounds of the events that a statement on the table concerns.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM :"schema".settle_bounds(ARRAY(SELECT DISTINCT id FROM (:events) AS concerned (id) WHERE id IS NOT NULL));
    RETURN NULL;
END $body$;

CREATE TRIGGER :"trigger"
AFTER :operation ON public.:"table"
REFERENCING :transition_tables
FOR EACH STATEMENT EXECUTE FUNCTION :"schema".:"function"();
