-- One of the links leads from an effect to a cause that starts after it ended.
EXISTS (
    SELECT FROM events_eventlink AS link
    JOIN events_event AS effect ON effect.id = link.source_id
    JOIN events_event AS cause ON cause.id = link.target_id
    WHERE
        :links
        AND link.kind IN (:'kinds')
        AND cause.date_from > effect.date_to
        -- What is only about then, or perhaps, contradicts nothing.
        AND cause.date_qualifier = ''
        AND effect.end_qualifier = ''
)
