-- The row is among the rows above it.
EXISTS (
    WITH RECURSIVE above (id) AS (
        SELECT NEW.:"key"
        UNION
        SELECT :"table".:"key"
        FROM :"table"
        JOIN above ON above.id = :"table".id
        WHERE :"table".:"key" IS NOT NULL
    )
    SELECT FROM above WHERE id = NEW.id
)
