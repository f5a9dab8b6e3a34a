UPDATE :"table" AS present
SET :assignments
FROM :changes AS change
CROSS JOIN LATERAL jsonb_populate_record(CAST(NULL AS :"table"), change.was) AS former
WHERE change.row = present.id AND change.was IS NOT NULL
