-- Each party's status becomes one action with the person who signed, and its reservation one of its own.

INSERT INTO agreements_partyaction (
    party_id, kind, happened_on, happened_precision, effective_precision, text, is_public
)
SELECT id, status, status_on, status_precision, 'unknown', '', is_public
FROM agreements_agreementparty
ORDER BY id;

INSERT INTO agreements_partyaction (
    party_id, kind, happened_precision, effective_precision, text, is_public
)
SELECT id, 'reservation', 'unknown', 'unknown', reservation, is_public
FROM agreements_agreementparty
WHERE reservation <> ''
ORDER BY id;

INSERT INTO agreements_representative (action_id, person_id, office, is_public)
SELECT action.id, party.signatory_id, party.signatory_capacity, party.is_public AND coalesce(person.is_public, true)
FROM agreements_agreementparty AS party
JOIN agreements_partyaction AS action ON action.party_id = party.id AND action.kind <> 'reservation'
LEFT JOIN actors_actor AS person ON person.id = party.signatory_id
WHERE party.signatory_id IS NOT NULL OR party.signatory_capacity <> ''
ORDER BY party.id;

-- Claims about what moved go with it. Without triggers: what a source states has not changed.
ALTER TABLE agreements_agreementclaim DISABLE TRIGGER USER;

-- A claim about the office that says the same as one about the person becomes one with it, and its id leads there.
WITH equal AS (
    SELECT office.id, office.public_id, office.former_ids, office.is_public, person.id AS kept
    FROM agreements_agreementclaim AS office
    JOIN agreements_agreementclaim AS person
        ON person.field = 'signatory' AND office.field = 'signatory_capacity'
        AND (person.source_id, person.party_id, person.kind, person.verdict)
        = (office.source_id, office.party_id, office.kind, office.verdict)
        AND (person.locator, person.attributed_to, person.asserted_value)
        = (office.locator, office.attributed_to, office.asserted_value)
),
gone AS (
    DELETE FROM agreements_agreementclaim USING equal
    WHERE agreements_agreementclaim.id = equal.id
)
UPDATE agreements_agreementclaim AS claim
SET former_ids = concat_ws(
    ' ', nullif(claim.former_ids, ''), nullif(equal.former_ids, ''), CASE WHEN equal.is_public THEN equal.public_id END
)
FROM equal
WHERE claim.id = equal.kept;

UPDATE agreements_agreementclaim AS claim
SET action_id = action.id,
    party_id = NULL,
    field = CASE claim.field
        WHEN 'status' THEN 'kind'
        WHEN 'status_on' THEN 'happened_on'
        WHEN 'status_precision' THEN 'happened_precision'
        WHEN 'reservation' THEN 'text'
        ELSE 'representatives'
    END
FROM agreements_partyaction AS action
WHERE
    action.party_id = claim.party_id
    AND claim.field IN ('status', 'status_on', 'status_precision', 'signatory', 'signatory_capacity', 'reservation')
    AND action.kind = (
        SELECT party_action.kind
        FROM agreements_partyaction AS party_action
        WHERE party_action.party_id = claim.party_id
        ORDER BY (party_action.kind = 'reservation') = (claim.field = 'reservation') DESC
        LIMIT 1
    );

SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE agreements_agreementclaim ENABLE TRIGGER USER;
