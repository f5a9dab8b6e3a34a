-- Locked against change, so that it is not hidden unseen while this row is written.
IF visible AND NEW.:"key" IS NOT NULL THEN
    SELECT is_public
    INTO visible
    FROM :"table"
    WHERE id = NEW.:"key"
    FOR SHARE;
END IF;
