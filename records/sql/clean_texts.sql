-- Cleans the texts of a row before anything else looks at it: triggers fire in the order of their names.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    :cleanings
    RETURN NEW;
END $body$;

CREATE TRIGGER clean_texts
BEFORE INSERT ON public.:"table"
FOR EACH ROW WHEN (:is_unclean)
EXECUTE FUNCTION :"schema".:"function"();

-- What is not changed stays: a row that could not be cleaned can still be shown or hidden.
CREATE TRIGGER clean_texts_update
BEFORE UPDATE ON public.:"table"
FOR EACH ROW WHEN (:is_written_unclean)
EXECUTE FUNCTION :"schema".:"function"();
