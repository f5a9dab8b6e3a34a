-- A term or place that records show changes, with its rows, as they do: by a second person.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    -- Locked before its use is looked at: what begins to use it locks it, too (records/sql/lock_terms.sql).
    IF TG_OP <> 'INSERT' THEN
        PERFORM FROM public.:"term" WHERE id = OLD.:"key" FOR NO KEY UPDATE;
        IF :"schema".:"in_use"(OLD.:"key") THEN
            PERFORM :"schema".require_second_person('published', TG_TABLE_NAME);
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    PERFORM FROM public.:"term" WHERE id = NEW.:"key" FOR NO KEY UPDATE;
    IF :"schema".:"in_use"(NEW.:"key") THEN
        PERFORM :"schema".require_second_person('published', TG_TABLE_NAME);
        :lock_above
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
