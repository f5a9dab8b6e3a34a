-- OFFSET 0 keeps PostgreSQL from reading the context again for each row.
INSERT INTO :"entries" (pgh_created_at, pgh_label, pgh_context, pgh_context_id, :"columns")
SELECT clock_timestamp(), :'label', said.pgh_context, said.pgh_context_id, :"columns"
FROM
    these,
    (
        SELECT
            nullif(current_setting('pghistory.context_metadata', true), '')::jsonb AS pgh_context,
            nullif(current_setting('pghistory.context_id', true), '')::uuid AS pgh_context_id
        OFFSET 0
    ) AS said;
RETURN NULL;
