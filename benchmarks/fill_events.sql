-- %(n)s generated events, one in ten a draft, each with 3 participants and 2 claims.
-- Triggers are disabled: the rows are valid, and checking a million of them is not what is measured.

BEGIN;
-- Published rows are written without a second person.
SET LOCAL records.loading = 'on';
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE events_event DISABLE TRIGGER USER;
ALTER TABLE events_eventlink DISABLE TRIGGER USER;
ALTER TABLE events_eventclaim DISABLE TRIGGER USER;

INSERT INTO events_event (
    slug, review_status, note, retraction_reason, title, summary, modality, date_from, date_to, date_precision,
    end_precision, date_qualifier, end_qualifier, is_span, lifecycle, geo_precision, type_id, place_id, agreement_id,
    parent_id
)
SELECT
    'bench-' || lpad(i::text, 8, '0'),
    CASE WHEN i %% 10 = 3 THEN 'draft' ELSE 'published' END,
    '', '',
    'Ministers of three countries met for the ' || i || '. time',
    'They spoke about joint exercises, procurement and the safety of borders, and agreed to meet again.',
    'occurred',
    day, day, CASE WHEN day IS NULL THEN 'unknown' ELSE 'day' END,
    '', '', '', false, 'ended', CASE WHEN place.id IS NULL THEN '' ELSE 'settlement' END,
    (SELECT ids[1 + i %% cardinality(ids)] FROM (SELECT array_agg(id ORDER BY id) AS ids FROM events_eventtype) t),
    place.id,
    CASE WHEN i %% 10 = 5 THEN (SELECT min(id) FROM agreements_agreement WHERE review_status = 'published') END,
    CASE WHEN i %% 20 = 7 THEN (SELECT min(id) FROM events_event WHERE review_status = 'published') END
FROM generate_series(1, %(n)s) AS i
CROSS JOIN LATERAL (
    SELECT CASE WHEN i %% 50 > 0 THEN date '2000-01-01' + (i::bigint * 7919 %% 9400)::int END AS day
) AS dated
LEFT JOIN LATERAL (
    SELECT ids[1 + i %% cardinality(ids)] AS id
    FROM (SELECT array_agg(id ORDER BY id) AS ids FROM events_place) p WHERE i %% 3 > 0
) AS place ON true;

INSERT INTO events_participation (event_id, actor_id, role, stance, capacity, statement)
SELECT event.id, actors.ids[1 + (event.id + k * 11) %% cardinality(actors.ids)],
    (ARRAY['host', 'participant', 'signatory'])[k], 'none', '', 'Spoke for the joint statement.'
FROM events_event event
CROSS JOIN generate_series(1, 3) AS k
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM actors_actor) AS actors
WHERE event.slug LIKE 'bench-%%';

INSERT INTO events_eventclaim (
    event_id, source_id, locator, attributed_to, field, kind, verdict, asserted_value, quote, credibility,
    is_public
)
SELECT event.id, sources.ids[1 + (event.id + k) %% cardinality(sources.ids)], 'L' || k, '', '', 'report',
    'supports', '', '', 2, event.is_public
FROM events_event event
CROSS JOIN generate_series(1, 2) AS k
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM sources_source WHERE is_public) AS sources
WHERE event.slug LIKE 'bench-%%';

-- Chains of four events; each follows the one before.
INSERT INTO events_eventlink (source_id, target_id, kind, is_public)
SELECT source.id, target.id, 'follows', source.is_public AND target.is_public
FROM generate_series(1, %(n)s - 1) AS i
JOIN events_event source ON source.slug = 'bench-' || lpad((i + 1)::text, 8, '0')
JOIN events_event target ON target.slug = 'bench-' || lpad(i::text, 8, '0')
WHERE i %% 20 IN (1, 2, 3);

ALTER TABLE events_event ENABLE TRIGGER USER;
ALTER TABLE events_eventlink ENABLE TRIGGER USER;
ALTER TABLE events_eventclaim ENABLE TRIGGER USER;
COMMIT;
