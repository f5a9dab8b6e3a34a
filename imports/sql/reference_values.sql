-- Each different value of a reference with the row whose key it is
SELECT given.value, target.id, ''::text AS several, ''::text AS nearest
FROM (
    SELECT DISTINCT :cell AS value
    FROM :"source" AS incoming
    WHERE :cell IS NOT NULL AND :condition
) AS given
LEFT JOIN :"table" AS target
    ON :same_key AND cardinality(string_to_array(given.value, :'separator')) = :parts
