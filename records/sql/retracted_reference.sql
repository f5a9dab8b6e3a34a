-- Nothing new refers to a record that was retracted or merged; what refers to it already may stay.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql SET jit = off AS $body$
BEGIN
    IF current_setting(:'loading', true) = 'on' THEN RETURN NULL; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NOT (:added) THEN RETURN NULL; END IF;
    ELSIF NOT (:changed) THEN
        RETURN NULL;
    END IF;
    :refuse
END $body$;

-- Once a statement, as imports add many rows
CREATE TRIGGER refers_to_retracted
AFTER INSERT ON public.:"table"
REFERENCING NEW TABLE AS new_row
FOR EACH STATEMENT EXECUTE FUNCTION :"schema".:"function"();

CREATE TRIGGER refers_to_retracted_update
AFTER UPDATE ON public.:"table"
FOR EACH ROW WHEN (:references_differ)
EXECUTE FUNCTION :"schema".:"function"();
