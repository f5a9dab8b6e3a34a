-- One revision; no row where there is none
SELECT
    %s::bigint, %s::text, min(pgh_created_at), max(pgh_created_at),
    (array_agg(pgh_context ORDER BY pgh_created_at DESC))[1], count(*), 1
FROM (:entries) AS entry
WHERE pgh_transaction = %s::bigint AND coalesce(pgh_context_id::text, '') = %s
HAVING count(*) > 0
