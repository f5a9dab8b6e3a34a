-- The stamp of the last installation, and a digest of what is there: dropped, disabled, altered or restored, it differs.
-- Who may do what is not in it: records/sql/findings.sql compares that.
SELECT
    (SELECT obj_description(oid) FROM pg_namespace WHERE nspname = :'schema'),
    (SELECT coalesce(md5(string_agg(definition, '' ORDER BY definition COLLATE "C")), '') FROM (
        SELECT pg_get_functiondef(oid) AS definition
        FROM pg_proc
        WHERE
            prokind = 'f'
            AND pronamespace IN ('public'::regnamespace, to_regnamespace(:'schema'))
            AND NOT EXISTS (
                SELECT FROM pg_depend
                WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
            )
        UNION ALL
        -- After a dump and a restore, PostgreSQL writes the parentheses and casts of their conditions otherwise.
        SELECT
            regexp_replace(pg_get_triggerdef(oid), '[() ]|::(text|character varying)(\[\])?', '', 'g')
            || tgenabled::text
        FROM pg_trigger
        WHERE NOT tgisinternal
        UNION ALL
        SELECT viewname || definition
        FROM pg_views
        WHERE schemaname = :'schema'
    ) AS objects)
