-- Keys of the terms and places that the rows with these keys show, by table
SELECT
    shown.key,
    coalesce(array_agg(DISTINCT term.value::bigint) FILTER (WHERE term.value IS NOT NULL), '{}')
FROM unnest(%s::bigint[]) AS row_key
CROSS JOIN LATERAL jsonb_each(:"schema".:"function"(row_key)) AS shown
LEFT JOIN LATERAL jsonb_array_elements_text(shown.value) AS term(value) ON true
GROUP BY shown.key
ORDER BY shown.key;
