-- Rows that stay and that point at rows which would go
SELECT :key, :key_of_other
FROM :"other" AS other
JOIN import_gone AS gone ON gone.row = other.:"column" AND gone.name = :'table'
JOIN :"table" AS present ON present.id = gone.row
WHERE NOT EXISTS (SELECT FROM import_gone AS also WHERE also.name = :'other' AND also.row = other.id)
LIMIT :most
