-- Checked at the end of the transaction, on the actions as they are then; the message names both.
DECLARE
    names text := impossible_order(coalesce(NEW.party_id, OLD.party_id));
BEGIN
    IF names IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = :'constraint', TABLE = TG_TABLE_NAME,
            MESSAGE = :'message' || ': ' || names;
    END IF;
    RETURN NULL;
END;
