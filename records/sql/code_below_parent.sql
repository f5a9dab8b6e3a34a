IF NOT EXISTS (
    SELECT FROM :"table" AS parent
    WHERE parent.id = NEW.parent_id AND NEW.code ~ ('^' || replace(parent.code, '.', '\.') || '\.[^.]+$')
) THEN
    :refuse
END IF;
RETURN NEW;
