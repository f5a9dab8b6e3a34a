IF :key IS NOT NULL THEN
    PERFORM FROM public.:"table" WHERE id = :root FOR NO KEY UPDATE;
END IF;
