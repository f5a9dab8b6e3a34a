-- The source relies on one that relies on another itself, or others rely on it although it relies on another.
EXISTS (
    SELECT FROM sources_source AS this
    JOIN sources_source AS origin ON origin.id = this.relies_on_id
    WHERE NEW.id IN (this.id, origin.id) AND origin.relies_on_id IS NOT NULL
)
