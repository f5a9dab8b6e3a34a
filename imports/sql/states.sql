-- What each row means: new, changed and how, unchanged, or bad
SELECT
    incoming.line,
    CASE
        WHEN bad.line IS NOT NULL OR root.line IS NULL THEN 'bad'
        WHEN root.is_new THEN 'new'
        WHEN root.state = 'changed' OR difference.line IS NOT NULL THEN 'changed'
        ELSE 'unchanged'
    END AS state,
    difference.differences, coalesce(root.root_version::text, '') AS stamp
FROM import_incoming AS incoming
LEFT JOIN (:roots) AS root ON root.line = incoming.line
LEFT JOIN import_difference AS difference ON difference.line = incoming.line
LEFT JOIN (SELECT DISTINCT line FROM import_fault) AS bad ON bad.line = incoming.line
