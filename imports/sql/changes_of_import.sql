-- What an import did to one table, a row each: as it was before, and as it was left. Where two parts changed the
-- same column, the first of them knows what was there before.
(
    SELECT
        row, min(line) AS line, max(stamp) AS stamp,
        CASE WHEN NOT bool_or(was IS NULL) THEN
            jsonb_object_agg(former.key, former.value ORDER BY id DESC) FILTER (WHERE former.key IS NOT NULL)
        END AS was
    FROM imports_importchange
    LEFT JOIN LATERAL jsonb_each(was) AS former ON true
    WHERE :of_import AND "table" = :'table'
    GROUP BY row
)
