-- The values of each facet that most rows have, and how many rows there are in all
WITH :lists,
counts (facet, value, label, n) AS (:counts)
SELECT facet, value, label, n
FROM (
    SELECT
        facet, value, label, sum(n)::bigint AS n,
        row_number() OVER (PARTITION BY facet ORDER BY sum(n) DESC, value) AS place
    FROM counts
    GROUP BY facet, value, label
) AS ranked
WHERE place <= %s
ORDER BY facet, place
