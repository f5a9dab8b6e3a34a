IF :key IS NOT NULL THEN
    SELECT review_status INTO status FROM public.:"table" WHERE id = :root FOR NO KEY UPDATE;
    IF :is_part AND status <> 'draft' THEN
        PERFORM :"schema".require_second_person(status, TG_TABLE_NAME);
    END IF;
END IF;
