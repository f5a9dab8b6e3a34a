-- Refuses the change like a check constraint of this name, with this message.
RAISE EXCEPTION USING
    ERRCODE = 'check_violation', CONSTRAINT = :'constraint', TABLE = TG_TABLE_NAME,
    MESSAGE = :'message';
