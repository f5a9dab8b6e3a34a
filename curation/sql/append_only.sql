IF TG_OP = 'TRUNCATE' AND :emptying THEN
    RETURN NULL;
END IF;
:refuse
