-- One row for each record that a transaction changed under one context, the newest first
SELECT
    kind, key, transaction, context, max(at), (array_agg(said ORDER BY at DESC))[1],
    bool_or(own AND label = 'delete'),
    coalesce((array_agg(name ORDER BY at DESC) FILTER (WHERE own))[1], ''),
    coalesce((array_agg(status ORDER BY at DESC) FILTER (WHERE own))[1], ''),
    max(submitter) FILTER (WHERE own)
FROM (:entries) AS entry
WHERE key IS NOT NULL
GROUP BY kind, key, transaction, context
ORDER BY max(at) DESC
LIMIT :most
