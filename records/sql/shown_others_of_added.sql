-- Locked against change, so that none is hidden or shown unseen while these rows are written. All are locked, as a
-- condition in WHERE would be tested before.
keys := ARRAY(SELECT DISTINCT new_row.:"key" FROM new_row WHERE new_row.:"key" IS NOT NULL AND :visible);
:shown := (
    SELECT coalesce(array_agg(locked.id) FILTER (WHERE locked.is_public), '{}')
    FROM (SELECT id, is_public FROM public.:"table" WHERE id = ANY (keys) ORDER BY id FOR SHARE) AS locked
);
