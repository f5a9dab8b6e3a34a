-- Only the last use is written again, and the revocation once.
DECLARE
    moving text[] := ARRAY['last_used_at', 'revoked_at', 'revoked_by_id'];
BEGIN
    IF to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving
        OR OLD.revoked_at IS NOT NULL
        AND (NEW.revoked_at, NEW.revoked_by_id) IS DISTINCT FROM (OLD.revoked_at, OLD.revoked_by_id)
    THEN
        :refuse
    END IF;
    RETURN NULL;
END;
