SELECT
    class.relname, coalesce(pg_get_expr(index.indpred, index.indrelid), 'true'),
    array_agg(attribute.attname::text), NOT index.indnullsnotdistinct
FROM pg_index AS index
JOIN pg_class AS class ON class.oid = index.indexrelid
JOIN pg_attribute AS attribute ON attribute.attrelid = index.indrelid AND attribute.attnum = ANY (index.indkey)
WHERE
    index.indrelid = :'table'::regclass
    AND index.indisunique
    AND NOT index.indisprimary
    AND index.indexprs IS NULL
GROUP BY class.relname, index.indpred, index.indrelid, index.indnullsnotdistinct
ORDER BY class.relname
