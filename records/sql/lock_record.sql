-- Before a row is written its records are locked, and only then what it refers to. Its other triggers share
-- what they look at: two sessions that share a record and then both want to count it would wait for each other.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    status text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        :lock_old
    END IF;
    IF TG_OP <> 'DELETE' THEN
        :lock_new
        RETURN NEW;
    END IF;
    RETURN OLD;
END $body$;

CREATE TRIGGER lock_whole
BEFORE DELETE ON public.:"table"
FOR EACH ROW EXECUTE FUNCTION :"schema".:"function"();

-- Otherwise records/sql/added_rows.sql does the same.
CREATE TRIGGER lock_whole_insert
BEFORE INSERT ON public.:"table"
FOR EACH ROW
WHEN (current_setting(:'by_statement', true) IS DISTINCT FROM 'on')
EXECUTE FUNCTION :"schema".:"function"();

-- What only shows or hides a row locks nothing.
CREATE TRIGGER lock_whole_update
BEFORE UPDATE ON public.:"table"
FOR EACH ROW
WHEN (:written_differ)
EXECUTE FUNCTION :"schema".:"function"();
