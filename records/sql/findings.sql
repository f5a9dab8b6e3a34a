-- What differs from what readers rely on: whether readers are refused, a sentence, the SQL that repairs it, and
-- whether this user may run it.
WITH
reader AS (SELECT * FROM pg_roles WHERE rolname = :'role'),
grantee AS (
    SELECT oid, quote_ident(rolname) AS name FROM reader
    UNION ALL
    SELECT 0, 'PUBLIC'
),
this_database AS (SELECT * FROM pg_database WHERE datname = current_database()),
-- Schemas, tables, views and sequences that belong neither to PostgreSQL nor to an extension
space AS (
    SELECT *
    FROM pg_namespace
    WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
),
relation AS (
    SELECT
        pg_class.oid, relkind, relacl, relowner, nspname, format('%I.%I', nspname, relname) AS name,
        CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS sort,
        nspname = :'schema' AND relkind = 'v' AS is_published
    FROM pg_class
    JOIN space ON space.oid = relnamespace
    WHERE
        relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        AND NOT EXISTS (
            SELECT FROM pg_depend
            WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
        )
),
-- What the role may do because of its own grants, or because everybody may
relation_grant AS (
    SELECT relation.oid, grantee.name AS grantee, privilege_type
    FROM relation
    CROSS JOIN LATERAL aclexplode(relacl) AS entry
    JOIN grantee ON grantee.oid = entry.grantee
    UNION
    SELECT relation.oid, grantee.name, privilege_type || ' of columns'
    FROM relation
    JOIN pg_attribute ON attrelid = relation.oid
    CROSS JOIN LATERAL aclexplode(attacl) AS entry
    JOIN grantee ON grantee.oid = entry.grantee
),
-- Functions that a read-only transaction can use to keep something or to make others wait
harmful AS (
    SELECT
        pg_proc.oid, proowner, 'pg_catalog.' || pg_proc.oid::regprocedure AS name, grantee.name AS grantee
    FROM pg_proc
    CROSS JOIN LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner))) AS entry
    JOIN grantee ON grantee.oid = entry.grantee
    WHERE
        pronamespace = 'pg_catalog'::regnamespace
        AND (
            proname ~ '^pg_(try_)?advisory_'
            OR proname IN (
                'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_import', 'lo_put', 'lo_truncate', 'lo_truncate64',
                'lo_unlink', 'lowrite', 'pg_logical_emit_message'
            )
        )
)

SELECT
    true AS refuses_readers,
    format('The role %I does not exist.', :'role') AS problem,
    format(
        'CREATE ROLE %1$I NOLOGIN; GRANT %1$I TO %2$I; GRANT USAGE ON SCHEMA %3$I TO %1$I; '
        'GRANT SELECT ON ALL TABLES IN SCHEMA %3$I TO %1$I;',
        :'role', current_user, :'schema'
    ) AS repair,
    rolsuper OR rolcreaterole AS may_repair
FROM pg_roles
WHERE rolname = current_user AND NOT EXISTS (SELECT FROM reader)

UNION ALL
SELECT
    true,
    format('The role %I has rights beyond reading.', rolname),
    format(
        'ALTER ROLE %I %s;', rolname,
        concat_ws(
            ' ',
            CASE WHEN rolsuper THEN 'NOSUPERUSER' END,
            CASE WHEN rolcreatedb THEN 'NOCREATEDB' END,
            CASE WHEN rolcreaterole THEN 'NOCREATEROLE' END,
            CASE WHEN rolreplication THEN 'NOREPLICATION' END,
            CASE WHEN rolbypassrls THEN 'NOBYPASSRLS' END
        )
    ),
    true
FROM reader
WHERE rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls

UNION ALL
SELECT
    true,
    format('The user %I cannot take the role %I.', current_user, rolname),
    format('GRANT %I TO %I;', rolname, current_user),
    true
FROM reader
WHERE NOT pg_has_role(current_user, oid, :'privilege')

UNION ALL
SELECT
    true,
    format('The role %I is a member of %s.', reader.rolname, roleid::regrole),
    format('REVOKE %s FROM %I;', roleid::regrole, reader.rolname),
    true
FROM reader
JOIN pg_auth_members ON member = reader.oid

UNION ALL
SELECT
    true,
    format('The role %I owns something in this database.', rolname),
    format('REASSIGN OWNED BY %I TO %I;', rolname, current_user),
    true
FROM reader
WHERE EXISTS (
    SELECT FROM pg_shdepend
    WHERE
        refclassid = 'pg_authid'::regclass
        AND refobjid = reader.oid
        AND deptype = 'o'
        AND dbid IN (0, (SELECT oid FROM this_database))
)

UNION ALL
SELECT
    nspname IN ('public', :'schema'),
    format('Readers have %s on %s.', string_agg(DISTINCT privilege_type, ', '), name),
    format('REVOKE ALL ON %s %s FROM %s;', sort, name, string_agg(DISTINCT grantee, ', '))
    || CASE WHEN is_published THEN format(' GRANT SELECT ON %s TO %I;', name, :'role') ELSE '' END,
    pg_has_role(current_user, relowner, 'USAGE')
FROM relation_grant
JOIN relation USING (oid)
WHERE NOT (is_published AND grantee = quote_ident(:'role') AND privilege_type = 'SELECT')
GROUP BY nspname, name, sort, is_published, relowner

