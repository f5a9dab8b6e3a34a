SELECT change.line, :key, present.id
FROM :changes AS change
LEFT JOIN :"table" AS present ON present.id = change.row
WHERE present.id IS NULL OR :stamp <> change.stamp
ORDER BY change.line
LIMIT :most
