keys := ARRAY(SELECT DISTINCT root FROM (:roots) AS found WHERE root IS NOT NULL);
FOR status IN
    SELECT DISTINCT locked.review_status
    FROM (
        SELECT review_status FROM public.:"table" WHERE id = ANY (keys) ORDER BY id FOR NO KEY UPDATE
    ) AS locked
LOOP
    IF :is_part THEN
        PERFORM :"schema".require_second_person(status, TG_TABLE_NAME);
    END IF;
END LOOP;
