-- A status moves one step at a time, and whoever moved it is named with the time. What is written to these
-- columns between the steps is ignored, as version and times are.
DECLARE
    step text;
BEGIN
    IF current_setting(:'loading', true) = 'on' THEN RETURN NEW; END IF;

    IF TG_OP = 'INSERT' THEN
        IF NEW.review_status <> 'draft' THEN
            :refuse_other_than_draft
        END IF;
        NEW.submitted_by_id := NULL;
        NEW.submitted_at := NULL;
        NEW.reviewed_by_id := NULL;
        NEW.reviewed_at := NULL;
        RETURN NEW;
    END IF;

    step := OLD.review_status || ' ' || NEW.review_status;
    IF step = 'draft in_review' THEN
        IF NEW.submitted_by_id IS NULL THEN
            :refuse_without_submitter
        END IF;
        NEW.submitted_at := now();
        NEW.reviewed_by_id := NULL;
        NEW.reviewed_at := NULL;
        RETURN NEW;
    END IF;
    IF step = 'in_review draft' THEN
        -- The reviewer is named, but not kept: the next submission starts from the beginning.
        IF NEW.reviewed_by_id IS NULL THEN
            :refuse_without_reviewer
        END IF;
        NEW.submitted_by_id := NULL;
        NEW.submitted_at := NULL;
        NEW.reviewed_by_id := NULL;
        NEW.reviewed_at := NULL;
        RETURN NEW;
    END IF;

    NEW.submitted_by_id := OLD.submitted_by_id;
    NEW.submitted_at := OLD.submitted_at;
    NEW.reviewed_at := OLD.reviewed_at;
    IF step = 'in_review published' THEN
        IF NEW.reviewed_by_id IS NULL THEN
            :refuse_without_reviewer
        END IF;
        NEW.reviewed_at := now();
        RETURN NEW;
    END IF;

    NEW.reviewed_by_id := OLD.reviewed_by_id;
    IF NEW.review_status = OLD.review_status THEN RETURN NEW; END IF;
    IF NEW.review_status = 'retracted' THEN
        -- A merge retracts from any status.
        IF OLD.merged_into_id IS NULL AND NEW.merged_into_id IS NOT NULL THEN RETURN NEW; END IF;
        IF OLD.review_status = 'published' THEN
            IF btrim(NEW.retraction_reason) = '' THEN
                :refuse_without_reason
            END IF;
            RETURN NEW;
        END IF;
    ELSIF step = 'retracted published'
        AND OLD.merged_into_id IS NOT NULL
        AND NEW.merged_into_id IS NULL
        AND coalesce(OLD.retracted_at, OLD.reviewed_at) IS NOT NULL
    THEN
        -- Undoing a merge publishes again what was public or reviewed before.
        RETURN NEW;
    END IF;

    :refuse_other_steps
END;
