-- Whether what this transaction changes needs nobody else: it makes a change that a second person accepted, loads
-- data reviewed elsewhere, or tries a change out and takes it back.
CREATE FUNCTION :"schema".second_person_agreed()
RETURNS boolean LANGUAGE sql STABLE AS $body$
SELECT
    coalesce(current_setting(:'loading', true), '') = 'on'
    OR coalesce(current_setting(:'trial', true), '') = 'on'
    OR EXISTS (
        SELECT FROM public.:"decisions"
        WHERE
            id = nullif(current_setting(:'decision', true), '')::bigint
            AND state = 'accepted'
            AND author_id <> decided_by_id
            AND decided_at = now()
    );
$body$;

-- Refuses to change what belongs to a record with this status, or what records that are not drafts show.
CREATE FUNCTION :"schema".require_second_person(status text, changed text)
RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    IF status = 'draft' THEN RETURN; END IF;
    IF status = 'in_review' THEN
        IF current_setting(:'loading', true) = 'on' THEN RETURN; END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = :'in_review_constraint', TABLE = changed,
            MESSAGE = :'in_review_message';
    END IF;
    IF :"schema".second_person_agreed() IS NOT TRUE THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = :'constraint', TABLE = changed, MESSAGE = :'message';
    END IF;
END $body$;
