-- Rows that a check constraint would refuse, but for those with a worse fault in the same columns
INSERT INTO import_fault
SELECT DISTINCT broken.line, 'rule', rule.col, '', rule.message, ''
FROM (
    SELECT line, unnest(array_remove(ARRAY[:broken_rules], NULL)) AS number
    FROM :"whole_rows"
    WHERE state <> 'unchanged' AND (:any_broken)
) AS broken
JOIN (VALUES :rules) AS rule (number, col, message, columns) ON rule.number = broken.number
WHERE NOT EXISTS (
    SELECT FROM import_fault AS worse
    WHERE worse.col = ANY (rule.columns) AND (worse.line = broken.line OR worse.kind = 'missing_column')
)
