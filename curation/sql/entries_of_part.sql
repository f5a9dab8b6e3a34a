-- Entries of one table with what each row held before
SELECT
    :'table' AS part, entry.id, entry.pgh_id, entry.pgh_label, entry.pgh_created_at,
    entry.pgh_transaction, coalesce(entry.pgh_context_id::text, '') AS context, to_jsonb(entry) AS row,
    (
        SELECT to_jsonb(former)
        FROM :"history" AS former
        WHERE former.id = entry.id AND former.pgh_id < entry.pgh_id
        ORDER BY former.pgh_id DESC
        LIMIT 1
    ) AS former
FROM :"history" AS entry
WHERE entry.id IN (SELECT id FROM :"keys")
