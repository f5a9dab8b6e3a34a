-- What the passing of days changes for readers, for the feed of changes

CREATE OR REPLACE FUNCTION note_days_until(today date)
RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    noted date;
BEGIN
    SELECT day INTO noted FROM records_noted_day;
    IF noted IS NULL THEN
        -- The feed is read for the first time.
        INSERT INTO records_noted_day (day) VALUES (today) ON CONFLICT DO NOTHING;
        RETURN;
    END IF;
    IF noted >= today THEN RETURN; END IF;
    SELECT day INTO noted FROM records_noted_day FOR UPDATE;
    IF noted >= today THEN RETURN; END IF;

    WITH found AS (
        INSERT INTO records_pending (table_name, row_id, own)
        SELECT DISTINCT 'agreements_agreement', party.agreement_id, false
        FROM agreements_agreementparty AS party
        WHERE
            party.is_public
            AND EXISTS (
                SELECT FROM agreements_partyaction AS action
                WHERE
                    action.party_id = party.id
                    AND (
                        last_day_of(happened_on, happened_precision) BETWEEN noted + 1 AND today
                        OR last_day_of(effective_on, effective_precision) BETWEEN noted + 1 AND today
                    )
            )
            AND party_standing(party.id, noted) IS DISTINCT FROM party_standing(party.id, today)
        RETURNING 1
    )
    INSERT INTO records_touched (table_name)
    SELECT 'agreements_partyaction'
    WHERE EXISTS (SELECT FROM found);
    UPDATE records_noted_day SET day = today;
END $body$;

COMMENT ON FUNCTION note_days_until IS
'Notes the agreements with a party whose standing is another one than on the day noted last, such as the day on '
'which a withdrawal takes effect.';
