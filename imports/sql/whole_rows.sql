-- Whole rows as they are to be, and what they mean for the database
SELECT
    incoming.line, incoming.pos, incoming.id, incoming.is_new, :columns,
    CASE WHEN incoming.is_new THEN 'new' WHEN :differs THEN 'changed' ELSE 'unchanged' END AS state,
    CASE WHEN NOT incoming.is_new AND (:differs) THEN jsonb_build_object(:former) END AS was,
    present.xmin::text AS seen, :status AS root_status, :version AS root_version, :slug AS root_slug
FROM :"rows" AS incoming
LEFT JOIN :"table" AS present ON present.id = incoming.id AND NOT incoming.is_new
:join_parent
