-- Names that were decided on before; where the row was merged, what it was merged into
WITH RECURSIVE kept AS (
    SELECT unknown.value, match.changed_at, target.id, target.merged_into_id
    FROM :"values" AS unknown
    JOIN imports_namematch AS match ON match.table = :'table' AND match.folded = folded(unknown.value)
    JOIN :"table" AS target ON target.id = match.row
    WHERE unknown.id IS NULL AND unknown.several = ''
    UNION
    SELECT kept.value, kept.changed_at, target.id, target.merged_into_id
    FROM kept
    JOIN :"table" AS target ON target.id = kept.merged_into_id
),
found AS (
    UPDATE :"values" AS known
    SET id = kept.id
    FROM kept
    WHERE kept.value = known.value AND kept.merged_into_id IS NULL
    RETURNING kept.value, kept.id, kept.changed_at
)
INSERT INTO import_remembered
SELECT found.value, :key, found.changed_at
FROM found
JOIN :"table" AS target ON target.id = found.id
