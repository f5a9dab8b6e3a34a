-- A page of revisions, the newest first: what one transaction changed under one context
SELECT
    pgh_transaction, coalesce(pgh_context_id::text, ''), min(pgh_created_at), max(pgh_created_at),
    (array_agg(pgh_context ORDER BY pgh_created_at DESC))[1], count(*), count(*) OVER ()
FROM (:entries) AS entry
GROUP BY 1, 2
ORDER BY 4 DESC, 1 DESC
LIMIT %s
OFFSET %s
