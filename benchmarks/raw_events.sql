-- The list of events in SQL written by hand, which the API is compared with.
-- api.py fills in the placeholders: the citations of a row (claims), the links to other events from one end
-- (links: direction, this end, the other end, order), and a decimal as JSON (float).
SELECT row_to_json(shown)::text
FROM (
    SELECT
        event.slug, %(address)s || event.slug || '/' AS url, event.title, event.summary,
        (SELECT row_to_json(r) FROM (SELECT type.code, type.label) r) AS type,
        event.modality,
        window_text(
        event.date_from, event.date_to, event.date_precision, event.end_precision, event.date_qualifier,
        event.end_qualifier, event.is_span
    ) AS date,
        event.date_from, event.date_to, event.date_precision, event.is_span, event.lifecycle,
        (SELECT row_to_json(r) FROM (
            SELECT place.slug, place.name, place.kind,
                (SELECT slug FROM actors_actor WHERE id = place.country_id AND review_status = 'published') AS country,
                place.latitude::float AS latitude, place.longitude::float AS longitude
            FROM events_place place WHERE place.id = event.place_id
        ) r) AS place,
        event.geo_precision,
        (SELECT row_to_json(r) FROM (SELECT slug, title, kind FROM agreements_agreement
            WHERE id = event.agreement_id AND review_status = 'published') r) AS agreement,
        (SELECT row_to_json(r) FROM (SELECT slug, title, window_text(
            date_from, date_to, date_precision, end_precision, date_qualifier, end_qualifier, is_span
        ) AS date
            FROM events_event parent WHERE parent.id = event.parent_id AND review_status = 'published') r) AS parent,
        array_to_json(ARRAY(
            SELECT row_to_json(r) FROM (
                SELECT
                    (SELECT row_to_json(r) FROM (SELECT actor.slug, actor.name, actor.kind) r) AS actor,
                    part.role, part.stance,
                    (SELECT row_to_json(r) FROM (SELECT slug, name, kind FROM actors_actor
                        WHERE id = part.toward_id) r) AS toward,
                    (SELECT row_to_json(r) FROM (SELECT slug, name, kind FROM actors_actor
                        WHERE id = part.on_behalf_of_id AND review_status = 'published') r) AS on_behalf_of,
                    part.capacity, part.statement,
                    array_to_json(ARRAY({claims participation_id = part.id})) AS claims
                FROM events_participation part JOIN actors_actor actor ON actor.id = part.actor_id
                WHERE part.event_id = event.id AND actor.review_status = 'published'
                    AND (part.toward_id IS NULL OR EXISTS (
                        SELECT FROM actors_actor WHERE id = part.toward_id AND review_status = 'published'
                    ))
                ORDER BY part.role, actor.slug, part.id
            ) r
        )) AS participations,
        array_to_json(ARRAY({links out, source_id, target_id, ORDER BY link.kind, other.slug})
            || ARRAY({links in, target_id, source_id, ORDER BY other.slug, link.kind})) AS links,
        array_to_json(ARRAY(
            SELECT row_to_json(r) FROM (
                SELECT slug, metric, {float value} AS value, {float value_max} AS value_max, comparator, unit, currency,
                    as_of, as_of_precision, date_text(as_of, as_of_precision) AS as_of_edtf,
                    array_to_json(ARRAY({claims figure_id = figure.id})) AS claims
                FROM events_figure figure
                WHERE figure.event_id = event.id AND figure.review_status = 'published' ORDER BY figure.slug
            ) r
        )) AS figures,
        array_to_json(ARRAY({claims event_id = event.id})) AS claims,
        replace(to_char(event.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')
            AS updated_at
    FROM (
        SELECT * FROM events_event WHERE review_status = 'published' AND {where}
        ORDER BY coalesce(date_from, 'infinity'), id LIMIT %(limit)s
    ) event
    JOIN events_eventtype type ON type.id = event.type_id
    ORDER BY coalesce(event.date_from, 'infinity'), event.id
) shown