UNION ALL
SELECT
    true,
    format('Readers have no right to read the schema %I.', nspname),
    format(
        'GRANT USAGE ON SCHEMA %1$I TO %2$I; GRANT SELECT ON ALL TABLES IN SCHEMA %1$I TO %2$I;',
        nspname, rolname
    ),
    pg_has_role(current_user, nspowner, 'USAGE')
FROM space
CROSS JOIN reader
WHERE
    nspname = :'schema'
    AND (
        NOT has_schema_privilege(reader.oid, space.oid, 'USAGE')
        OR EXISTS (
            SELECT FROM relation
            WHERE is_published AND NOT has_table_privilege(reader.oid, relation.oid, 'SELECT')
        )
    )

UNION ALL
SELECT
    false,
    format('Readers can create objects in the schema %I.', nspname),
    format('REVOKE CREATE ON SCHEMA %I FROM %s;', nspname, string_agg(grantee.name, ', ')),
    pg_has_role(current_user, nspowner, 'USAGE')
FROM space
CROSS JOIN LATERAL aclexplode(nspacl) AS entry
JOIN grantee ON grantee.oid = entry.grantee
WHERE privilege_type = 'CREATE'
GROUP BY nspname, nspowner

UNION ALL
SELECT
    false,
    'Readers can create temporary tables or schemas.',
    format(
        'GRANT TEMPORARY ON DATABASE %1$I TO %2$I; REVOKE TEMPORARY, CREATE ON DATABASE %1$I FROM %3$s;',
        datname, current_user, string_agg(DISTINCT grantee.name, ', ')
    ),
    pg_has_role(current_user, datdba, 'USAGE')
FROM this_database
CROSS JOIN LATERAL aclexplode(coalesce(datacl, acldefault('d', datdba))) AS entry
JOIN grantee ON grantee.oid = entry.grantee
WHERE privilege_type IN ('TEMPORARY', 'CREATE')
GROUP BY datname, datdba

UNION ALL
SELECT
    false,
    'Readers can create large objects, take advisory locks or write to the log of changes.',
    format(
        'GRANT EXECUTE ON FUNCTION %1$s TO %2$I; REVOKE EXECUTE ON FUNCTION %1$s FROM %3$s;',
        string_agg(DISTINCT name, ', '), current_user, string_agg(DISTINCT grantee, ', ')
    ),
    bool_and(pg_has_role(current_user, proowner, 'USAGE'))
FROM harmful
HAVING count(*) > 0

UNION ALL
SELECT
    true,
    format('Readers can run %s with the rights of its owner.', pg_proc.oid::regprocedure),
    format(
        'REVOKE EXECUTE ON FUNCTION %s FROM %s;',
        pg_proc.oid::regprocedure, string_agg(grantee.name, ', ')
    ),
    pg_has_role(current_user, proowner, 'USAGE')
FROM pg_proc
JOIN space ON space.oid = pronamespace
CROSS JOIN LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner))) AS entry
JOIN grantee ON grantee.oid = entry.grantee
WHERE
    prosecdef
    AND NOT EXISTS (
        SELECT FROM pg_depend
        WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
    )
GROUP BY pg_proc.oid, proowner

UNION ALL
SELECT
    true,
    format('The trigger %I of %s is disabled.', tgname, name),
    format('ALTER TABLE %s ENABLE TRIGGER %I;', name, tgname),
    pg_has_role(current_user, relowner, 'USAGE')
FROM pg_trigger
JOIN relation ON relation.oid = tgrelid
WHERE tgenabled NOT IN ('O', 'A') AND nspname = 'public'

UNION ALL
SELECT
    true,
    format('The setting session_replication_role is %s: no trigger runs.', setting),
    '',
    false
FROM pg_settings
WHERE name = 'session_replication_role' AND setting <> 'origin'

UNION ALL
SELECT
    true,
    format('The database turns rules off: %s.', entry),
    CASE
        WHEN setrole = 0 THEN format('ALTER DATABASE %I RESET %s;', current_database(), split_part(entry, '=', 1))
        WHEN setdatabase = 0 THEN format('ALTER ROLE %I RESET %s;', current_user, split_part(entry, '=', 1))
        ELSE
            format(
                'ALTER ROLE %I IN DATABASE %I RESET %s;',
                current_user, current_database(), split_part(entry, '=', 1)
            )
    END,
    true
FROM pg_db_role_setting
CROSS JOIN unnest(setconfig) AS entry
WHERE
    split_part(entry, '=', 1) IN (
        'session_replication_role', 'records.loading', 'records.trial', 'records.decision',
        'records.unlocked_terms', 'history.emptying', 'pgtrigger.ignore'
    )
    AND setdatabase IN (0, (SELECT oid FROM this_database))
    AND setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = current_user))

UNION ALL
SELECT
    false,
    format('%s belongs to %s, so that migrate cannot change it.', name, relowner::regrole),
    format('ALTER %s %s OWNER TO %I;', CASE relkind WHEN 'v' THEN 'VIEW' ELSE sort END, name, current_user),
    false
FROM relation
WHERE
    nspname IN ('public', :'schema')
    AND NOT pg_has_role(current_user, relowner, 'USAGE')
    -- Sequences of columns change hands with their tables.
    AND NOT (
        relkind = 'S'
        AND EXISTS (SELECT FROM pg_depend WHERE objid = relation.oid AND deptype IN ('a', 'i'))
    )

ORDER BY 1 DESC, 2
