INSERT INTO import_fault
SELECT incoming.line, 'code', :'column', coalesce(:cell, ''), :'expected', ''
FROM import_incoming AS incoming
WHERE :cell IS NULL OR :cell NOT IN (:'codes')
