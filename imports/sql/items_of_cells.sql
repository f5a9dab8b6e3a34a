SELECT incoming.line, listed.pos::int AS pos, btrim(listed.item) AS item, :cells
FROM :"source" AS incoming
CROSS JOIN LATERAL unnest(:items) WITH ORDINALITY AS listed (item, pos)
WHERE btrim(listed.item) <> '' AND :condition
