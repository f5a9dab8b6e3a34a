PERFORM FROM :"table" WHERE id = :row FOR NO KEY UPDATE;
PERFORM FROM sources_source
WHERE id IN (SELECT source_id FROM :"claims" WHERE :"key" = :row)
ORDER BY id
FOR SHARE;
