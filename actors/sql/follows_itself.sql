-- The subject is among those that its object follows, over any number of relationships of this kind.
EXISTS (
    SELECT FROM actors_relationship AS new_link
    WHERE new_link.id = NEW.id AND new_link.kind = NEW.kind AND new_link.review_status <> 'retracted'
)
AND EXISTS (
    WITH RECURSIVE before (id) AS (
        SELECT NEW.object_id
        UNION
        SELECT link.object_id
        FROM before
        JOIN actors_relationship AS link ON link.subject_id = before.id
        WHERE link.kind = NEW.kind AND link.review_status <> 'retracted'
    )
    SELECT FROM before WHERE id = NEW.subject_id
)
