-- Rows that are in the file before
INSERT INTO import_fault
SELECT row_of_file.line, 'duplicate', :'columns', :value, row_of_file.first::text, ''
FROM (
    SELECT checked.*, first_value(line) OVER same_key AS first, row_number() OVER same_key AS place
    FROM :rows AS checked
    WINDOW same_key AS (PARTITION BY :"key" ORDER BY line, pos)
) AS row_of_file
WHERE place > 1 AND :good
