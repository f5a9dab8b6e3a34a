-- The link closes a circle: further links lead from its end back to its start.
EXISTS (SELECT FROM :"table" AS link WHERE link.id = NEW.id AND :counted)
AND EXISTS (
    WITH RECURSIVE before (id) AS (
        SELECT NEW.:"end"
        UNION
        SELECT link.:"end"
        FROM before
        JOIN :"table" AS link ON link.:"start" = before.id
        WHERE :counted
    )
    SELECT FROM before WHERE id = NEW.:"start"
)
