IF EXISTS (SELECT FROM :"table" AS child WHERE child.parent_id = NEW.id) THEN
    :refuse
END IF;
RETURN NEW;
