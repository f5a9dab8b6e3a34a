-- Rows of a table as they are, or as they were when they were deleted
SELECT :'table', id, to_jsonb(present)
FROM :"table" AS present
WHERE id = ANY(%s)
UNION ALL
(
    SELECT DISTINCT ON (id) :'table', id, to_jsonb(entry)
    FROM :"history" AS entry
    WHERE id = ANY(%s) AND NOT EXISTS (SELECT FROM :"table" AS present WHERE present.id = entry.id)
    ORDER BY id, pgh_id DESC
)
