-- The last entry of each row until a moment
(
    SELECT DISTINCT ON (id) :'table', id, pgh_label, to_jsonb(entry)
    FROM :"history" AS entry
    WHERE id IN (SELECT id FROM :"keys") AND pgh_created_at :until %s
    ORDER BY id, pgh_id DESC
)
