-- The window starts again where it has ended. A request that waits for another's count of the same name sees it.
ON CONFLICT (name) DO UPDATE
SET
    hits = CASE WHEN this.ends_at > now() THEN this.hits + 1 ELSE 1 END,
    ends_at = CASE WHEN this.ends_at > now() THEN this.ends_at ELSE excluded.ends_at END
RETURNING hits, ceil(extract(epoch FROM ends_at - now()))::integer AS seconds
