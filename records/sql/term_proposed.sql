-- What a record would show if an open proposal is accepted
EXISTS (
    SELECT FROM public.:"decisions" AS proposal
    JOIN these ON proposal.terms -> :'table' @> to_jsonb(these.id)
    WHERE proposal.state = 'open'
)
