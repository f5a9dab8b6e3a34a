-- Values that are a folded name of one row; the keys of all where there are several
UPDATE :"values" AS known
SET id = CASE WHEN found.n = 1 THEN found.id END, several = found.keys
FROM (
    SELECT
        unknown.value, min(target.id) AS id, count(*) AS n,
        CASE WHEN count(*) > 1 THEN string_agg(:key, ', ' ORDER BY :key) ELSE '' END AS keys
    FROM :"values" AS unknown
    JOIN (:names) AS named (target, folded) ON named.folded = folded(unknown.value)
    JOIN :"table" AS target ON target.id = named.target
    WHERE unknown.id IS NULL AND unknown.several = ''
    GROUP BY unknown.value
) AS found
WHERE found.value = known.value
