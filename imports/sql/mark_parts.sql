INSERT INTO import_gone
SELECT :'part', part.id
FROM :"part" AS part
JOIN import_gone AS gone ON gone.row = part.:"column" AND gone.name = :'table'
ON CONFLICT DO NOTHING
