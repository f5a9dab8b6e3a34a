-- The quotes of a work, each counted once, have more than a tenth of its words.
EXISTS (
    SELECT FROM sources_source AS source
    WHERE source.id = :source
        AND source.word_count < 10 * (
            SELECT coalesce(sum(cardinality(string_to_array(quote, ' '))), 0)
            FROM (SELECT DISTINCT regexp_replace(quote, '\s+', ' ', 'g') FROM (:quotes) AS every(quote)) AS quoted(quote)
        )
)
