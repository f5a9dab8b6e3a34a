-- References to rows that the file itself has
UPDATE :"rows" AS incoming
SET :"column" = target.id
FROM :"rows" AS target
WHERE incoming.:"column" IS DISTINCT FROM target.id AND target.:"key" = :cell
