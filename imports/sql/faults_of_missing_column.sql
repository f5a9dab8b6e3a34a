INSERT INTO import_fault
SELECT min(line), 'missing_column', :'column', '', :'expected', ''
FROM :"whole_rows"
WHERE is_new
HAVING count(*) > 0
