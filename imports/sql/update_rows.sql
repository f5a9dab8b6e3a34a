-- Only rows that are as they were when they were compared
UPDATE :"table" AS present
SET :changes
FROM :"whole_rows" AS whole
WHERE present.id = whole.id AND whole.state = 'changed' AND present.xmin::text = whole.seen AND :lines
