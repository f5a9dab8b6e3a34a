-- What is needed to revert the import: new rows but for those that go with a new one, and changed ones
INSERT INTO imports_importchange (of_id, number, line, "table", row, was, stamp)
SELECT
    :import_id,
    (SELECT coalesce(max(number), 0) FROM imports_importchange WHERE of_id = :import_id)
        + row_number() OVER (ORDER BY whole.line, whole.pos),
    whole.line, :'table', whole.id, whole.was, :stamp
FROM :"whole_rows" AS whole
JOIN :"table" AS present ON present.id = whole.id
WHERE whole.state = 'new' :alone OR whole.state = 'changed'
