-- Keys of rows with a name that another row has too. Names are alike that have the same words, each once and
-- in order, as the text index has them.
SELECT unnest(array_agg(id))
FROM (
    SELECT :columns, tsvector_to_array(ts_filter(record.search, '{a}')) AS words
    FROM :"table" AS record
    WHERE :present
    :further_names
) AS named
WHERE words <> '{}'
GROUP BY :grouped
HAVING min(id) <> max(id)
