-- Checked at the end of the transaction, on the tables as they are then; the message names the rows.
DECLARE
    names text;
BEGIN
    :lock
    names := :found;
    IF names IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = :'constraint', TABLE = TG_TABLE_NAME,
            MESSAGE = :'message' || ': ' || names;
    END IF;
    RETURN NULL;
END;
