-- Common and rare words in both scripts for the events of fill_events.sql, and %(actors)s actors with an alias each.
-- Triggers are disabled: the rows are valid, and checking them is not what is measured.

BEGIN;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE events_event DISABLE TRIGGER USER;
ALTER TABLE actors_actor DISABLE TRIGGER USER;
ALTER TABLE actors_actorname DISABLE TRIGGER USER;

CREATE TEMP TABLE word ON COMMIT DROP AS
SELECT n, initcap(substr(translate(md5(n::text), '0123456789abcdef', 'aeioubdgklmnrstv'), 1, 5 + n %% 5)) AS word
FROM generate_series(0, 19999) AS n;
CREATE UNIQUE INDEX ON word (n);
ANALYZE word;

UPDATE events_event
SET title = (ARRAY['Потписивање', 'Meeting', 'Visit', 'Vežba', 'Statement', 'Nënshkrim'])[1 + i %% 6]
        || ' of ' || a.word || ' and ' || b.word
        || CASE WHEN i %% 60 = 1 THEN ' in Tiranë' ELSE '' END
        || CASE WHEN i %% 20000 = 7 THEN ' with Вучић' ELSE '' END,
    summary = 'The ' || c.word || ' of ' || d.word || ' met the ' || a.word || ' on defence and ' || e.word
        || ' in a hall at ' || b.word || '. Both sides spoke of ' || f.word || '.'
FROM (
    SELECT id, right(slug, 8)::bigint AS i FROM events_event WHERE slug LIKE 'bench-%%'
) AS numbered
JOIN word a ON a.n = i * 7919 %% 20000 JOIN word b ON b.n = i * 104729 %% 20000
JOIN word c ON c.n = i * 31 %% 20000 JOIN word d ON d.n = i * 1009 %% 20000
JOIN word e ON e.n = i * 263 %% 20000 JOIN word f ON f.n = i * 17 %% 20000
WHERE numbered.id = events_event.id;

INSERT INTO actors_actor (
    slug, review_status, retraction_reason, note, kind, name, description, active_from_precision, active_to_precision, lifecycle
)
SELECT 'bench-' || lpad(i::text, 8, '0'), CASE WHEN i %% 10 = 3 THEN 'draft' ELSE 'published' END, '', '', 'person',
    a.word || ' ' || b.word || 'ić', 'Minister of ' || c.word || '.', 'unknown', 'unknown', 'unknown'
FROM generate_series(1::bigint, %(actors)s) AS i
JOIN word a ON a.n = i * 7919 %% 20000 JOIN word b ON b.n = i * 104729 %% 20000
JOIN word c ON c.n = i * 31 %% 20000;

INSERT INTO actors_actorname (actor_id, name, language, kind, valid_from_precision, valid_to_precision, is_public)
SELECT id, 'Др ' || name || CASE WHEN id %% 5000 = 7 THEN ' Вучић' ELSE '' END, 'sr-Cyrl', 'alias', 'unknown', 'unknown', is_public
FROM actors_actor WHERE slug LIKE 'bench-%%';

ALTER TABLE actors_actorname ENABLE TRIGGER USER;
ALTER TABLE actors_actor ENABLE TRIGGER USER;
ALTER TABLE events_event ENABLE TRIGGER USER;
COMMIT;
