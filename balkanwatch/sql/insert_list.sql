INSERT INTO :"links" (:"own_key", :"other_key")
SELECT this.id_, found.id_
FROM :"incoming" AS this
CROSS JOIN LATERAL unnest(string_to_array(this.:"field", :'separator')) AS named
JOIN :"incoming_other" AS found ON found.:"key" = named
ORDER BY this.line_, found.id_
