CASE
    WHEN record.review_status <> 'retracted' THEN 'deleted'
    WHEN target.id IS NULL THEN 'retracted'
    ELSE 'merged'
END
