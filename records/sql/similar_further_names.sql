UNION ALL
SELECT :columns, tsvector_to_array(further.search)
FROM :"names" AS further
JOIN :"table" AS record ON record.id = further.:"key"
WHERE :present
