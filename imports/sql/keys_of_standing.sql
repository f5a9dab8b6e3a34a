-- Texts with the keys of the records that stand for those which have them: merged ones are found as their target
WITH RECURSIVE standing AS (
    SELECT id, :"key" AS key
    FROM :"table"
    WHERE review_status <> 'retracted'
    UNION
    SELECT merged.id, standing.key
    FROM :"table" AS merged
    JOIN standing ON merged.merged_into_id = standing.id
)
SELECT known.text, standing.key
FROM (:texts) AS known
JOIN standing ON standing.id = known.id
