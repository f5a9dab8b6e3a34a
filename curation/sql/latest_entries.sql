(
    SELECT
        :'kind' AS kind, :owner AS key, pgh_transaction AS transaction,
        coalesce(pgh_context_id::text, '') AS context, pgh_created_at AS at, pgh_context AS said,
        pgh_label AS label, :own AS own, :name AS name, :status AS status, :submitter AS submitter
    FROM :"history" AS entry
    ORDER BY pgh_id DESC
    LIMIT :most
)
