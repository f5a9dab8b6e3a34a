INSERT INTO import_fault
SELECT incoming.line, :'kind', :'column', coalesce(:cell, ''), :expected, coalesce(:nearest, '')
FROM :"rows" AS incoming
WHERE :condition
