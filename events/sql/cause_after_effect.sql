-- One of the links leads from an effect to a cause that starts after it ended, or their days contradict its stated lag.
EXISTS (
    SELECT FROM events_eventlink AS link
    JOIN events_event AS effect ON effect.id = link.source_id
    JOIN events_event AS cause ON cause.id = link.target_id
    LEFT JOIN LATERAL lag_days(link.lag, link.lag_unit) AS days ON NOT cause.is_span
    CROSS JOIN LATERAL (
        -- The last day on which the effect can have been; with a lag, on which it can have begun
        SELECT
            CASE WHEN of_start THEN last_day_of(effect.date_from, effect.date_precision) ELSE effect.date_to END AS day,
            CASE WHEN of_start THEN effect.date_qualifier ELSE effect.end_qualifier END AS qualifier
        FROM (SELECT effect.is_span AND days.fewest IS NOT NULL AS of_start) AS asked
    ) AS last
    WHERE
        :links
        AND link.kind IN (:'kinds')
        -- What is only about then, or perhaps, contradicts nothing.
        AND (
            cause.date_from + coalesce(days.fewest, 0) > last.day
            AND cause.date_qualifier = ''
            AND last.qualifier = ''
            OR effect.date_from > cause.date_to + days.most
            AND effect.date_qualifier = ''
            AND cause.end_qualifier = ''
        )
)
