-- Views of stamps and changes, and of the records that were public until they were retracted

CREATE VIEW :"schema".records_stamp AS
SELECT *
FROM public.records_stamp;

CREATE VIEW :"schema".records_change AS
SELECT *
FROM public.records_change;

CREATE VIEW :"schema".records_tombstone AS
:tombstones;

INSERT INTO public.records_stamp (table_name)
SELECT unnest(ARRAY[:'tables'])
ON CONFLICT DO NOTHING;


-- Every stamp moves, and the feed says that copies must be made again; it leaves out `skipped` numbers.
CREATE FUNCTION :"schema".reset_changes(skipped bigint DEFAULT 0)
RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM FROM public.records_stamp WHERE table_name = 'records_change' FOR UPDATE;
    -- Once in a transaction: emptying a table may empty all that refer to it.
    IF NOT EXISTS (
        SELECT FROM public.records_change
        WHERE kind = 'reset' AND xmin = pg_current_xact_id()::xid
    ) THEN
        UPDATE public.records_stamp SET number = number + 1, changed_at = clock_timestamp();
        UPDATE public.records_stamp SET number = number + skipped WHERE table_name = 'records_change';
        INSERT INTO public.records_change (number, at, resource, key, kind)
        SELECT number, changed_at, '', '', 'reset'
        FROM public.records_stamp
        WHERE table_name = 'records_change';
    END IF;
END $body$;


-- The commit numbers what the transaction noted. It is put off once, so that all deferred rules are checked
-- first and the lock, the row of records_change, is taken last.
CREATE FUNCTION :"schema".put_off()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    UPDATE public.records_touched SET settled = true WHERE NOT settled;
    RETURN NULL;
END $body$;

CREATE CONSTRAINT TRIGGER put_off
AFTER INSERT ON public.records_touched
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION :"schema".put_off();

CREATE FUNCTION :"schema".settle()
RETURNS trigger LANGUAGE plpgsql SET jit = off AS $body$
DECLARE
    last bigint;
    moment timestamptz;
    added bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM public.records_touched) THEN RETURN NULL; END IF;

    SELECT number, greatest(clock_timestamp(), changed_at)
    INTO last, moment
    FROM public.records_stamp
    WHERE table_name = 'records_change'
    FOR UPDATE;

    INSERT INTO public.records_change (number, at, resource, key, kind, merged_into)
    SELECT
        last + row_number() OVER (ORDER BY rank, key, kind DESC),
        moment, resource, key, kind, merged_into
    FROM (:entries) AS entry;
    GET DIAGNOSTICS added = ROW_COUNT;

    UPDATE public.records_stamp
    SET number = number + added, changed_at = moment
    WHERE table_name = 'records_change';
    UPDATE public.records_stamp
    SET number = number + 1, changed_at = moment
    WHERE table_name IN (SELECT table_name FROM public.records_touched);
    DELETE FROM public.records_pending;
    DELETE FROM public.records_touched;
    RETURN NULL;
END $body$;

CREATE CONSTRAINT TRIGGER settle
AFTER UPDATE ON public.records_touched
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION :"schema".settle();
