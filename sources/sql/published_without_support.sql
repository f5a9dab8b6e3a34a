(
    EXISTS (SELECT FROM :"table" WHERE id = :row AND review_status = 'published')
    AND NOT EXISTS (
        SELECT FROM :"claims" AS claim
        JOIN sources_source AS source ON source.id = claim.source_id
        WHERE claim.:"key" = :row AND claim.verdict = 'supports' AND source.review_status = 'published'
    )
)
