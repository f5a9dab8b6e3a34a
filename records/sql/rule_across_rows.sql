-- Checked at the end of the transaction, on the tables as they are then.
:lock
IF :broken_when THEN
    :refuse
END IF;
RETURN NULL;
