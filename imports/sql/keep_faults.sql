INSERT INTO imports_importfault (of_id, number, line, kind, "column", value, expected, nearest)
SELECT
    :import_id, row_number() OVER (ORDER BY line, col, kind, value), line, kind, col,
    coalesce(value, ''), coalesce(expected, ''), coalesce(nearest, '')
FROM (SELECT DISTINCT * FROM import_fault) AS fault
