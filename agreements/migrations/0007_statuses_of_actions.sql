-- The way back: each party gets the status, day and signatory of its last action, and its reservations as one text.

ALTER TABLE agreements_agreementparty DISABLE TRIGGER USER;
UPDATE agreements_agreementparty AS party
SET status = coalesce(last.kind, ''),
    status_on = last.happened_on,
    status_precision = coalesce(last.happened_precision, 'unknown'),
    signatory_id = person.person_id,
    signatory_capacity = coalesce(person.office, ''),
    reservation = coalesce(
        (
            SELECT string_agg(text, E'\n' ORDER BY happened_on, kind)
            FROM agreements_partyaction
            WHERE party_id = party.id AND kind IN ('reservation', 'declaration')
        ),
        ''
    )
FROM agreements_agreementparty AS same
LEFT JOIN LATERAL (
    SELECT
        id, happened_on, happened_precision,
        CASE kind
            WHEN 'initialled' THEN 'in_talks'
            WHEN 'definitively_signed' THEN 'signed'
            WHEN 'consented' THEN 'ratified'
            WHEN 'confirmed' THEN 'ratified'
            WHEN 'resumed' THEN 'signed'
            WHEN 'denounced' THEN 'withdrawn'
            ELSE kind
        END AS kind
    FROM agreements_partyaction
    WHERE party_id = same.id AND kind NOT LIKE 'reservation%' AND kind NOT LIKE 'declaration%' AND kind NOT LIKE 'objection%'
    ORDER BY happened_on DESC NULLS LAST, id DESC
    LIMIT 1
) AS last ON true
LEFT JOIN LATERAL (
    SELECT person_id, office FROM agreements_representative WHERE action_id = last.id ORDER BY id LIMIT 1
) AS person ON true
WHERE same.id = party.id;

-- A party that did nothing was invited.
UPDATE agreements_agreementparty SET status = 'invited', status_precision = 'unknown' WHERE coalesce(status, '') = '';
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE agreements_agreementparty ENABLE TRIGGER USER;

ALTER TABLE agreements_agreementclaim DISABLE TRIGGER USER;

-- Of claims that then say the same, the oldest stays.
WITH numbered AS (
    SELECT claim.id, row_number() OVER (
        PARTITION BY
            source_id, action.party_id, claim.kind, verdict, locator, attributed_to, asserted_value, field
        ORDER BY claim.id
    ) AS number
    FROM agreements_agreementclaim AS claim
    JOIN agreements_partyaction AS action ON action.id = claim.action_id
)
DELETE FROM agreements_agreementclaim USING numbered
WHERE agreements_agreementclaim.id = numbered.id AND number > 1;

UPDATE agreements_agreementclaim AS claim
SET party_id = action.party_id,
    action_id = NULL,
    field = CASE claim.field
        WHEN 'kind' THEN 'status'
        WHEN 'happened_on' THEN 'status_on'
        WHEN 'happened_precision' THEN 'status_precision'
        WHEN 'text' THEN 'reservation'
        WHEN 'representatives' THEN 'signatory'
        ELSE ''
    END
FROM agreements_partyaction AS action
WHERE action.id = claim.action_id;

SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE agreements_agreementclaim ENABLE TRIGGER USER;
