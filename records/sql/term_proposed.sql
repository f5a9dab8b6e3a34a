-- What a record would show if an open proposal is accepted: the index curation_proposal_terms finds it
EXISTS (
    SELECT FROM these
    JOIN public.:"decisions" AS proposal
        ON proposal.terms @> jsonb_build_object(:'table', jsonb_build_array(these.id))
    WHERE proposal.state = 'open'
)
