-- The cells as columns of the table, each row with its number: that of the row that is there, or a new one
SELECT
    incoming.*, present.id IS NULL AS is_new,
    coalesce(present.id, nextval(pg_get_serial_sequence(:'table', 'id'))) AS id
FROM (
    SELECT incoming.*, :values
    FROM :"source" AS incoming
    :joins
    WHERE :condition
) AS incoming
LEFT JOIN :"table" AS present ON :same_key
