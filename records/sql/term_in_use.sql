-- Whether any of these uses holds for this row, or for one below it.
CREATE FUNCTION :"schema".:"function"(term bigint)
RETURNS boolean LANGUAGE sql STABLE AS $body$
WITH RECURSIVE these AS (
    SELECT term AS id
    UNION
    SELECT below.id FROM public.:"table" AS below JOIN these ON below.parent_id = these.id
)
SELECT :uses;
$body$;
