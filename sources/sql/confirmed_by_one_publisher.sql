-- A claim with credibility 1 is about a row that fewer than two publishers support.
EXISTS (
    SELECT FROM :"claims" AS rated
    WHERE
        rated.credibility = 1
        AND :rated
        AND (
            SELECT count(DISTINCT lower(source.publisher))
            FROM :"claims" AS other
            JOIN sources_source AS source ON source.id = other.source_id
            WHERE
                other.verdict = 'supports'
                AND other.field IN ('', rated.field)
                AND source.publisher <> ''
                AND source.review_status = 'published'
                AND :same_row
        ) < 2
)
