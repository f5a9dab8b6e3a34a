-- What became of each noted record of a table: an end under its old key, or its new state
SELECT :rank AS rank, :'resource' AS resource, entry.key, entry.kind, entry.merged_into
FROM public.records_pending AS pending
LEFT JOIN public.:"table" AS record ON record.id = pending.row_id
:join_target
CROSS JOIN LATERAL (
    SELECT CASE WHEN :visible THEN :key END AS key
) AS current
CROSS JOIN LATERAL (
    SELECT CASE WHEN pending.own THEN pending.was_key ELSE current.key END AS key
) AS former
CROSS JOIN LATERAL (
    VALUES
    (CASE WHEN former.key IS DISTINCT FROM current.key THEN former.key END, :end, :target),
    (current.key, CASE WHEN former.key = current.key THEN 'updated' ELSE 'created' END, NULL)
) AS entry (key, kind, merged_into)
WHERE pending.table_name = :'table' AND entry.key IS NOT NULL
