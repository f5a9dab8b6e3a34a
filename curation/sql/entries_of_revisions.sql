-- The first entries of each revision
SELECT part, id, pgh_label, pgh_transaction, context, row, former
FROM (
    SELECT
        entry.*,
        row_number() OVER (PARTITION BY pgh_transaction, context ORDER BY pgh_created_at, pgh_id) AS number
    FROM (:entries) AS entry
    WHERE (pgh_transaction, context) IN (SELECT * FROM unnest(%s::bigint[], %s::text[]))
) AS numbered
WHERE number <= coalesce(%s, number)
ORDER BY number
