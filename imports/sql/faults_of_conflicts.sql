-- Rows that no longer mean what they meant in the preview
INSERT INTO import_fault
SELECT checked.line, 'conflict', '', coalesce(kept.cells[1], ''), '', ''
FROM import_state AS checked
JOIN imports_importrow AS kept ON kept.of_id = :import_id AND kept.number = checked.line
WHERE
    checked.state <> 'bad'
    AND (checked.state, checked.stamp, checked.differences)
        IS DISTINCT FROM (kept.state, kept.stamp, kept.differences)
