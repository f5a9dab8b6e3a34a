SELECT changed.line, jsonb_object_agg(difference.key, difference.value) AS differences
FROM (:changes) AS changed
CROSS JOIN LATERAL jsonb_each(changed.change) AS difference
GROUP BY changed.line
