-- All public events as columns in SQL written by hand, which the CSV export is compared with.
-- {children} are the nested lists of raw_events.sql.
SELECT
    event.slug, %(address)s || event.slug || '/', event.title, event.summary, type.code, type.label, event.modality,
    window_text(
        event.date_from, event.date_to, event.date_precision, event.end_precision, event.date_qualifier,
        event.end_qualifier, event.is_span
    ),
    event.date_from, event.date_to, event.date_precision, event.is_span::text, event.lifecycle,
    place.slug, place.name, place.kind, country.slug, place.latitude::float, place.longitude::float,
    event.geo_precision, agreement.slug, agreement.title, agreement.kind,
    parent.slug, parent.title, window_text(
        parent.date_from, parent.date_to, parent.date_precision, parent.end_precision, parent.date_qualifier,
        parent.end_qualifier, parent.is_span
    ),
    {children},
    replace(to_char(event.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')
FROM events_event event
JOIN events_eventtype type ON type.id = event.type_id
LEFT JOIN events_place place ON place.id = event.place_id
LEFT JOIN actors_actor country ON country.id = place.country_id AND country.review_status = 'published'
LEFT JOIN agreements_agreement agreement ON agreement.id = event.agreement_id AND agreement.review_status = 'published'
LEFT JOIN events_event parent ON parent.id = event.parent_id AND parent.review_status = 'published'
WHERE event.review_status = 'published'
ORDER BY coalesce(event.date_from, 'infinity'), event.id
