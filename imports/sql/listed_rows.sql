-- The rows that belong to the row `exported`, as one cell lists them
(
    SELECT string_agg(replace(:text, :'separator', :'escaped'), :'separator' ORDER BY :order)
    FROM :"table" AS part
    WHERE part.:"parent" = exported.id :fixed
)
