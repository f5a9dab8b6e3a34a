-- A thousand generated agreements, each with four parties that signed and are cited, and two clauses. Before versions with
-- actions of parties these had a status.
-- Triggers are disabled: the rows are valid, and checking them is not what is measured.

BEGIN;
-- Published rows are written without a second person.
SET LOCAL records.loading = 'on';
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE agreements_agreement DISABLE TRIGGER USER;
ALTER TABLE agreements_agreementparty DISABLE TRIGGER USER;
ALTER TABLE agreements_clause DISABLE TRIGGER USER;
ALTER TABLE agreements_agreementclaim DISABLE TRIGGER USER;

-- Earlier versions do not have these columns.
DO $body$
BEGIN
    IF EXISTS (
        SELECT FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = 'agreements_agreement' AND column_name = 'in_force_precision'
    ) THEN
        ALTER TABLE agreements_agreement
            ALTER COLUMN in_force_precision SET DEFAULT 'unknown', ALTER COLUMN terminated_precision SET DEFAULT 'unknown';
    END IF;
END $body$;

INSERT INTO agreements_agreement (
    slug, review_status, note, retraction_reason, kind, title, short_title, status, bindingness, summary, signed_on,
    signed_precision, text_status, text_url
)
SELECT
    'bench-' || lpad(i::text, 8, '0'), 'published', '', '', 'declaration',
    'Declaration number ' || i || ' on joint exercises', '', 'signed', 'unknown', 'They agreed to meet again.',
    date '2000-01-01' + i * 7, 'day', 'not_seen', ''
FROM generate_series(1, 1000) AS i
ON CONFLICT DO NOTHING;

DO $body$
BEGIN
    IF EXISTS (
        SELECT FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = 'agreements_agreement' AND column_name = 'in_force_precision'
    ) THEN
        ALTER TABLE agreements_agreement
            ALTER COLUMN in_force_precision DROP DEFAULT, ALTER COLUMN terminated_precision DROP DEFAULT;
    END IF;
END $body$;

DO $body$
BEGIN
    IF EXISTS (
        SELECT FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = 'agreements_agreementparty' AND column_name = 'status'
    ) THEN
        INSERT INTO agreements_agreementparty (
            agreement_id, actor_id, role, status, status_on, status_precision, signatory_capacity, reservation, is_public
        )
        SELECT
            agreement.id, actors.ids[1 + (agreement.id + k * 11) % cardinality(actors.ids)], 'party', 'signed',
            agreement.signed_on, 'day', 'Minister', '', true
        FROM agreements_agreement AS agreement
        CROSS JOIN generate_series(1, 4) AS k
        CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM actors_actor WHERE is_public) AS actors
        WHERE agreement.slug LIKE 'bench-%'
        ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO agreements_agreementparty (agreement_id, actor_id, role, is_public)
        SELECT
            agreement.id, actors.ids[1 + (agreement.id + k * 11) % cardinality(actors.ids)], 'party', true
        FROM agreements_agreement AS agreement
        CROSS JOIN generate_series(1, 4) AS k
        CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM actors_actor WHERE is_public) AS actors
        WHERE agreement.slug LIKE 'bench-%'
        ON CONFLICT DO NOTHING;
        ALTER TABLE agreements_partyaction DISABLE TRIGGER USER;
        INSERT INTO agreements_partyaction (
            party_id, kind, happened_on, happened_precision, effective_precision, text, is_public
        )
        SELECT party.id, 'signed', agreement.signed_on, 'day', 'unknown', '', true
        FROM agreements_agreementparty AS party
        JOIN agreements_agreement AS agreement ON agreement.id = party.agreement_id
        WHERE agreement.slug LIKE 'bench-%'
        ON CONFLICT DO NOTHING;
        ALTER TABLE agreements_partyaction ENABLE TRIGGER USER;
        INSERT INTO agreements_representative (action_id, office, is_public)
        SELECT action.id, 'Minister', true
        FROM agreements_partyaction AS action
        JOIN agreements_agreementparty AS party ON party.id = action.party_id
        JOIN agreements_agreement AS agreement ON agreement.id = party.agreement_id
        WHERE agreement.slug LIKE 'bench-%'
        ON CONFLICT DO NOTHING;
    END IF;
END $body$;

INSERT INTO agreements_clause (
    agreement_id, number, heading, text, text_basis, commitment, strength, activation, is_public
)
SELECT agreement.id, k, 'Article ' || k, 'They exercise together.', 'paraphrase', 'cooperation', 'intent', 'standing', true
FROM agreements_agreement AS agreement
CROSS JOIN generate_series(1, 2) AS k
WHERE agreement.slug LIKE 'bench-%'
ON CONFLICT DO NOTHING;

INSERT INTO agreements_agreementclaim (
    party_id, source_id, locator, attributed_to, field, kind, verdict, asserted_value, quote, credibility, is_public
)
SELECT party.id, sources.ids[1 + party.id % cardinality(sources.ids)], 'L1', '', '', 'report', 'supports', '', '', 2, true
FROM agreements_agreementparty AS party
JOIN agreements_agreement AS agreement ON agreement.id = party.agreement_id
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM sources_source WHERE is_public) AS sources
WHERE agreement.slug LIKE 'bench-%'
ON CONFLICT DO NOTHING;

ALTER TABLE agreements_agreement ENABLE TRIGGER USER;
ALTER TABLE agreements_agreementparty ENABLE TRIGGER USER;
ALTER TABLE agreements_clause ENABLE TRIGGER USER;
ALTER TABLE agreements_agreementclaim ENABLE TRIGGER USER;
COMMIT;
ANALYZE agreements_agreement, agreements_agreementparty, agreements_clause, agreements_agreementclaim;
