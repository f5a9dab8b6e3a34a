SELECT incoming.line, jsonb_strip_nulls(jsonb_build_object(:pairs)) AS change
FROM :"rows" AS incoming
JOIN :"whole_rows" AS whole ON whole.line = incoming.line AND whole.state = 'changed'
JOIN :"table" AS present ON present.id = incoming.id
