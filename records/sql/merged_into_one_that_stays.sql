-- Nobody merges the target while this merge is checked.
PERFORM FROM :"table" WHERE id = NEW.merged_into_id FOR SHARE;
IF EXISTS (
    SELECT FROM :"table" AS gone
    JOIN :"table" AS stayed ON stayed.id = gone.merged_into_id
    WHERE gone.id = NEW.id AND stayed.merged_into_id IS NOT NULL
) THEN
    :refuse
END IF;
RETURN NULL;
