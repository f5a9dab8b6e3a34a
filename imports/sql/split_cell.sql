-- The items of a cell; where a separator is escaped, more slowly
CASE
    WHEN position(:'escaped' IN :cell) = 0 THEN string_to_array(:cell, :'separator')
    ELSE ARRAY(
        SELECT replace(split.item, :'escaped', :'separator')
        FROM regexp_split_to_table(:cell, :'pattern') WITH ORDINALITY AS split (item, pos)
        ORDER BY split.pos
    )
END
