-- Whether records that are not drafts show this row, or one below it, or would if an open proposal is accepted.
CREATE FUNCTION :"schema".:"function"(term bigint)
RETURNS boolean LANGUAGE sql STABLE AS $body$
WITH RECURSIVE these AS (
    SELECT term AS id
    UNION
    SELECT below.id FROM public.:"table" AS below JOIN these ON below.parent_id = these.id
)
SELECT :uses OR EXISTS (
    SELECT FROM public.:"decisions" AS proposal
    JOIN these ON proposal.terms -> :'table' @> to_jsonb(these.id)
    WHERE proposal.state = 'open'
);
$body$;
