-- %(n)s actors with two names each, as similar as those of ministries, brigades and unions.
INSERT INTO actors_actor (slug, kind, name, description, review_status, retraction_reason, note,
    active_from_precision, active_to_precision, lifecycle)
SELECT 'bench-' || n, 'institution',
    (ARRAY['Ministry of Defence', 'Brigade', 'Union of Veterans', 'Party of Reform', 'Committee'])[n %% 5 + 1]
    || ' ' || (ARRAY['of Albania', 'of Kosovo', 'of Serbia', 'of Croatia'])[n %% 4 + 1] || ' ' || n / 2,
    '', 'draft', '', '', 'unknown', 'unknown', 'unknown'
FROM generate_series(1, %(n)s) n;
INSERT INTO actors_actorname (actor_id, name, language, kind, valid_from_precision, valid_to_precision, is_public)
SELECT id, name || ' MoD', 'sr-Latn', 'short', 'unknown', 'unknown', false FROM actors_actor WHERE slug LIKE 'bench-%%';
ANALYZE actors_actor, actors_actorname;
