-- What parties did outside the lifetimes of those who acted

CREATE OR REPLACE FUNCTION party_outside_lifetimes(of_party bigint)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $body$
    SELECT
        dated.name || ', ' || actor.slug || ' '
        || coalesce(date_text(actor.active_from, actor.active_from_precision), '..') || '/'
        || coalesce(date_text(actor.active_to, actor.active_to_precision), '..')
    FROM (
        -- What the party did, and who acted for it
        SELECT
            acted.actor_id, action.id AS action_id, NULL::bigint AS party_id, acted.fields,
            replace(action.kind, '_', ' ') || ' ' || date_text(action.happened_on, action.happened_precision) AS name,
            action.happened_on AS first_day, last_day_of(action.happened_on, action.happened_precision) AS last_day
        FROM agreements_agreementparty AS party
        JOIN agreements_partyaction AS action ON action.party_id = party.id
        CROSS JOIN LATERAL (
            SELECT party.actor_id, ARRAY['happened_on', 'happened_precision']
            UNION ALL
            SELECT person_id, ARRAY['happened_on', 'happened_precision', 'representatives']
            FROM agreements_representative
            WHERE action_id = action.id AND person_id IS NOT NULL
        ) AS acted (actor_id, fields)
        WHERE party.id = of_party AND action.happened_on IS NOT NULL
        UNION ALL
        -- A party of whose actions no day is known signed with the agreement or later.
        SELECT
            party.actor_id, NULL, party.id, ARRAY['actor', 'role'],
            agreement.slug || ' ' || date_text(agreement.signed_on, agreement.signed_precision),
            agreement.signed_on, NULL
        FROM agreements_agreementparty AS party
        JOIN agreements_agreement AS agreement ON agreement.id = party.agreement_id
        WHERE
            party.id = of_party
            AND party.role IN ('party', 'signatory')
            AND agreement.signed_on IS NOT NULL
            AND NOT EXISTS (
                SELECT FROM agreements_partyaction AS action
                WHERE action.party_id = party.id AND action.happened_on IS NOT NULL
            )
    ) AS dated
    JOIN actors_actor AS actor ON actor.id = dated.actor_id
    WHERE
        is_outside_lifetime(
            dated.first_day, dated.last_day, actor.active_from, actor.active_to, actor.active_to_precision
        )
        AND NOT EXISTS (
            SELECT
            FROM agreements_agreementclaim AS claim
            WHERE
                (claim.action_id = dated.action_id OR claim.party_id = dated.party_id)
                AND claim.verdict = 'supports'
                AND claim.field = ANY (dated.fields)
        )
    ORDER BY dated.first_day, dated.name, actor.slug
    LIMIT 1
$body$;

COMMENT ON FUNCTION party_outside_lifetimes IS
'An action of the party, or the signature of its agreement, and who did not exist then, unless a claim supports that date; NULL if all did.';
