-- The cells of events.csv in SQL written by hand, for COPY.
SELECT
    event.slug, type.code AS type, event.title, event.summary, event.modality,
    window_text(
        event.date_from, event.date_to, event.date_precision, event.end_precision, event.date_qualifier,
        event.end_qualifier, event.is_span
    ) AS date,
    event.is_span::text AS is_span, event.lifecycle, place.slug AS place, event.geo_precision,
    agreement.slug AS agreement, parent.slug AS parent,
    (
        SELECT string_agg(rtrim(concat_ws(':', actor.slug, p.role, p.stance, coalesce(toward.slug, ''),
            coalesce(behalf.slug, ''), p.capacity, p.statement), ':'), '|' ORDER BY p.id)
        FROM events_participation p JOIN actors_actor actor ON actor.id = p.actor_id
        LEFT JOIN actors_actor toward ON toward.id = p.toward_id
        LEFT JOIN actors_actor behalf ON behalf.id = p.on_behalf_of_id
        WHERE p.event_id = event.id
    ) AS participants,
    (
        SELECT string_agg(rtrim(concat_ws(':', source.slug, claim.locator), ':'), '|' ORDER BY claim.id)
        FROM events_eventclaim claim JOIN sources_source source ON source.id = claim.source_id
        WHERE claim.event_id = event.id
    ) AS sources,
    event.note
FROM events_event event
JOIN events_eventtype type ON type.id = event.type_id
LEFT JOIN events_place place ON place.id = event.place_id
LEFT JOIN agreements_agreement agreement ON agreement.id = event.agreement_id
LEFT JOIN events_event parent ON parent.id = event.parent_id
ORDER BY event.id
