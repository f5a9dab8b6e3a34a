-- What a record would show if an open proposal is accepted. Counting makes the planner look for each term by the index
-- curation_proposal_terms; it would expect to find one soon if it read all proposals.
EXISTS (
    SELECT FROM these
    WHERE 0 < (
        SELECT count(*) FROM public.:"decisions" AS proposal
        WHERE
            proposal.terms @> jsonb_build_object(:'table', jsonb_build_array(these.id))
            AND proposal.state = 'open'
    )
)
