-- A party acts by itself, not by somebody who represents it.
EXISTS (
    SELECT FROM agreements_representative AS representative
    JOIN agreements_partyaction AS action ON action.id = representative.action_id
    JOIN agreements_agreementparty AS party ON party.id = action.party_id
    WHERE :rows AND representative.person_id = party.actor_id
)
