-- What a record would show if an open proposal is accepted. Each term is looked for by the index curation_proposal_terms.
EXISTS (
    SELECT FROM these
    CROSS JOIN LATERAL (
        SELECT FROM public.:"decisions" AS proposal
        WHERE
            proposal.terms @> jsonb_build_object(:'table', jsonb_build_array(these.id))
            AND proposal.state = 'open'
        LIMIT 1
    ) AS found
)
