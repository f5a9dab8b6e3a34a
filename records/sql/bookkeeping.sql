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
    NEW.version := OLD.version + (to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored)::int;
    -- Readers see when a record was updated, so a note moves the version alone.
    NEW.updated_at := CASE
        WHEN to_jsonb(NEW) - ignored - 'note' IS DISTINCT FROM to_jsonb(OLD) - ignored - 'note' THEN now()
        ELSE OLD.updated_at
    END;
    NEW.retracted_at := CASE
        WHEN NEW.review_status <> 'retracted' THEN NULL
        WHEN OLD.is_public THEN now()
        ELSE OLD.retracted_at
    END;
    RETURN NEW;
END;
