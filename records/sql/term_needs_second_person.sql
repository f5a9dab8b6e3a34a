-- A term or place that records show changes, with its rows, as they do: by a second person.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP <> 'INSERT' AND :"schema".:"in_use"(OLD.:"key") THEN
        PERFORM :"schema".require_second_person('published', TG_TABLE_NAME);
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF :"schema".:"in_use"(NEW.:"key") THEN
        PERFORM :"schema".require_second_person('published', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $body$;

CREATE TRIGGER second_person
BEFORE INSERT OR DELETE ON public.:"table"
FOR EACH ROW EXECUTE FUNCTION :"schema".:"function"();

CREATE TRIGGER second_person_update
BEFORE UPDATE ON public.:"table"
FOR EACH ROW WHEN (:written_differ)
EXECUTE FUNCTION :"schema".:"function"();
