-- The history of what parties held becomes that of their actions, entry by entry: when, who and why stay.

CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
SELECT
    entry.id AS party,
    coalesce(
        (
            SELECT id FROM agreements_partyaction WHERE party_id = entry.id AND kind <> 'reservation'
        ),
        nextval('agreements_partyaction_id_seq')
    ) AS action,
    coalesce(
        (
            SELECT id FROM agreements_partyaction WHERE party_id = entry.id AND kind = 'reservation'
        ),
        CASE WHEN bool_or(entry.reservation <> '') THEN nextval('agreements_partyaction_id_seq') END
    ) AS reservation,
    coalesce(
        (
            SELECT representative.id
            FROM agreements_representative AS representative
            JOIN agreements_partyaction AS action ON action.id = representative.action_id
            WHERE action.party_id = entry.id
        ),
        CASE
            WHEN bool_or(entry.signatory_id IS NOT NULL OR entry.signatory_capacity <> '')
                THEN nextval('agreements_representative_id_seq')
        END
    ) AS representative
FROM curation_agreementpartyhistory AS entry
GROUP BY entry.id;

INSERT INTO curation_partyactionhistory (
    pgh_created_at, pgh_label, pgh_transaction, pgh_context, pgh_context_id,
    id, party_id, kind, happened_on, happened_precision, effective_precision, text
)
SELECT
    pgh_created_at, pgh_label, pgh_transaction, pgh_context, pgh_context_id,
    moved.action, id, status, status_on, status_precision, 'unknown', ''
FROM curation_agreementpartyhistory AS entry
JOIN moved ON moved.party = entry.id
ORDER BY pgh_id;

-- A reservation began with the first entry that has one, and ended with the first that has none again.
INSERT INTO curation_partyactionhistory (
    pgh_created_at, pgh_label, pgh_transaction, pgh_context, pgh_context_id,
    id, party_id, kind, happened_precision, effective_precision, text
)
SELECT
    pgh_created_at,
    CASE WHEN NOT had THEN 'insert' WHEN has THEN 'update' ELSE 'delete' END,
    pgh_transaction, pgh_context, pgh_context_id,
    moved.reservation, id, 'reservation', 'unknown', 'unknown',
    CASE WHEN has THEN entry.reservation ELSE was END
FROM (
    SELECT
        *, lag(has, 1, false) OVER by_row AS had, lag(reservation) OVER by_row AS was
    FROM (
        SELECT *, pgh_label <> 'delete' AND coalesce(reservation, '') <> '' AS has
        FROM curation_agreementpartyhistory
    ) AS known
    WINDOW by_row AS (PARTITION BY id ORDER BY pgh_id)
) AS entry
JOIN moved ON moved.party = entry.id
WHERE has OR had
ORDER BY pgh_id;

INSERT INTO curation_representativehistory (
    pgh_created_at, pgh_label, pgh_transaction, pgh_context, pgh_context_id,
    id, action_id, person_id, office
)
SELECT
    pgh_created_at,
    CASE WHEN NOT had THEN 'insert' WHEN has THEN 'update' ELSE 'delete' END,
    pgh_transaction, pgh_context, pgh_context_id,
    moved.representative, moved.action,
    CASE WHEN has THEN signatory_id ELSE was END,
    CASE WHEN has THEN coalesce(signatory_capacity, '') ELSE coalesce(was_in, '') END
FROM (
    SELECT
        *,
        lag(has, 1, false) OVER by_row AS had,
        lag(signatory_id) OVER by_row AS was,
        lag(signatory_capacity) OVER by_row AS was_in
    FROM (
        SELECT
            *, pgh_label <> 'delete' AND (signatory_id IS NOT NULL OR coalesce(signatory_capacity, '') <> '') AS has
        FROM curation_agreementpartyhistory
    ) AS known
    WINDOW by_row AS (PARTITION BY id ORDER BY pgh_id)
) AS entry
JOIN moved ON moved.party = entry.id
WHERE has OR had
ORDER BY pgh_id;

-- Entries of claims that went with what they are about
ALTER TABLE curation_agreementclaimhistory DISABLE TRIGGER USER;
UPDATE curation_agreementclaimhistory AS entry
SET action_id = CASE WHEN entry.field = 'reservation' THEN coalesce(moved.reservation, moved.action) ELSE moved.action END,
    party_id = NULL,
    field = CASE entry.field
        WHEN 'status' THEN 'kind'
        WHEN 'status_on' THEN 'happened_on'
        WHEN 'status_precision' THEN 'happened_precision'
        WHEN 'reservation' THEN 'text'
        ELSE 'representatives'
    END
FROM moved
WHERE
    moved.party = entry.party_id
    AND entry.field IN ('status', 'status_on', 'status_precision', 'signatory', 'signatory_capacity', 'reservation');
ALTER TABLE curation_agreementclaimhistory ENABLE TRIGGER USER;
