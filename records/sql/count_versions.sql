-- Counts records, in the order of their keys to avoid deadlocks.
CREATE FUNCTION :"schema".:"function"(roots bigint[])
RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    mark text := :'table' || roots::text;
BEGIN
    -- A transaction that writes row by row to one record counts once: nobody else sees what is between.
    IF roots IS NULL OR current_setting('balkanwatch.moved', true) = mark THEN RETURN; END IF;
    -- What the transaction made itself stays at its first version.
    PERFORM FROM public.:"table"
    WHERE id = ANY (roots) AND created_at <> now()
    ORDER BY id
    FOR NO KEY UPDATE;
    UPDATE public.:"table"
    SET version = version + 1
    WHERE id = ANY (roots) AND created_at <> now();
    PERFORM set_config('balkanwatch.moved', CASE WHEN cardinality(roots) = 1 THEN mark ELSE '' END, true);
END $body$;
