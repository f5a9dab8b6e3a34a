INSERT INTO :"table" (id, :"columns")
SELECT id, :"columns"
FROM :"whole_rows"
WHERE state = 'new' AND :lines
ORDER BY :"order"
