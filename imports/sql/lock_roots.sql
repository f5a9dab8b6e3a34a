-- Locks the records that rows are written to; how many are as they were compared, and how many there should be
WITH held AS (
    SELECT present.id
    FROM :"table" AS present
    JOIN :"whole_rows" AS whole ON whole.id = present.id
    WHERE
        NOT whole.is_new
        AND whole.root_status = 'draft'
        AND present.version = whole.root_version
        AND :lines
    FOR NO KEY UPDATE OF present
)
SELECT
    (SELECT count(*) FROM held),
    (SELECT count(*) FROM :"whole_rows" WHERE NOT is_new AND root_status = 'draft' AND :lines)
