-- Rows whose key another row of the table has, one that the file does not change
INSERT INTO import_fault
SELECT row_of_file.line, 'rule', :'columns', '', :'message', ''
FROM :rows AS row_of_file
JOIN (SELECT * FROM :"table" WHERE :condition) AS present ON :same_key AND present.id <> row_of_file.id
WHERE
    row_of_file.state <> 'unchanged'
    AND :good
    AND NOT EXISTS (
        SELECT FROM :"whole_rows" AS changed
        WHERE changed.id = present.id AND NOT changed.is_new
    )
