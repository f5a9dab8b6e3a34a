-- The row is public while all that it depends on is.
DECLARE
    visible boolean := :own;
BEGIN
    :others
    NEW.is_public := coalesce(visible, false);
    RETURN NEW;
END;
