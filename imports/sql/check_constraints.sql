SELECT rule.conname, pg_get_expr(rule.conbin, rule.conrelid), array_agg(attribute.attname::text)
FROM pg_constraint AS rule
JOIN pg_attribute AS attribute ON attribute.attrelid = rule.conrelid AND attribute.attnum = ANY (rule.conkey)
WHERE rule.conrelid = :'table'::regclass AND rule.contype = 'c'
GROUP BY rule.oid
ORDER BY rule.conname
