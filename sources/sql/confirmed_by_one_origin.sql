-- A claim with credibility 1 is about a row that fewer than two publishers support, or only sources of one origin: a
-- source and what it relies on are one. What readers see rests on published sources; a claim that they do not see yet
-- is judged as it will be once its sources are published.
EXISTS (
    SELECT FROM :"claims" AS rated
    WHERE
        rated.credibility = 1
        AND :rated
        AND (
            SELECT
                count(DISTINCT lower(source.publisher)) < 2
                OR count(DISTINCT coalesce(source.relies_on_id, source.id)) < 2
            FROM :"claims" AS other
            JOIN sources_source AS source ON source.id = other.source_id
            WHERE
                other.verdict = 'supports'
                AND other.field IN ('', rated.field)
                AND source.publisher <> ''
                AND (
                    source.review_status = 'published'
                    OR NOT rated.is_public AND source.review_status <> 'retracted'
                )
                AND :same_row
        )
)
