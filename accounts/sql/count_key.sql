-- Looks a key up and counts it in one statement; gives no row where it is not valid.
WITH key AS (
    SELECT id, rate
    FROM accounts_apikey
    WHERE digest = %s AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
),
counted AS (
    INSERT INTO accounts_count AS this
    SELECT 'key:' || id, now() + make_interval(secs => %s), 1
    FROM key
    :one_more
)
SELECT key.id, key.rate, counted.*
FROM key, counted
