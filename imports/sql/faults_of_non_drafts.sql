INSERT INTO import_fault
SELECT DISTINCT line, 'not_draft', :'column', root_slug, replace(root_status, '_', ' '), ''
FROM :"whole_rows"
WHERE state <> 'unchanged' AND root_status <> 'draft'
