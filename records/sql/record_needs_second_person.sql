-- A record that is not a draft changes by the steps of its review; everything else needs a second person.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM :"schema".require_second_person(OLD.review_status, TG_TABLE_NAME);
        RETURN OLD;
    END IF;
    -- Publishing, sending back and retracting; who makes these steps is another rule (records/review.py).
    IF NOT (:content_differs) AND (
        NEW.review_status = OLD.review_status AND NEW.retraction_reason = OLD.retraction_reason
        OR OLD.review_status = 'in_review' AND NEW.review_status IN ('draft', 'published')
        OR OLD.review_status = 'published' AND NEW.review_status = 'retracted'
    ) THEN
        RETURN NEW;
    END IF;
    -- What was merged into a record follows it when that is merged itself (records/merged_along.sql).
    IF pg_trigger_depth() > 1 AND OLD.merged_into_id IS NOT NULL THEN RETURN NEW; END IF;
    PERFORM :"schema".require_second_person(OLD.review_status, TG_TABLE_NAME);
    RETURN NEW;
END $body$;

CREATE TRIGGER second_person
BEFORE DELETE ON public.:"table"
FOR EACH ROW WHEN (OLD.review_status <> 'draft')
EXECUTE FUNCTION :"schema".:"function"();

CREATE TRIGGER second_person_update
BEFORE UPDATE ON public.:"table"
FOR EACH ROW WHEN (OLD.review_status <> 'draft' AND (:written_differ))
EXECUTE FUNCTION :"schema".:"function"();
