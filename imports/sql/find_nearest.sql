UPDATE :"values" AS known
SET nearest = near.key
FROM (:unknown) AS unknown
CROSS JOIN LATERAL (
    SELECT key
    FROM :"keys"
    ORDER BY key <-> unknown.value
    LIMIT 1
) AS near
WHERE known.value = unknown.value AND similarity(near.key, unknown.value) > 0.2
