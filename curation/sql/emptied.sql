-- TRUNCATE shows triggers no rows: they are recorded before it as deleted.
IF :emptying THEN RETURN NULL; END IF;
INSERT INTO :"entries" (pgh_created_at, pgh_label, pgh_context, pgh_context_id, :"columns")
SELECT
    clock_timestamp(), 'delete', nullif(current_setting('pghistory.context_metadata', true), '')::jsonb,
    nullif(current_setting('pghistory.context_id', true), '')::uuid, :"columns"
FROM :"table";
RETURN NULL;
