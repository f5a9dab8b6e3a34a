INSERT INTO imports_importrow (of_id, number, cells, state, differences, stamp)
SELECT :import_id, incoming.line, ARRAY[:cells]::text[], checked.state, checked.differences, checked.stamp
FROM import_incoming AS incoming
JOIN import_state AS checked ON checked.line = incoming.line
