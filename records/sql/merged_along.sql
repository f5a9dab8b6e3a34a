UPDATE :"table"
SET merged_into_id = NEW.merged_into_id
WHERE merged_into_id = NEW.id AND id <> NEW.merged_into_id;
RETURN NULL;
