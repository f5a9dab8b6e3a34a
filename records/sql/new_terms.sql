-- The terms or places with these keys, and those above them, that no public record shows
WITH RECURSIVE these AS (
    SELECT id, parent_id FROM public.:"table" WHERE id = ANY (%s)
    UNION
    SELECT above.id, above.parent_id FROM public.:"table" AS above JOIN these ON above.id = these.parent_id
)
SELECT id FROM these WHERE NOT :"schema".:"is_shown"(id) ORDER BY id;
