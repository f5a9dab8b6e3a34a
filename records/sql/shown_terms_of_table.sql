:'table', (SELECT coalesce(jsonb_agg(key), '[]') FROM (:uses) AS shown(key) WHERE key IS NOT NULL)
