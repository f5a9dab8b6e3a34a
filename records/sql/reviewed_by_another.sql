-- A status moves one step at a time, with the user who moved it and the time. What is written to these
-- columns between the steps is ignored, as version and times are.
DECLARE
    -- A new record has no OLD status.
    step text := concat_ws(' ', OLD.review_status, NEW.review_status);
BEGIN
    IF current_setting(:'loading', true) = 'on' THEN RETURN NEW; END IF;

    IF TG_OP = 'INSERT' AND NEW.review_status <> 'draft' THEN
        :refuse_other_than_draft
    ELSIF step = 'draft in_review' AND NEW.submitted_by_id IS NULL THEN
        :refuse_without_submitter
    ELSIF step IN ('in_review draft', 'in_review published') AND NEW.reviewed_by_id IS NULL THEN
        :refuse_without_reviewer
    ELSIF step = 'published retracted' AND btrim(NEW.retraction_reason) = ''
        AND (OLD.merged_into_id IS NOT NULL OR NEW.merged_into_id IS NULL)
    THEN
        :refuse_without_reason
    END IF;

    IF TG_OP = 'INSERT' OR step = 'in_review draft' THEN
        NEW.submitted_by_id := NULL;
        NEW.submitted_at := NULL;
    ELSIF step = 'draft in_review' THEN
        NEW.submitted_at := now();
    ELSE
        NEW.submitted_by_id := OLD.submitted_by_id;
        NEW.submitted_at := OLD.submitted_at;
    END IF;

    -- Sending back needs its user, who is not kept: the next submission starts from the beginning.
    IF TG_OP = 'INSERT' OR step IN ('in_review draft', 'draft in_review') THEN
        NEW.reviewed_by_id := NULL;
        NEW.reviewed_at := NULL;
    ELSIF step = 'in_review published' THEN
        NEW.reviewed_at := now();
    ELSE
        NEW.reviewed_by_id := OLD.reviewed_by_id;
        NEW.reviewed_at := OLD.reviewed_at;
    END IF;

    IF step IN ('draft', 'draft in_review', 'in_review draft', 'in_review published', 'published retracted')
        OR OLD.review_status = NEW.review_status
        -- A merge retracts from any status.
        OR NEW.review_status = 'retracted' AND OLD.merged_into_id IS NULL AND NEW.merged_into_id IS NOT NULL
        -- Undoing a merge publishes again what was public or reviewed before.
        OR step = 'retracted published' AND OLD.merged_into_id IS NOT NULL AND NEW.merged_into_id IS NULL
        AND coalesce(OLD.retracted_at, OLD.reviewed_at) IS NOT NULL
    THEN
        RETURN NEW;
    END IF;
    :refuse_other_steps
END;
