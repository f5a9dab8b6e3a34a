-- Version and times belong to the database: they move when something else in the row does.
DECLARE
    ignored text[] := ARRAY[:'ignored'];
BEGIN
    -- Another trigger counts what is written on the record's page (records/versions.py). A client that
    -- writes to the version is at the first depth.
    IF pg_trigger_depth() > 1 AND NEW.version <> OLD.version THEN
        NEW.version := OLD.version + 1;
        RETURN NEW;
    END IF;

    NEW.created_at := OLD.created_at;
    IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN
        NEW.version := OLD.version + 1;
    ELSE
        NEW.version := OLD.version;
    END IF;

    -- Readers see when a record was updated, so a note moves the version alone.
    IF to_jsonb(NEW) - ignored - 'note' IS DISTINCT FROM to_jsonb(OLD) - ignored - 'note' THEN
        NEW.updated_at := now();
    ELSE
        NEW.updated_at := OLD.updated_at;
    END IF;

    IF NEW.review_status <> 'retracted' THEN
        NEW.retracted_at := NULL;
    ELSIF OLD.is_public THEN
        NEW.retracted_at := now();
    ELSE
        NEW.retracted_at := OLD.retracted_at;
    END IF;
    RETURN NEW;
END;
