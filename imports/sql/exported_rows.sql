-- OFFSET: each cell is made once, however often it is looked at.
SELECT array_to_string(ARRAY[:texts], ',', '')
FROM (
    SELECT :cells
    FROM :"table" AS exported
    WHERE :wanted
    ORDER BY exported.id
    OFFSET 0
) AS cells
