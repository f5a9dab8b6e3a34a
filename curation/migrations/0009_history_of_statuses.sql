-- The way back: entries of parties get what those of their actions made at the same time say.

ALTER TABLE curation_agreementpartyhistory DISABLE TRIGGER USER;
UPDATE curation_agreementpartyhistory AS entry
SET status = action.kind,
    status_on = action.happened_on,
    status_precision = action.happened_precision
FROM curation_partyactionhistory AS action
WHERE
    action.party_id = entry.id
    AND action.kind <> 'reservation'
    AND action.pgh_transaction = entry.pgh_transaction
    AND action.pgh_created_at = entry.pgh_created_at;
ALTER TABLE curation_agreementpartyhistory ENABLE TRIGGER USER;

ALTER TABLE curation_agreementclaimhistory DISABLE TRIGGER USER;
UPDATE curation_agreementclaimhistory AS entry
SET party_id = action.party_id,
    field = CASE entry.field
        WHEN 'kind' THEN 'status'
        WHEN 'happened_on' THEN 'status_on'
        WHEN 'happened_precision' THEN 'status_precision'
        WHEN 'text' THEN 'reservation'
        WHEN 'representatives' THEN 'signatory'
        ELSE ''
    END
FROM (SELECT DISTINCT id, party_id FROM curation_partyactionhistory) AS action
WHERE action.id = entry.action_id;
ALTER TABLE curation_agreementclaimhistory ENABLE TRIGGER USER;
