-- The tables of a database that has had all migrations, written by pg_dump of PostgreSQL 18.
-- `manage.py write_schema` makes it. Views, triggers and what follows from settings are installed afterwards.

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

CREATE FUNCTION public._pgh_attach_context() RETURNS uuid
    LANGUAGE plpgsql
    AS $$
                    DECLARE
                        _pgh_context_id UUID;
                        _pgh_context_metadata JSONB;
                    BEGIN
                        BEGIN
                            SELECT INTO _pgh_context_id
                                CURRENT_SETTING('pghistory.context_id');
                            SELECT INTO _pgh_context_metadata
                                CURRENT_SETTING('pghistory.context_metadata');
                            EXCEPTION WHEN OTHERS THEN
                        END;
                        IF _pgh_context_id IS NOT NULL AND _pgh_context_metadata IS NOT NULL THEN
                            INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
                                VALUES (_pgh_context_id, _pgh_context_metadata, NOW(), NOW())
                                ON CONFLICT (id) DO UPDATE
                                    SET metadata = EXCLUDED.metadata,
                                        updated_at = EXCLUDED.updated_at
                                    WHERE pghistory_context.metadata != EXCLUDED.metadata;
                            RETURN _pgh_context_id;
                        ELSE
                            RETURN NULL;
                        END IF;
                    END;
                $$;

CREATE FUNCTION public.first_day_of(day date, exactness text) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (exactness = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text, 'decade'::text])) THEN (date_trunc(exactness, (day)::timestamp without time zone))::date WHEN (exactness = 'season'::text) THEN ((date_trunc('quarter'::text, ((day)::timestamp without time zone - '2 mons'::interval)) + '2 mons'::interval))::date WHEN (exactness = 'century'::text) THEN ((date_trunc('year'::text, (day)::timestamp without time zone) - make_interval(years => ((EXTRACT(year FROM day))::integer % 100))))::date ELSE day END;

COMMENT ON FUNCTION public.first_day_of(day date, exactness text) IS 'First day of the month, quarter, season, year, decade or century around a day; the day itself for exact dates.';

CREATE FUNCTION public.last_day_of(day date, exactness text) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE exactness WHEN 'month'::text THEN (((date_trunc('month'::text, (day)::timestamp without time zone) + '1 mon'::interval))::date - 1) WHEN 'quarter'::text THEN (((date_trunc('quarter'::text, (day)::timestamp without time zone) + '3 mons'::interval))::date - 1) WHEN 'season'::text THEN (((date_trunc('quarter'::text, ((day)::timestamp without time zone - '2 mons'::interval)) + '5 mons'::interval))::date - 1) WHEN 'year'::text THEN (((date_trunc('year'::text, (day)::timestamp without time zone) + '1 year'::interval))::date - 1) WHEN 'decade'::text THEN (((date_trunc('decade'::text, (day)::timestamp without time zone) + '10 years'::interval))::date - 1) WHEN 'century'::text THEN (((date_trunc('year'::text, (day)::timestamp without time zone) + make_interval(years => (100 - ((EXTRACT(year FROM day))::integer % 100)))))::date - 1) ELSE day END;

COMMENT ON FUNCTION public.last_day_of(day date, exactness text) IS 'Last day of the month, quarter, season, year, decade or century around a day; the day itself for exact dates.';

CREATE FUNCTION public.event_period(date_from date, date_to date, exactness text, is_span boolean, lifecycle text) RETURNS daterange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (date_to < date_from) THEN NULL::daterange WHEN ((date_from IS NOT NULL) AND (date_to IS NOT NULL)) THEN daterange(date_from, date_to, '[]'::text) WHEN ((date_from IS NOT NULL) AND (lifecycle = 'ongoing'::text)) THEN daterange(date_from, NULL::date) WHEN (NOT is_span) THEN NULL::daterange WHEN (date_from IS NOT NULL) THEN daterange(date_from, public.last_day_of(date_from, exactness), '[]'::text) WHEN (date_to IS NOT NULL) THEN daterange(public.first_day_of(date_to, exactness), date_to, '[]'::text) ELSE NULL::daterange END;

COMMENT ON FUNCTION public.event_period(date_from date, date_to date, exactness text, is_span boolean, lifecycle text) IS 'The days on which an event can have happened: its window; without end while ongoing; where one end of a span is open, the days on which the other can have been. NULL where it is undated, and where something that happened once has one day only.';

CREATE FUNCTION public.folded(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (octet_length(text) = length(text)) THEN regexp_replace(lower((translate(text, '`'::text, ''''::text) COLLATE "C")), 'dj+'::text, 'd'::text, 'g'::text) ELSE regexp_replace(lower((regexp_replace(NORMALIZE(translate(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(NORMALIZE(text, NFC), 'Љ'::text, 'lj'::text), 'љ'::text, 'lj'::text), 'Њ'::text, 'nj'::text), 'њ'::text, 'nj'::text), 'Џ'::text, 'dz'::text), 'џ'::text, 'dz'::text), 'Ђ'::text, 'dj'::text), 'ђ'::text, 'dj'::text), 'Ѓ'::text, 'gj'::text), 'ѓ'::text, 'gj'::text), 'Ќ'::text, 'kj'::text), 'ќ'::text, 'kj'::text), 'Ѕ'::text, 'dz'::text), 'ѕ'::text, 'dz'::text), 'Щ'::text, 'st'::text), 'щ'::text, 'st'::text), 'Ю'::text, 'ju'::text), 'ю'::text, 'ju'::text), 'Я'::text, 'ja'::text), 'я'::text, 'ja'::text), 'Є'::text, 'je'::text), 'є'::text, 'je'::text), 'Đ'::text, 'dj'::text), 'đ'::text, 'dj'::text), 'Ð'::text, 'dj'::text), 'ð'::text, 'dj'::text), 'Ɖ'::text, 'dj'::text), 'ɖ'::text, 'dj'::text), 'ẞ'::text, 'ss'::text), 'ß'::text, 'ss'::text), 'Æ'::text, 'ae'::text), 'æ'::text, 'ae'::text), 'Œ'::text, 'oe'::text), 'œ'::text, 'oe'::text), 'Þ'::text, 'th'::text), 'þ'::text, 'th'::text), 'абвгдежзијклмнопрстћуфхцчшАБВГДЕЖЗИЈКЛМНОПРСТЋУФХЦЧШйъёэыіїґўѐѝЙЪЁЭЫІЇҐЎЀЍłøıħŧŁØĦŦΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςΆΈΉΊΌΎΏΪΫ’‘ʼ`–—‑ьЬ'::text, 'abvgdezzijklmnoprstcufhccsabvgdezzijklmnoprstcufhccsjaeeyiigueijaeeyiigueiloihtlohtαβγδεζηθικλμνξοπρστυφχψωσαεηιουωιυ''''''''---'::text), NFKD), '[̀-ͯ]'::text, ''::text, 'g'::text) COLLATE "C")), 'dj+'::text, 'd'::text, 'g'::text) END;

COMMENT ON FUNCTION public.folded(text text) IS 'The text in small Latin letters without diacritics: Вучић, Vučić and VUCIC are all vucic.';

CREATE FUNCTION public.folded_words(text text, weight text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN setweight(to_tsvector('simple'::regconfig, translate(public.folded("left"(text, 200000)), './_@:-'::text, '      '::text)), (weight)::"char");

COMMENT ON FUNCTION public.folded_words(text text, weight text) IS 'The folded words of a text with their weight, A to D, for full text search.';

CREATE FUNCTION public.known_period(start_on date, start_precision text, end_on date, lifecycle text, as_of date) RETURNS daterange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT CASE WHEN (known.first_known IS NULL) THEN NULL::daterange WHEN (known_period.lifecycle = 'ongoing'::text) THEN daterange(known.first_known, NULL::date) WHEN ((known_period.lifecycle = 'ended'::text) AND (known_period.end_on > known.first_known)) THEN daterange(known.first_known, known_period.end_on) WHEN ((known_period.lifecycle = 'unknown'::text) AND (known_period.as_of >= known.first_known)) THEN daterange(known.first_known, known_period.as_of, '[]'::text) ELSE NULL::daterange END AS "case" FROM (SELECT LEAST(public.last_day_of(known_period.start_on, known_period.start_precision), known_period.as_of) AS first_known) known);

COMMENT ON FUNCTION public.known_period(start_on date, start_precision text, end_on date, lifecycle text, as_of date) IS 'The days on which something is known to have held: from the last day on which it can have begun, or the day of the report if that is earlier, to the day before it ended, to no end while ongoing, to the day of the last report where nothing is known of its end. NULL where no day is known.';

CREATE FUNCTION public.sort_key(text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (("left"(translate(lower((NORMALIZE(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(text, 'абвгґдђѓеѐёєжзѕиѝіїйјклљмнњопрстћќуўфхцчџшщъыьэюяАБВГҐДЂЃЕЀЁЄЖЗЅИЍІЇЙЈКЛЉМНЊОПРСТЋЌУЎФХЦЧЏШЩЪЫЬЭЮЯΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςΆΈΉΊΌΎΏΪΫ–—‑‒''"’‘ʼ`“”„«»‹›'::text, 'ҊҋҌҍҎҏҐґҒғҔҕҖҗҘҙҚқҜҝҞҟҠҡҢңҤҥҦҧҨҩҪҫҬҭҮүҰұҲҳҴҵҶҷҸҹҺҊҋҌҍҎҏҐґҒғҔҕҖҗҘҙҚқҜҝҞҟҠҡҢңҤҥҦҧҨҩҪҫҬҭҮүҰұҲҳҴҵҶҷҸҹҺαβγδεζηθικλμνξοπρστυφχψωσάέήίόύώϊϋ----'::text), 'Đ'::text, 'd̵'::text), 'đ'::text, 'd̵'::text), 'Ð'::text, 'd̵'::text), 'ð'::text, 'd̵'::text), 'Ɖ'::text, 'd̵'::text), 'ɖ'::text, 'd̵'::text), 'Ł'::text, 'l̵'::text), 'ł'::text, 'l̵'::text), 'Ø'::text, 'o̵'::text), 'ø'::text, 'o̵'::text), 'Ħ'::text, 'h̵'::text), 'ħ'::text, 'h̵'::text), 'Ŧ'::text, 't̵'::text), 'ŧ'::text, 't̵'::text), 'ı'::text, 'i̵'::text), 'Æ'::text, 'ae'::text), 'æ'::text, 'ae'::text), 'Œ'::text, 'oe'::text), 'œ'::text, 'oe'::text), 'Þ'::text, 'th'::text), 'þ'::text, 'th'::text), 'ß'::text, 'ss'::text), NFKD) COLLATE "C")), '̌̀'::text, '̀̌'::text), 120) || ''::text) || "left"(text, 60));

COMMENT ON FUNCTION public.sort_key(text text) IS 'What names are sorted by, under collation C: Latin letters with diacritics right after their own letter, then Greek, then Cyrillic in the order of its alphabets; digits before letters; case and punctuation count last.';

CREATE TABLE public.accounts_apikey (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    owner character varying(100) NOT NULL,
    email character varying(254) NOT NULL,
    rate integer,
    expires_at timestamp with time zone,
    prefix character varying(11) NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    created_by_id integer,
    revoked_by_id integer,
    CONSTRAINT accounts_apikey_end_lies_ahead CHECK (((expires_at IS NULL) OR (expires_at > created_at))),
    CONSTRAINT accounts_apikey_rate_check CHECK ((rate >= 0)),
    CONSTRAINT accounts_apikey_rate_positive CHECK (((rate IS NULL) OR (rate > 0)))
);

ALTER TABLE public.accounts_apikey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_apikey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE UNLOGGED TABLE public.accounts_count (
    name text NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    hits integer NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE public.actors_actor (
    id bigint NOT NULL,
    slug character varying(120) NOT NULL,
    review_status character varying(10) NOT NULL,
    retraction_reason character varying(300) NOT NULL,
    note text NOT NULL,
    is_public boolean GENERATED ALWAYS AS (((review_status)::text = 'published'::text)) STORED,
    submitted_at timestamp with time zone,
    reviewed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    retracted_at timestamp with time zone,
    kind character varying(12) NOT NULL,
    name character varying(200) NOT NULL,
    description text NOT NULL,
    active_from date,
    active_from_precision character varying(8) NOT NULL,
    active_to date,
    active_to_precision character varying(8) NOT NULL,
    lifecycle character varying(7) NOT NULL,
    period daterange GENERATED ALWAYS AS (public.known_period(active_from, (active_from_precision)::text, active_to, (lifecycle)::text, NULL::date)) STORED,
    folded text GENERATED ALWAYS AS (public.folded((name)::text)) STORED COLLATE pg_catalog."C",
    search tsvector GENERATED ALWAYS AS ((public.folded_words((name)::text, 'A'::text) || public.folded_words(description, 'C'::text))) STORED,
    country_id bigint,
    merged_into_id bigint,
    reviewed_by_id integer,
    submitted_by_id integer,
    sort_key text GENERATED ALWAYS AS (public.sort_key((name)::text)) STORED COLLATE pg_catalog."C",
    CONSTRAINT actors_actor_active_from_fits_precision CHECK (((active_from IS NULL) OR (active_from = public.first_day_of(active_from, (active_from_precision)::text)))),
    CONSTRAINT actors_actor_active_from_has_precision CHECK ((((active_from IS NULL) AND ((active_from_precision)::text = 'unknown'::text)) OR ((active_from IS NOT NULL) AND (NOT ((active_from_precision)::text = 'unknown'::text))))),
    CONSTRAINT actors_actor_active_from_precision_known CHECK (((active_from_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT actors_actor_active_to_fits_precision CHECK (((active_to IS NULL) OR (active_to = public.first_day_of(active_to, (active_to_precision)::text)))),
    CONSTRAINT actors_actor_active_to_has_precision CHECK ((((active_to IS NULL) AND ((active_to_precision)::text = 'unknown'::text)) OR ((active_to IS NOT NULL) AND (NOT ((active_to_precision)::text = 'unknown'::text))))),
    CONSTRAINT actors_actor_active_to_not_before_active_from CHECK (((active_to IS NULL) OR (active_from IS NULL) OR (active_from <= public.last_day_of(active_to, (active_to_precision)::text)))),
    CONSTRAINT actors_actor_active_to_precision_known CHECK (((active_to_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT actors_actor_country_is_not_id CHECK ((NOT ((country_id = id) AND (country_id IS NOT NULL)))),
    CONSTRAINT actors_actor_end_means_ended CHECK (((active_to IS NULL) OR ((lifecycle)::text = 'ended'::text))),
    CONSTRAINT actors_actor_in_review_has_submitter CHECK (((NOT ((review_status)::text = 'in_review'::text)) OR (submitted_by_id IS NOT NULL))),
    CONSTRAINT actors_actor_kind_known CHECK (((kind)::text = ANY (ARRAY[('armed_force'::character varying)::text, ('bloc'::character varying)::text, ('company'::character varying)::text, ('entity'::character varying)::text, ('group'::character varying)::text, ('igo'::character varying)::text, ('institution'::character varying)::text, ('media'::character varying)::text, ('movement'::character varying)::text, ('operation'::character varying)::text, ('party'::character varying)::text, ('person'::character varying)::text, ('police'::character varying)::text, ('programme'::character varying)::text, ('state'::character varying)::text]))),
    CONSTRAINT actors_actor_lifecycle_known CHECK (((lifecycle)::text = ANY (ARRAY[('ended'::character varying)::text, ('ongoing'::character varying)::text, ('unknown'::character varying)::text]))),
    CONSTRAINT actors_actor_merged_into_is_not_id CHECK ((NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL)))),
    CONSTRAINT actors_actor_merged_is_retracted CHECK (((merged_into_id IS NULL) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT actors_actor_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT actors_actor_retraction_means_retracted CHECK ((((retracted_at IS NULL) AND ((retraction_reason)::text = ''::text)) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT actors_actor_review_status_known CHECK (((review_status)::text = ANY (ARRAY[('draft'::character varying)::text, ('in_review'::character varying)::text, ('published'::character varying)::text, ('retracted'::character varying)::text]))),
    CONSTRAINT actors_actor_reviewer_is_not_submitter CHECK (((submitted_by_id IS NULL) OR (reviewed_by_id IS NULL) OR (NOT ((submitted_by_id = reviewed_by_id) AND (submitted_by_id IS NOT NULL) AND (reviewed_by_id IS NOT NULL))))),
    CONSTRAINT actors_actor_slug_wellformed CHECK (((slug)::text ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
    CONSTRAINT actors_actor_state_has_no_country CHECK (((NOT ((kind)::text = 'state'::text)) OR (country_id IS NULL))),
    CONSTRAINT actors_actor_version_check CHECK ((version >= 0)),
    CONSTRAINT actors_actor_within_calendar CHECK ((((active_from IS NULL) OR ((active_from >= '0001-01-01'::date) AND (active_from <= '9998-12-31'::date))) AND ((active_to IS NULL) OR ((active_to >= '0001-01-01'::date) AND (active_to <= '9998-12-31'::date)))))
);

ALTER TABLE public.actors_actor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.actors_actor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.actors_actorclaim (
    id bigint NOT NULL,
    locator character varying(60) NOT NULL,
    attributed_to character varying(120) NOT NULL,
    field character varying(40) NOT NULL,
    kind character varying(16) NOT NULL,
    verdict character varying(11) NOT NULL,
    asserted_value character varying(300) NOT NULL,
    quote text NOT NULL,
    credibility smallint NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    actor_id bigint,
    source_id bigint NOT NULL,
    relationship_id bigint,
    public_id uuid DEFAULT gen_random_uuid() NOT NULL,
    former_ids text DEFAULT ''::text NOT NULL,
    CONSTRAINT actors_actorclaim_about_one_row CHECK ((((actor_id IS NOT NULL) AND (relationship_id IS NULL)) OR ((actor_id IS NULL) AND (relationship_id IS NOT NULL)))),
    CONSTRAINT actors_actorclaim_confirmed_means_supported CHECK (((NOT (credibility = 1)) OR ((verdict)::text = 'supports'::text))),
    CONSTRAINT actors_actorclaim_contradiction_is_specific CHECK (((NOT ((verdict)::text = 'contradicts'::text)) OR ((NOT ((field)::text = ''::text)) AND (NOT ((asserted_value)::text = ''::text))))),
    CONSTRAINT actors_actorclaim_credibility_check CHECK ((credibility >= 0)),
    CONSTRAINT actors_actorclaim_credibility_known CHECK (((credibility >= 1) AND (credibility <= 6))),
    CONSTRAINT actors_actorclaim_field_exists CHECK ((((field)::text = ''::text) OR ((actor_id IS NOT NULL) AND ((field)::text = ANY (ARRAY[('active_from'::character varying)::text, ('active_from_precision'::character varying)::text, ('active_to'::character varying)::text, ('active_to_precision'::character varying)::text, ('country'::character varying)::text, ('description'::character varying)::text, ('kind'::character varying)::text, ('lifecycle'::character varying)::text, ('name'::character varying)::text]))) OR (((field)::text = ANY (ARRAY[('as_of'::character varying)::text, ('end_on'::character varying)::text, ('end_precision'::character varying)::text, ('kind'::character varying)::text, ('lifecycle'::character varying)::text, ('object'::character varying)::text, ('start_on'::character varying)::text, ('start_precision'::character varying)::text, ('status'::character varying)::text, ('subject'::character varying)::text, ('title'::character varying)::text])) AND (relationship_id IS NOT NULL)))),
    CONSTRAINT actors_actorclaim_kind_known CHECK (((kind)::text = ANY (ARRAY[('assessment'::character varying)::text, ('characterisation'::character varying)::text, ('motive'::character varying)::text, ('prediction'::character varying)::text, ('report'::character varying)::text]))),
    CONSTRAINT actors_actorclaim_quote_is_short CHECK ((quote ~ '^(\S+\s+){0,19}\S*$'::text)),
    CONSTRAINT actors_actorclaim_verdict_known CHECK (((verdict)::text = ANY (ARRAY[('contradicts'::character varying)::text, ('mentions'::character varying)::text, ('supports'::character varying)::text])))
);

ALTER TABLE public.actors_actorclaim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.actors_actorclaim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.actors_actoridentifier (
    id bigint NOT NULL,
    scheme character varying(8) NOT NULL,
    value character varying(200) NOT NULL,
    preferred boolean NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    actor_id bigint NOT NULL,
    valid_from date,
    valid_to date,
    CONSTRAINT actors_actoridentifier_acled_wellformed CHECK (((NOT ((scheme)::text = 'acled'::text)) OR ((value)::text ~ '^.+$'::text))),
    CONSTRAINT actors_actoridentifier_cow_wellformed CHECK (((NOT ((scheme)::text = 'cow'::text)) OR ((value)::text ~ '^[0-9]{1,3}$'::text))),
    CONSTRAINT actors_actoridentifier_ged_wellformed CHECK (((NOT ((scheme)::text = 'ged'::text)) OR ((value)::text ~ '^[0-9]+$'::text))),
    CONSTRAINT actors_actoridentifier_gw_wellformed CHECK (((NOT ((scheme)::text = 'gw'::text)) OR ((value)::text ~ '^[0-9]{1,3}$'::text))),
    CONSTRAINT actors_actoridentifier_iso2_wellformed CHECK (((NOT ((scheme)::text = 'iso2'::text)) OR ((value)::text ~ '^[A-Z]{2}$'::text))),
    CONSTRAINT actors_actoridentifier_iso3_wellformed CHECK (((NOT ((scheme)::text = 'iso3'::text)) OR ((value)::text ~ '^[A-Z]{3}$'::text))),
    CONSTRAINT actors_actoridentifier_local_wellformed CHECK (((NOT ((scheme)::text = 'local'::text)) OR ((value)::text ~ '^\S(.*\S)?$'::text))),
    CONSTRAINT actors_actoridentifier_scheme_known CHECK (((scheme)::text = ANY (ARRAY[('acled'::character varying)::text, ('cow'::character varying)::text, ('ged'::character varying)::text, ('gw'::character varying)::text, ('iso2'::character varying)::text, ('iso3'::character varying)::text, ('local'::character varying)::text, ('url'::character varying)::text, ('wikidata'::character varying)::text]))),
    CONSTRAINT actors_actoridentifier_url_wellformed CHECK (((NOT ((scheme)::text = 'url'::text)) OR ((value)::text ~ '^https?://[^\s]+$'::text))),
    CONSTRAINT actors_actoridentifier_valid_to_after_valid_from CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT actors_actoridentifier_wikidata_wellformed CHECK (((NOT ((scheme)::text = 'wikidata'::text)) OR ((value)::text ~ '^Q[1-9][0-9]*$'::text))),
    CONSTRAINT actors_actoridentifier_within_calendar CHECK ((((valid_from IS NULL) OR ((valid_from >= '0001-01-01'::date) AND (valid_from <= '9998-12-31'::date))) AND ((valid_to IS NULL) OR ((valid_to >= '0001-01-01'::date) AND (valid_to <= '9998-12-31'::date)))))
);

ALTER TABLE public.actors_actoridentifier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.actors_actoridentifier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.actors_actorname (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    language character varying(20) NOT NULL,
    kind character varying(8) NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    folded text GENERATED ALWAYS AS (public.folded((name)::text)) STORED COLLATE pg_catalog."C",
    search tsvector GENERATED ALWAYS AS (public.folded_words((name)::text, 'B'::text)) STORED,
    actor_id bigint NOT NULL,
    sort_key text GENERATED ALWAYS AS (public.sort_key((name)::text)) STORED COLLATE pg_catalog."C",
    valid_from date,
    valid_from_precision character varying(8) NOT NULL,
    valid_to date,
    valid_to_precision character varying(8) NOT NULL,
    CONSTRAINT actors_actorname_kind_known CHECK (((kind)::text = ANY (ARRAY[('acronym'::character varying)::text, ('alias'::character varying)::text, ('exonym'::character varying)::text, ('former'::character varying)::text, ('metonym'::character varying)::text, ('official'::character varying)::text, ('short'::character varying)::text]))),
    CONSTRAINT actors_actorname_language_wellformed CHECK (((language)::text ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'::text)),
    CONSTRAINT actors_actorname_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT actors_actorname_valid_from_fits_precision CHECK (((valid_from IS NULL) OR (valid_from = public.first_day_of(valid_from, (valid_from_precision)::text)))),
    CONSTRAINT actors_actorname_valid_from_has_precision CHECK ((((valid_from IS NULL) AND ((valid_from_precision)::text = 'unknown'::text)) OR ((valid_from IS NOT NULL) AND (NOT ((valid_from_precision)::text = 'unknown'::text))))),
    CONSTRAINT actors_actorname_valid_from_precision_known CHECK (((valid_from_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT actors_actorname_valid_to_fits_precision CHECK (((valid_to IS NULL) OR (valid_to = public.first_day_of(valid_to, (valid_to_precision)::text)))),
    CONSTRAINT actors_actorname_valid_to_has_precision CHECK ((((valid_to IS NULL) AND ((valid_to_precision)::text = 'unknown'::text)) OR ((valid_to IS NOT NULL) AND (NOT ((valid_to_precision)::text = 'unknown'::text))))),
    CONSTRAINT actors_actorname_valid_to_not_before_valid_from CHECK (((valid_to IS NULL) OR (valid_from IS NULL) OR (valid_from <= public.last_day_of(valid_to, (valid_to_precision)::text)))),
    CONSTRAINT actors_actorname_valid_to_precision_known CHECK (((valid_to_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT actors_actorname_within_calendar CHECK ((((valid_from IS NULL) OR ((valid_from >= '0001-01-01'::date) AND (valid_from <= '9998-12-31'::date))) AND ((valid_to IS NULL) OR ((valid_to >= '0001-01-01'::date) AND (valid_to <= '9998-12-31'::date)))))
);

ALTER TABLE public.actors_actorname ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.actors_actorname_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.actors_relationship (
    id bigint NOT NULL,
    slug character varying(120) NOT NULL,
    review_status character varying(10) NOT NULL,
    retraction_reason character varying(300) NOT NULL,
    note text NOT NULL,
    submitted_at timestamp with time zone,
    reviewed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    retracted_at timestamp with time zone,
    kind character varying(11) NOT NULL,
    status character varying(18) NOT NULL,
    title character varying(200) NOT NULL,
    start_on date,
    start_precision character varying(8) NOT NULL,
    end_on date,
    end_precision character varying(8) NOT NULL,
    lifecycle character varying(7) NOT NULL,
    as_of date,
    period daterange GENERATED ALWAYS AS (public.known_period(start_on, (start_precision)::text, end_on, (lifecycle)::text, as_of)) STORED,
    is_public boolean DEFAULT false NOT NULL,
    merged_into_id bigint,
    object_id bigint NOT NULL,
    reviewed_by_id integer,
    subject_id bigint NOT NULL,
    submitted_by_id integer,
    CONSTRAINT actors_relationship_alignment_status CHECK (((NOT ((kind)::text = 'alignment'::text)) OR ((status)::text = ANY (ARRAY[('aligned'::character varying)::text, ('close'::character varying)::text, ('pro'::character varying)::text, ('neutral'::character varying)::text, ('opposed'::character varying)::text, ('supports_accession'::character varying)::text, ('opposes_accession'::character varying)::text])))),
    CONSTRAINT actors_relationship_as_of_not_before_start_on CHECK (((as_of IS NULL) OR (start_on IS NULL) OR (as_of >= start_on))),
    CONSTRAINT actors_relationship_cooperation_status CHECK (((NOT ((kind)::text = 'cooperation'::text)) OR ((status)::text = ANY (ARRAY[('active'::character varying)::text, ('dormant'::character varying)::text])))),
    CONSTRAINT actors_relationship_end_means_ended CHECK (((end_on IS NULL) OR ((lifecycle)::text = 'ended'::text))),
    CONSTRAINT actors_relationship_end_on_fits_precision CHECK (((end_on IS NULL) OR (end_on = public.first_day_of(end_on, (end_precision)::text)))),
    CONSTRAINT actors_relationship_end_on_has_precision CHECK ((((end_on IS NULL) AND ((end_precision)::text = 'unknown'::text)) OR ((end_on IS NOT NULL) AND (NOT ((end_precision)::text = 'unknown'::text))))),
    CONSTRAINT actors_relationship_end_on_not_before_start_on CHECK (((end_on IS NULL) OR (start_on IS NULL) OR (start_on <= public.last_day_of(end_on, (end_precision)::text)))),
    CONSTRAINT actors_relationship_end_precision_known CHECK (((end_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT actors_relationship_in_review_has_submitter CHECK (((NOT ((review_status)::text = 'in_review'::text)) OR (submitted_by_id IS NOT NULL))),
    CONSTRAINT actors_relationship_kind_known CHECK (((kind)::text = ANY (ARRAY[('alignment'::character varying)::text, ('cooperation'::character varying)::text, ('membership'::character varying)::text, ('office'::character varying)::text, ('part_of'::character varying)::text, ('recognition'::character varying)::text, ('succession'::character varying)::text]))),
    CONSTRAINT actors_relationship_lifecycle_known CHECK (((lifecycle)::text = ANY (ARRAY[('ended'::character varying)::text, ('ongoing'::character varying)::text, ('unknown'::character varying)::text]))),
    CONSTRAINT actors_relationship_membership_status CHECK (((NOT ((kind)::text = 'membership'::text)) OR ((status)::text = ANY (ARRAY[('member'::character varying)::text, ('founding'::character varying)::text, ('permanent_member'::character varying)::text, ('candidate'::character varying)::text, ('applicant'::character varying)::text, ('invited'::character varying)::text, ('participant'::character varying)::text, ('observer'::character varying)::text, ('suspended'::character varying)::text, ('leading_member'::character varying)::text, ('former'::character varying)::text, ('non_member'::character varying)::text, ('not_pursued'::character varying)::text])))),
    CONSTRAINT actors_relationship_merged_into_is_not_id CHECK ((NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL)))),
    CONSTRAINT actors_relationship_merged_is_retracted CHECK (((merged_into_id IS NULL) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT actors_relationship_office_status CHECK (((NOT ((kind)::text = 'office'::text)) OR ((status)::text = ANY (ARRAY[('incumbent'::character varying)::text, ('acting'::character varying)::text, ('former'::character varying)::text])))),
    CONSTRAINT actors_relationship_office_titled CHECK (((NOT ((kind)::text = 'office'::text)) OR (NOT ((title)::text = ''::text)))),
    CONSTRAINT actors_relationship_part_of_status CHECK (((NOT ((kind)::text = 'part_of'::text)) OR ((status)::text = ANY (ARRAY[('organ'::character varying)::text, ('operated_by'::character varying)::text, ('unit'::character varying)::text])))),
    CONSTRAINT actors_relationship_recognition_status CHECK (((NOT ((kind)::text = 'recognition'::text)) OR ((status)::text = ANY (ARRAY[('recognised'::character varying)::text, ('not_recognised'::character varying)::text, ('suspended'::character varying)::text, ('withdrawn'::character varying)::text, ('ambiguous'::character varying)::text])))),
    CONSTRAINT actors_relationship_retraction_means_retracted CHECK ((((retracted_at IS NULL) AND ((retraction_reason)::text = ''::text)) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT actors_relationship_review_status_known CHECK (((review_status)::text = ANY (ARRAY[('draft'::character varying)::text, ('in_review'::character varying)::text, ('published'::character varying)::text, ('retracted'::character varying)::text]))),
    CONSTRAINT actors_relationship_reviewer_is_not_submitter CHECK (((submitted_by_id IS NULL) OR (reviewed_by_id IS NULL) OR (NOT ((submitted_by_id = reviewed_by_id) AND (submitted_by_id IS NOT NULL) AND (reviewed_by_id IS NOT NULL))))),
    CONSTRAINT actors_relationship_slug_wellformed CHECK (((slug)::text ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
    CONSTRAINT actors_relationship_start_on_fits_precision CHECK (((start_on IS NULL) OR (start_on = public.first_day_of(start_on, (start_precision)::text)))),
    CONSTRAINT actors_relationship_start_on_has_precision CHECK ((((start_on IS NULL) AND ((start_precision)::text = 'unknown'::text)) OR ((start_on IS NOT NULL) AND (NOT ((start_precision)::text = 'unknown'::text))))),
    CONSTRAINT actors_relationship_start_precision_known CHECK (((start_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT actors_relationship_subject_is_not_object CHECK ((NOT (subject_id = object_id))),
    CONSTRAINT actors_relationship_succession_status CHECK (((NOT ((kind)::text = 'succession'::text)) OR ((status)::text = ANY (ARRAY[('successor'::character varying)::text, ('continuator'::character varying)::text])))),
    CONSTRAINT actors_relationship_version_check CHECK ((version >= 0)),
    CONSTRAINT actors_relationship_within_calendar CHECK ((((start_on IS NULL) OR ((start_on >= '0001-01-01'::date) AND (start_on <= '9998-12-31'::date))) AND ((end_on IS NULL) OR ((end_on >= '0001-01-01'::date) AND (end_on <= '9998-12-31'::date))) AND ((as_of IS NULL) OR ((as_of >= '0001-01-01'::date) AND (as_of <= '9998-12-31'::date)))))
);

ALTER TABLE public.actors_relationship ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.actors_relationship_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.actors_relationshipidentifier (
    id bigint NOT NULL,
    value character varying(200) NOT NULL,
    preferred boolean NOT NULL,
    valid_from date,
    valid_to date,
    is_public boolean DEFAULT false NOT NULL,
    scheme character varying(8) NOT NULL,
    relationship_id bigint NOT NULL,
    CONSTRAINT actors_relationshipidentifier_local_wellformed CHECK (((NOT ((scheme)::text = 'local'::text)) OR ((value)::text ~ '^\S(.*\S)?$'::text))),
    CONSTRAINT actors_relationshipidentifier_scheme_known CHECK (((scheme)::text = ANY (ARRAY[('local'::character varying)::text, ('url'::character varying)::text]))),
    CONSTRAINT actors_relationshipidentifier_url_wellformed CHECK (((NOT ((scheme)::text = 'url'::text)) OR ((value)::text ~ '^https?://[^\s]+$'::text))),
    CONSTRAINT actors_relationshipidentifier_valid_to_after_valid_from CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT actors_relationshipidentifier_within_calendar CHECK ((((valid_from IS NULL) OR ((valid_from >= '0001-01-01'::date) AND (valid_from <= '9998-12-31'::date))) AND ((valid_to IS NULL) OR ((valid_to >= '0001-01-01'::date) AND (valid_to <= '9998-12-31'::date)))))
);

ALTER TABLE public.actors_relationshipidentifier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.actors_relationshipidentifier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_agreement (
    id bigint NOT NULL,
    slug character varying(120) NOT NULL,
    review_status character varying(10) NOT NULL,
    retraction_reason character varying(300) NOT NULL,
    note text NOT NULL,
    is_public boolean GENERATED ALWAYS AS (((review_status)::text = 'published'::text)) STORED,
    submitted_at timestamp with time zone,
    reviewed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    retracted_at timestamp with time zone,
    kind character varying(20) NOT NULL,
    title character varying(300) NOT NULL,
    short_title character varying(80) NOT NULL,
    status character varying(12) NOT NULL,
    bindingness character varying(9) NOT NULL,
    open_to_accession boolean,
    summary text NOT NULL,
    signed_on date,
    signed_precision character varying(8) NOT NULL,
    in_force_on date,
    terminated_on date,
    text_status character varying(9) NOT NULL,
    text_url character varying(500) NOT NULL,
    folded text GENERATED ALWAYS AS (public.folded((((title)::text || ' '::text) || (short_title)::text))) STORED COLLATE pg_catalog."C",
    search tsvector GENERATED ALWAYS AS (((public.folded_words((title)::text, 'A'::text) || public.folded_words((short_title)::text, 'B'::text)) || public.folded_words(summary, 'C'::text))) STORED,
    bloc_id bigint,
    merged_into_id bigint,
    reviewed_by_id integer,
    submitted_by_id integer,
    sort_key text GENERATED ALWAYS AS (public.sort_key((title)::text)) STORED COLLATE pg_catalog."C",
    in_force_precision character varying(8) NOT NULL,
    terminated_precision character varying(8) NOT NULL,
    period daterange GENERATED ALWAYS AS (public.known_period(in_force_on, (in_force_precision)::text, terminated_on,
CASE
    WHEN ((status)::text = 'in_force'::text) THEN 'ongoing'::text
    WHEN ((status)::text = ANY (ARRAY[('superseded'::character varying)::text, ('terminated'::character varying)::text, ('lapsed'::character varying)::text])) THEN 'ended'::text
    ELSE 'unknown'::text
END, NULL::date)) STORED,
    CONSTRAINT agreements_agreement_bindingness_known CHECK (((bindingness)::text = ANY (ARRAY[('legal'::character varying)::text, ('mixed'::character varying)::text, ('political'::character varying)::text, ('unknown'::character varying)::text]))),
    CONSTRAINT agreements_agreement_in_force_means_signed CHECK (((in_force_on IS NULL) OR (NOT ((status)::text = ANY (ARRAY[('proposed'::character varying)::text, ('negotiating'::character varying)::text, ('initialled'::character varying)::text]))))),
    CONSTRAINT agreements_agreement_in_force_on_fits_precision CHECK (((in_force_on IS NULL) OR (in_force_on = public.first_day_of(in_force_on, (in_force_precision)::text)))),
    CONSTRAINT agreements_agreement_in_force_on_has_precision CHECK ((((in_force_on IS NULL) AND ((in_force_precision)::text = 'unknown'::text)) OR ((in_force_on IS NOT NULL) AND (NOT ((in_force_precision)::text = 'unknown'::text))))),
    CONSTRAINT agreements_agreement_in_force_precision_known CHECK (((in_force_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT agreements_agreement_in_review_has_submitter CHECK (((NOT ((review_status)::text = 'in_review'::text)) OR (submitted_by_id IS NOT NULL))),
    CONSTRAINT agreements_agreement_kind_known CHECK (((kind)::text = ANY (ARRAY[('agreement'::character varying)::text, ('amendment'::character varying)::text, ('declaration'::character varying)::text, ('implementing_plan'::character varying)::text, ('memorandum'::character varying)::text, ('military_cooperation'::character varying)::text, ('protocol'::character varying)::text, ('resolution'::character varying)::text, ('statute'::character varying)::text, ('strategy'::character varying)::text, ('treaty'::character varying)::text, ('unilateral_act'::character varying)::text]))),
    CONSTRAINT agreements_agreement_merged_into_is_not_id CHECK ((NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL)))),
    CONSTRAINT agreements_agreement_merged_is_retracted CHECK (((merged_into_id IS NULL) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT agreements_agreement_retraction_means_retracted CHECK ((((retracted_at IS NULL) AND ((retraction_reason)::text = ''::text)) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT agreements_agreement_review_status_known CHECK (((review_status)::text = ANY (ARRAY[('draft'::character varying)::text, ('in_review'::character varying)::text, ('published'::character varying)::text, ('retracted'::character varying)::text]))),
    CONSTRAINT agreements_agreement_reviewer_is_not_submitter CHECK (((submitted_by_id IS NULL) OR (reviewed_by_id IS NULL) OR (NOT ((submitted_by_id = reviewed_by_id) AND (submitted_by_id IS NOT NULL) AND (reviewed_by_id IS NOT NULL))))),
    CONSTRAINT agreements_agreement_signed_date_means_signed CHECK (((signed_on IS NULL) OR (NOT ((status)::text = ANY (ARRAY[('proposed'::character varying)::text, ('negotiating'::character varying)::text, ('initialled'::character varying)::text]))))),
    CONSTRAINT agreements_agreement_signed_on_fits_precision CHECK (((signed_on IS NULL) OR (signed_on = public.first_day_of(signed_on, (signed_precision)::text)))),
    CONSTRAINT agreements_agreement_signed_on_has_precision CHECK ((((signed_on IS NULL) AND ((signed_precision)::text = 'unknown'::text)) OR ((signed_on IS NOT NULL) AND (NOT ((signed_precision)::text = 'unknown'::text))))),
    CONSTRAINT agreements_agreement_signed_precision_known CHECK (((signed_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT agreements_agreement_slug_wellformed CHECK (((slug)::text ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
    CONSTRAINT agreements_agreement_status_known CHECK (((status)::text = ANY (ARRAY[('adopted'::character varying)::text, ('in_force'::character varying)::text, ('initialled'::character varying)::text, ('lapsed'::character varying)::text, ('negotiating'::character varying)::text, ('proposed'::character varying)::text, ('provisional'::character varying)::text, ('signed'::character varying)::text, ('superseded'::character varying)::text, ('suspended'::character varying)::text, ('terminated'::character varying)::text]))),
    CONSTRAINT agreements_agreement_terminated_means_not_in_force CHECK (((terminated_on IS NULL) OR ((status)::text = ANY (ARRAY[('superseded'::character varying)::text, ('terminated'::character varying)::text, ('lapsed'::character varying)::text])))),
    CONSTRAINT agreements_agreement_terminated_on_fits_precision CHECK (((terminated_on IS NULL) OR (terminated_on = public.first_day_of(terminated_on, (terminated_precision)::text)))),
    CONSTRAINT agreements_agreement_terminated_on_has_precision CHECK ((((terminated_on IS NULL) AND ((terminated_precision)::text = 'unknown'::text)) OR ((terminated_on IS NOT NULL) AND (NOT ((terminated_precision)::text = 'unknown'::text))))),
    CONSTRAINT agreements_agreement_terminated_on_not_before_in_force_on CHECK (((terminated_on IS NULL) OR (in_force_on IS NULL) OR (in_force_on <= public.last_day_of(terminated_on, (terminated_precision)::text)))),
    CONSTRAINT agreements_agreement_terminated_precision_known CHECK (((terminated_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT agreements_agreement_text_status_known CHECK (((text_status)::text = ANY (ARRAY[('full_text'::character varying)::text, ('not_seen'::character varying)::text, ('summary'::character varying)::text]))),
    CONSTRAINT agreements_agreement_titled CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT agreements_agreement_version_check CHECK ((version >= 0)),
    CONSTRAINT agreements_agreement_within_calendar CHECK ((((signed_on IS NULL) OR ((signed_on >= '0001-01-01'::date) AND (signed_on <= '9998-12-31'::date))) AND ((in_force_on IS NULL) OR ((in_force_on >= '0001-01-01'::date) AND (in_force_on <= '9998-12-31'::date))) AND ((terminated_on IS NULL) OR ((terminated_on >= '0001-01-01'::date) AND (terminated_on <= '9998-12-31'::date)))))
);

ALTER TABLE public.agreements_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_agreementclaim (
    id bigint NOT NULL,
    locator character varying(60) NOT NULL,
    attributed_to character varying(120) NOT NULL,
    field character varying(40) NOT NULL,
    kind character varying(16) NOT NULL,
    verdict character varying(11) NOT NULL,
    asserted_value character varying(300) NOT NULL,
    quote text NOT NULL,
    credibility smallint NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    agreement_id bigint,
    source_id bigint NOT NULL,
    link_id bigint,
    party_id bigint,
    clause_id bigint,
    public_id uuid DEFAULT gen_random_uuid() NOT NULL,
    former_ids text DEFAULT ''::text NOT NULL,
    action_id bigint,
    CONSTRAINT agreements_agreementclaim_about_one_row CHECK ((((action_id IS NULL) AND (agreement_id IS NOT NULL) AND (clause_id IS NULL) AND (link_id IS NULL) AND (party_id IS NULL)) OR ((action_id IS NULL) AND (agreement_id IS NULL) AND (clause_id IS NULL) AND (link_id IS NULL) AND (party_id IS NOT NULL)) OR ((action_id IS NOT NULL) AND (agreement_id IS NULL) AND (clause_id IS NULL) AND (link_id IS NULL) AND (party_id IS NULL)) OR ((action_id IS NULL) AND (agreement_id IS NULL) AND (clause_id IS NOT NULL) AND (link_id IS NULL) AND (party_id IS NULL)) OR ((action_id IS NULL) AND (agreement_id IS NULL) AND (clause_id IS NULL) AND (link_id IS NOT NULL) AND (party_id IS NULL)))),
    CONSTRAINT agreements_agreementclaim_confirmed_means_supported CHECK (((NOT (credibility = 1)) OR ((verdict)::text = 'supports'::text))),
    CONSTRAINT agreements_agreementclaim_contradiction_is_specific CHECK (((NOT ((verdict)::text = 'contradicts'::text)) OR ((NOT ((field)::text = ''::text)) AND (NOT ((asserted_value)::text = ''::text))))),
    CONSTRAINT agreements_agreementclaim_credibility_check CHECK ((credibility >= 0)),
    CONSTRAINT agreements_agreementclaim_credibility_known CHECK (((credibility >= 1) AND (credibility <= 6))),
    CONSTRAINT agreements_agreementclaim_field_exists CHECK ((((field)::text = ''::text) OR ((agreement_id IS NOT NULL) AND ((field)::text = ANY (ARRAY[('bindingness'::character varying)::text, ('bloc'::character varying)::text, ('in_force_on'::character varying)::text, ('in_force_precision'::character varying)::text, ('kind'::character varying)::text, ('open_to_accession'::character varying)::text, ('short_title'::character varying)::text, ('signed_on'::character varying)::text, ('signed_precision'::character varying)::text, ('status'::character varying)::text, ('summary'::character varying)::text, ('terminated_on'::character varying)::text, ('terminated_precision'::character varying)::text, ('text_status'::character varying)::text, ('text_url'::character varying)::text, ('title'::character varying)::text]))) OR (((field)::text = ANY (ARRAY[('actor'::character varying)::text, ('agreement'::character varying)::text, ('role'::character varying)::text])) AND (party_id IS NOT NULL)) OR ((action_id IS NOT NULL) AND ((field)::text = ANY (ARRAY[('effective_on'::character varying)::text, ('effective_precision'::character varying)::text, ('happened_on'::character varying)::text, ('happened_precision'::character varying)::text, ('kind'::character varying)::text, ('party'::character varying)::text, ('representatives'::character varying)::text, ('text'::character varying)::text]))) OR ((clause_id IS NOT NULL) AND ((field)::text = ANY (ARRAY[('activation'::character varying)::text, ('agreement'::character varying)::text, ('commitment'::character varying)::text, ('concerns'::character varying)::text, ('heading'::character varying)::text, ('number'::character varying)::text, ('strength'::character varying)::text, ('text'::character varying)::text, ('text_basis'::character varying)::text, ('topics'::character varying)::text]))) OR (((field)::text = ANY (ARRAY[('kind'::character varying)::text, ('source'::character varying)::text, ('target'::character varying)::text])) AND (link_id IS NOT NULL)))),
    CONSTRAINT agreements_agreementclaim_kind_known CHECK (((kind)::text = ANY (ARRAY[('assessment'::character varying)::text, ('characterisation'::character varying)::text, ('motive'::character varying)::text, ('prediction'::character varying)::text, ('report'::character varying)::text]))),
    CONSTRAINT agreements_agreementclaim_quote_is_short CHECK ((quote ~ '^(\S+\s+){0,19}\S*$'::text)),
    CONSTRAINT agreements_agreementclaim_verdict_known CHECK (((verdict)::text = ANY (ARRAY[('contradicts'::character varying)::text, ('mentions'::character varying)::text, ('supports'::character varying)::text])))
);

ALTER TABLE public.agreements_agreementclaim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_agreementclaim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_agreementidentifier (
    id bigint NOT NULL,
    value character varying(200) NOT NULL,
    preferred boolean NOT NULL,
    valid_from date,
    valid_to date,
    is_public boolean DEFAULT false NOT NULL,
    scheme character varying(8) NOT NULL,
    agreement_id bigint NOT NULL,
    CONSTRAINT agreements_agreementidentifier_atop_wellformed CHECK (((NOT ((scheme)::text = 'atop'::text)) OR ((value)::text ~ '^[1-9][0-9]{3}$'::text))),
    CONSTRAINT agreements_agreementidentifier_celex_wellformed CHECK (((NOT ((scheme)::text = 'celex'::text)) OR ((value)::text ~ '^[0-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4}(\([0-9]{2}\))?$'::text))),
    CONSTRAINT agreements_agreementidentifier_cow_wellformed CHECK (((NOT ((scheme)::text = 'cow'::text)) OR ((value)::text ~ '^[1-9][0-9]{0,3}$'::text))),
    CONSTRAINT agreements_agreementidentifier_local_wellformed CHECK (((NOT ((scheme)::text = 'local'::text)) OR ((value)::text ~ '^\S(.*\S)?$'::text))),
    CONSTRAINT agreements_agreementidentifier_pax_wellformed CHECK (((NOT ((scheme)::text = 'pax'::text)) OR ((value)::text ~ '^[1-9][0-9]{0,5}$'::text))),
    CONSTRAINT agreements_agreementidentifier_scheme_known CHECK (((scheme)::text = ANY (ARRAY[('atop'::character varying)::text, ('celex'::character varying)::text, ('cow'::character varying)::text, ('local'::character varying)::text, ('pax'::character varying)::text, ('undoc'::character varying)::text, ('unts'::character varying)::text, ('url'::character varying)::text, ('wikidata'::character varying)::text]))),
    CONSTRAINT agreements_agreementidentifier_undoc_wellformed CHECK (((NOT ((scheme)::text = 'undoc'::text)) OR ((value)::text ~ '^[A-Z]+/[0-9A-Za-z/().: -]*[0-9A-Za-z)]$'::text))),
    CONSTRAINT agreements_agreementidentifier_unts_wellformed CHECK (((NOT ((scheme)::text = 'unts'::text)) OR ((value)::text ~ '^(II-)?[1-9][0-9]{0,5}$'::text))),
    CONSTRAINT agreements_agreementidentifier_url_wellformed CHECK (((NOT ((scheme)::text = 'url'::text)) OR ((value)::text ~ '^https?://[^\s]+$'::text))),
    CONSTRAINT agreements_agreementidentifier_valid_to_after_valid_from CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT agreements_agreementidentifier_wikidata_wellformed CHECK (((NOT ((scheme)::text = 'wikidata'::text)) OR ((value)::text ~ '^Q[1-9][0-9]*$'::text))),
    CONSTRAINT agreements_agreementidentifier_within_calendar CHECK ((((valid_from IS NULL) OR ((valid_from >= '0001-01-01'::date) AND (valid_from <= '9998-12-31'::date))) AND ((valid_to IS NULL) OR ((valid_to >= '0001-01-01'::date) AND (valid_to <= '9998-12-31'::date)))))
);

ALTER TABLE public.agreements_agreementidentifier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_agreementidentifier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_agreementlink (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    source_id bigint NOT NULL,
    target_id bigint NOT NULL,
    public_id uuid DEFAULT gen_random_uuid() NOT NULL,
    former_ids text DEFAULT ''::text NOT NULL,
    CONSTRAINT agreements_agreementlink_kind_known CHECK (((kind)::text = ANY (ARRAY[('aligned_with'::character varying)::text, ('amends'::character varying)::text, ('cites'::character varying)::text, ('companion'::character varying)::text, ('counters'::character varying)::text, ('implements'::character varying)::text, ('similar_to'::character varying)::text, ('supersedes'::character varying)::text]))),
    CONSTRAINT agreements_agreementlink_source_is_not_target CHECK ((NOT (source_id = target_id)))
);

ALTER TABLE public.agreements_agreementlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_agreementlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_agreementparty (
    id bigint NOT NULL,
    role character varying(11) NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    actor_id bigint NOT NULL,
    agreement_id bigint NOT NULL,
    CONSTRAINT agreements_agreementparty_role_known CHECK (((role)::text = ANY (ARRAY[('depositary'::character varying)::text, ('eligible'::character varying)::text, ('guarantor'::character varying)::text, ('host'::character varying)::text, ('party'::character varying)::text, ('prospective'::character varying)::text, ('signatory'::character varying)::text, ('third_party'::character varying)::text, ('witness'::character varying)::text])))
);

ALTER TABLE public.agreements_agreementparty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_agreementparty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_clause (
    id bigint NOT NULL,
    number smallint NOT NULL,
    heading character varying(200) NOT NULL,
    text text NOT NULL,
    text_basis character varying(11) NOT NULL,
    commitment character varying(14) NOT NULL,
    strength character varying(11) NOT NULL,
    activation character varying(15) NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    folded text GENERATED ALWAYS AS (public.folded((heading)::text)) STORED COLLATE pg_catalog."C",
    search tsvector GENERATED ALWAYS AS ((public.folded_words((heading)::text, 'A'::text) || public.folded_words(text, 'C'::text))) STORED,
    agreement_id bigint NOT NULL,
    CONSTRAINT agreements_clause_activation_known CHECK (((activation)::text = ANY (ARRAY[('on_attack'::character varying)::text, ('on_consultation'::character varying)::text, ('on_threat'::character varying)::text, ('standing'::character varying)::text]))),
    CONSTRAINT agreements_clause_commitment_known CHECK (((commitment)::text = ANY (ARRAY[('consultation'::character varying)::text, ('cooperation'::character varying)::text, ('defence'::character varying)::text, ('neutrality'::character varying)::text, ('non_aggression'::character varying)::text, ('none'::character varying)::text, ('offence'::character varying)::text, ('support'::character varying)::text]))),
    CONSTRAINT agreements_clause_headed CHECK ((NOT ((heading)::text = ''::text))),
    CONSTRAINT agreements_clause_number_check CHECK ((number >= 0)),
    CONSTRAINT agreements_clause_number_from_one CHECK ((number >= 1)),
    CONSTRAINT agreements_clause_strength_known CHECK (((strength)::text = ANY (ARRAY[('binding'::character varying)::text, ('conditional'::character varying)::text, ('declaratory'::character varying)::text, ('intent'::character varying)::text, ('pledge'::character varying)::text, ('study'::character varying)::text, ('unknown'::character varying)::text]))),
    CONSTRAINT agreements_clause_text_basis_known CHECK (((text_basis)::text = ANY (ARRAY[('paraphrase'::character varying)::text, ('translation'::character varying)::text, ('verbatim'::character varying)::text])))
);

CREATE TABLE public.agreements_clause_concerns (
    id bigint NOT NULL,
    clause_id bigint NOT NULL,
    actor_id bigint NOT NULL
);

ALTER TABLE public.agreements_clause_concerns ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_clause_concerns_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.agreements_clause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_clause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_clause_topics (
    id bigint NOT NULL,
    clause_id bigint NOT NULL,
    topic_id bigint NOT NULL
);

ALTER TABLE public.agreements_clause_topics ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_clause_topics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_partyaction (
    id bigint NOT NULL,
    kind character varying(21) NOT NULL,
    happened_on date,
    happened_precision character varying(8) NOT NULL,
    effective_on date,
    effective_precision character varying(8) NOT NULL,
    text text NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    party_id bigint NOT NULL,
    CONSTRAINT agreements_partyaction_effect_not_before_action CHECK (((NOT ((kind)::text = ANY (ARRAY[('suspended'::character varying)::text, ('resumed'::character varying)::text, ('withdrawn'::character varying)::text, ('denounced'::character varying)::text, ('expelled'::character varying)::text]))) OR (happened_on IS NULL) OR (effective_on IS NULL) OR (happened_on <= public.last_day_of(effective_on, (effective_precision)::text)))),
    CONSTRAINT agreements_partyaction_effective_on_fits_precision CHECK (((effective_on IS NULL) OR (effective_on = public.first_day_of(effective_on, (effective_precision)::text)))),
    CONSTRAINT agreements_partyaction_effective_on_has_precision CHECK ((((effective_on IS NULL) AND ((effective_precision)::text = 'unknown'::text)) OR ((effective_on IS NOT NULL) AND (NOT ((effective_precision)::text = 'unknown'::text))))),
    CONSTRAINT agreements_partyaction_effective_precision_known CHECK (((effective_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT agreements_partyaction_happened_on_fits_precision CHECK (((happened_on IS NULL) OR (happened_on = public.first_day_of(happened_on, (happened_precision)::text)))),
    CONSTRAINT agreements_partyaction_happened_on_has_precision CHECK ((((happened_on IS NULL) AND ((happened_precision)::text = 'unknown'::text)) OR ((happened_on IS NOT NULL) AND (NOT ((happened_precision)::text = 'unknown'::text))))),
    CONSTRAINT agreements_partyaction_happened_precision_known CHECK (((happened_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT agreements_partyaction_kind_known CHECK (((kind)::text = ANY (ARRAY[('acceded'::character varying)::text, ('accepted'::character varying)::text, ('approved'::character varying)::text, ('confirmed'::character varying)::text, ('consented'::character varying)::text, ('declaration'::character varying)::text, ('declaration_withdrawn'::character varying)::text, ('declined'::character varying)::text, ('definitively_signed'::character varying)::text, ('denounced'::character varying)::text, ('expelled'::character varying)::text, ('in_talks'::character varying)::text, ('initialled'::character varying)::text, ('invited'::character varying)::text, ('objection'::character varying)::text, ('objection_withdrawn'::character varying)::text, ('provisional'::character varying)::text, ('ratified'::character varying)::text, ('reservation'::character varying)::text, ('reservation_withdrawn'::character varying)::text, ('resumed'::character varying)::text, ('signed'::character varying)::text, ('succeeded'::character varying)::text, ('suspended'::character varying)::text, ('withdrawn'::character varying)::text]))),
    CONSTRAINT agreements_partyaction_within_calendar CHECK ((((happened_on IS NULL) OR ((happened_on >= '0001-01-01'::date) AND (happened_on <= '9998-12-31'::date))) AND ((effective_on IS NULL) OR ((effective_on >= '0001-01-01'::date) AND (effective_on <= '9998-12-31'::date)))))
);

ALTER TABLE public.agreements_partyaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_partyaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_representative (
    id bigint NOT NULL,
    office character varying(120) NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    action_id bigint NOT NULL,
    person_id bigint,
    CONSTRAINT agreements_representative_named CHECK (((person_id IS NOT NULL) OR (NOT ((office)::text = ''::text))))
);

ALTER TABLE public.agreements_representative ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_representative_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_topic (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    label character varying(80) NOT NULL,
    definition text NOT NULL,
    parent_id bigint,
    CONSTRAINT agreements_topic_code_wellformed CHECK (((code)::text ~ '^[a-z][a-z_]*(\.[a-z][a-z_]*)*$'::text)),
    CONSTRAINT agreements_topic_defined CHECK ((NOT (definition = ''::text))),
    CONSTRAINT agreements_topic_dotted_code_has_parent CHECK (((((code)::text ~ '^[^.]*$'::text) AND (parent_id IS NULL)) OR (((code)::text ~~ '%.%'::text) AND (parent_id IS NOT NULL))))
);

ALTER TABLE public.agreements_topic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_topic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_topiccrosswalk (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    match character varying(6) NOT NULL,
    scheme character varying(4) NOT NULL,
    term_id bigint NOT NULL,
    CONSTRAINT agreements_topiccrosswalk_code_given CHECK ((NOT ((code)::text = ''::text))),
    CONSTRAINT agreements_topiccrosswalk_match_known CHECK (((match)::text = ANY (ARRAY[('broad'::character varying)::text, ('close'::character varying)::text, ('exact'::character varying)::text, ('narrow'::character varying)::text]))),
    CONSTRAINT agreements_topiccrosswalk_scheme_known CHECK (((scheme)::text = ANY (ARRAY[('atop'::character varying)::text, ('cow'::character varying)::text, ('dcad'::character varying)::text, ('pax'::character varying)::text])))
);

ALTER TABLE public.agreements_topiccrosswalk ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_topiccrosswalk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_user (
    id integer NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);

CREATE TABLE public.auth_user_groups (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    group_id integer NOT NULL
);

ALTER TABLE public.auth_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.auth_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_user_user_permissions (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_actorclaimhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    source_id bigint,
    locator text,
    attributed_to text,
    field text,
    kind text,
    verdict text,
    asserted_value text,
    quote text,
    credibility smallint,
    actor_id bigint,
    relationship_id bigint,
    pgh_context jsonb,
    pgh_context_id uuid,
    public_id uuid,
    former_ids text,
    CONSTRAINT curation_actorclaimhistory_credibility_check CHECK ((credibility >= 0))
);

ALTER TABLE public.curation_actorclaimhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_actorclaimhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_actorhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    slug text,
    review_status text,
    merged_into_id bigint,
    retraction_reason text,
    note text,
    submitted_by_id bigint,
    submitted_at timestamp with time zone,
    reviewed_by_id bigint,
    reviewed_at timestamp with time zone,
    kind text,
    name text,
    country_id bigint,
    description text,
    active_from date,
    active_from_precision text,
    active_to date,
    active_to_precision text,
    lifecycle text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_actorhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_actorhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_actoridentifierhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    actor_id bigint,
    scheme text,
    value text,
    preferred boolean,
    pgh_context jsonb,
    pgh_context_id uuid,
    valid_from date,
    valid_to date
);

ALTER TABLE public.curation_actoridentifierhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_actoridentifierhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_actornamehistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    actor_id bigint,
    name text,
    language text,
    kind text,
    pgh_context jsonb,
    pgh_context_id uuid,
    valid_from date,
    valid_from_precision text,
    valid_to date,
    valid_to_precision text
);

ALTER TABLE public.curation_actornamehistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_actornamehistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_agreementclaimhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    source_id bigint,
    locator text,
    attributed_to text,
    field text,
    kind text,
    verdict text,
    asserted_value text,
    quote text,
    credibility smallint,
    agreement_id bigint,
    party_id bigint,
    clause_id bigint,
    link_id bigint,
    pgh_context jsonb,
    pgh_context_id uuid,
    public_id uuid,
    former_ids text,
    action_id bigint,
    CONSTRAINT curation_agreementclaimhistory_credibility_check CHECK ((credibility >= 0))
);

ALTER TABLE public.curation_agreementclaimhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_agreementclaimhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_agreementhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    slug text,
    review_status text,
    merged_into_id bigint,
    retraction_reason text,
    note text,
    submitted_by_id bigint,
    submitted_at timestamp with time zone,
    reviewed_by_id bigint,
    reviewed_at timestamp with time zone,
    kind text,
    title text,
    short_title text,
    status text,
    bindingness text,
    open_to_accession boolean,
    bloc_id bigint,
    summary text,
    signed_on date,
    signed_precision text,
    in_force_on date,
    terminated_on date,
    text_status text,
    text_url text,
    pgh_context jsonb,
    pgh_context_id uuid,
    in_force_precision text,
    terminated_precision text
);

ALTER TABLE public.curation_agreementhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_agreementhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_agreementidentifierhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    value text,
    preferred boolean,
    valid_from date,
    valid_to date,
    agreement_id bigint,
    scheme text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_agreementidentifierhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_agreementidentifierhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_agreementlinkhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    source_id bigint,
    kind text,
    target_id bigint,
    pgh_context jsonb,
    pgh_context_id uuid,
    public_id uuid,
    former_ids text
);

ALTER TABLE public.curation_agreementlinkhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_agreementlinkhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_agreementpartyhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    agreement_id bigint,
    actor_id bigint,
    role text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_agreementpartyhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_agreementpartyhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_batchitem (
    id bigint NOT NULL,
    object_id bigint NOT NULL,
    seen_version integer,
    state character varying(7) NOT NULL,
    reason text NOT NULL,
    content_type_id integer NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT curation_batchitem_object_id_check CHECK ((object_id >= 0)),
    CONSTRAINT curation_batchitem_says_why_not CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT (reason = ''::text)))),
    CONSTRAINT curation_batchitem_seen_version_check CHECK ((seen_version >= 0)),
    CONSTRAINT curation_batchitem_state_known CHECK (((state)::text = ANY (ARRAY[('done'::character varying)::text, ('refused'::character varying)::text, ('waiting'::character varying)::text])))
);

ALTER TABLE public.curation_batchitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_batchitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_clauseconcernshistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    clause_id bigint,
    actor_id bigint,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_clauseconcernshistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_clauseconcernshistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_clausehistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    agreement_id bigint,
    number smallint,
    heading text,
    text text,
    text_basis text,
    commitment text,
    strength text,
    activation text,
    pgh_context jsonb,
    pgh_context_id uuid,
    CONSTRAINT curation_clausehistory_number_check CHECK ((number >= 0))
);

ALTER TABLE public.curation_clausehistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_clausehistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_clausetopicshistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    clause_id bigint,
    topic_id bigint,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_clausetopicshistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_clausetopicshistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_eventclaimhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    source_id bigint,
    locator text,
    attributed_to text,
    field text,
    kind text,
    verdict text,
    asserted_value text,
    quote text,
    credibility smallint,
    event_id bigint,
    participation_id bigint,
    link_id bigint,
    figure_id bigint,
    pgh_context jsonb,
    pgh_context_id uuid,
    public_id uuid,
    former_ids text,
    CONSTRAINT curation_eventclaimhistory_credibility_check CHECK ((credibility >= 0))
);

ALTER TABLE public.curation_eventclaimhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_eventclaimhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_eventhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    slug text,
    review_status text,
    merged_into_id bigint,
    retraction_reason text,
    note text,
    submitted_by_id bigint,
    submitted_at timestamp with time zone,
    reviewed_by_id bigint,
    reviewed_at timestamp with time zone,
    type_id bigint,
    title text,
    summary text,
    modality text,
    date_from date,
    date_to date,
    date_precision text,
    is_span boolean,
    lifecycle text,
    place_id bigint,
    geo_precision text,
    agreement_id bigint,
    parent_id bigint,
    pgh_context jsonb,
    pgh_context_id uuid,
    date_qualifier text,
    end_precision text,
    end_qualifier text,
    part_in_time boolean,
    undated_reason text
);

ALTER TABLE public.curation_eventhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_eventhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_eventidentifierhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    value text,
    preferred boolean,
    valid_from date,
    valid_to date,
    event_id bigint,
    scheme text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_eventidentifierhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_eventidentifierhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_eventlinkhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    source_id bigint,
    kind text,
    target_id bigint,
    pgh_context jsonb,
    pgh_context_id uuid,
    public_id uuid,
    former_ids text,
    lag smallint,
    lag_unit text,
    CONSTRAINT curation_eventlinkhistory_lag_check CHECK ((lag >= 0))
);

ALTER TABLE public.curation_eventlinkhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_eventlinkhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_eventtypecrosswalkhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    code text,
    match text,
    term_id bigint,
    scheme text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_eventtypecrosswalkhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_eventtypecrosswalkhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_eventtypehistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    code text,
    label text,
    definition text,
    parent_id bigint,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_eventtypehistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_eventtypehistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_figurehistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    slug text,
    review_status text,
    merged_into_id bigint,
    retraction_reason text,
    note text,
    submitted_by_id bigint,
    submitted_at timestamp with time zone,
    reviewed_by_id bigint,
    reviewed_at timestamp with time zone,
    metric text,
    value numeric(18,2),
    value_max numeric(18,2),
    comparator text,
    unit text,
    currency text,
    as_of date,
    as_of_precision text,
    actor_id bigint,
    agreement_id bigint,
    event_id bigint,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_figurehistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_figurehistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_figureidentifierhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    value text,
    preferred boolean,
    valid_from date,
    valid_to date,
    figure_id bigint,
    scheme text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_figureidentifierhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_figureidentifierhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_merge (
    id bigint NOT NULL,
    stayed_id bigint NOT NULL,
    stayed character varying(300) NOT NULL,
    gone_id bigint NOT NULL,
    gone character varying(300) NOT NULL,
    changes jsonb NOT NULL,
    merged_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    undone_at timestamp with time zone,
    content_type_id integer NOT NULL,
    merged_by_id integer NOT NULL,
    undone_by_id integer,
    CONSTRAINT curation_merge_gone_id_check CHECK ((gone_id >= 0)),
    CONSTRAINT curation_merge_stayed_id_check CHECK ((stayed_id >= 0))
);

ALTER TABLE public.curation_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_participationhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    event_id bigint,
    actor_id bigint,
    role text,
    stance text,
    toward_id bigint,
    on_behalf_of_id bigint,
    capacity text,
    statement text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_participationhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_participationhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_partyactionhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    party_id bigint,
    kind text,
    happened_on date,
    happened_precision text,
    effective_on date,
    effective_precision text,
    text text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_partyactionhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_partyactionhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_placehistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    slug text,
    name text,
    kind text,
    country_id bigint,
    parent_id bigint,
    latitude numeric(7,5),
    longitude numeric(8,5),
    geonames_id integer,
    pgh_context jsonb,
    pgh_context_id uuid,
    CONSTRAINT curation_placehistory_geonames_id_check CHECK ((geonames_id >= 0))
);

ALTER TABLE public.curation_placehistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_placehistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_placeidentifierhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    value text,
    preferred boolean,
    valid_from date,
    valid_to date,
    place_id bigint,
    scheme text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_placeidentifierhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_placeidentifierhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_placenamehistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    place_id bigint,
    name text,
    language text,
    pgh_context jsonb,
    pgh_context_id uuid,
    valid_from date,
    valid_from_precision text,
    valid_to date,
    valid_to_precision text
);

ALTER TABLE public.curation_placenamehistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_placenamehistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_proposal (
    id bigint NOT NULL,
    object_id bigint NOT NULL,
    based_on integer NOT NULL,
    data jsonb NOT NULL,
    before jsonb NOT NULL,
    difference jsonb NOT NULL,
    note text NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    state character varying(9) NOT NULL,
    decided_at timestamp with time zone,
    decision_note text NOT NULL,
    author_id integer NOT NULL,
    content_type_id integer NOT NULL,
    decided_by_id integer,
    terms jsonb NOT NULL,
    group_id bigint,
    CONSTRAINT curation_proposal_based_on_check CHECK ((based_on >= 0)),
    CONSTRAINT curation_proposal_decided_by_another CHECK (((NOT ((state)::text = ANY (ARRAY[('accepted'::character varying)::text, ('declined'::character varying)::text]))) OR (NOT ((author_id = decided_by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT curation_proposal_decision_is_signed CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT curation_proposal_object_id_check CHECK ((object_id >= 0)),
    CONSTRAINT curation_proposal_state_known CHECK (((state)::text = ANY (ARRAY[('accepted'::character varying)::text, ('declined'::character varying)::text, ('open'::character varying)::text, ('withdrawn'::character varying)::text]))),
    CONSTRAINT curation_proposal_withdrawn_by_author CHECK (((NOT ((state)::text = 'withdrawn'::text)) OR (author_id = decided_by_id)))
);

ALTER TABLE public.curation_proposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_proposalgroup (
    id bigint NOT NULL,
    name character varying(255) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    author_id integer NOT NULL
);

ALTER TABLE public.curation_proposalgroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_proposalgroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_relationshiphistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    slug text,
    review_status text,
    merged_into_id bigint,
    retraction_reason text,
    note text,
    submitted_by_id bigint,
    submitted_at timestamp with time zone,
    reviewed_by_id bigint,
    reviewed_at timestamp with time zone,
    subject_id bigint,
    kind text,
    status text,
    object_id bigint,
    title text,
    start_on date,
    start_precision text,
    end_on date,
    end_precision text,
    lifecycle text,
    as_of date,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_relationshiphistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_relationshiphistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_relationshipidentifierhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    value text,
    preferred boolean,
    valid_from date,
    valid_to date,
    relationship_id bigint,
    scheme text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_relationshipidentifierhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_relationshipidentifierhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_representativehistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    action_id bigint,
    person_id bigint,
    office text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_representativehistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_representativehistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_reviewbatch (
    id bigint NOT NULL,
    decision character varying(9) NOT NULL,
    note text NOT NULL,
    origin character varying(2000) NOT NULL,
    language character varying(10) NOT NULL,
    state character varying(11) NOT NULL,
    task uuid,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    heartbeat_at timestamp with time zone,
    finished_at timestamp with time zone,
    user_id integer NOT NULL,
    CONSTRAINT curation_reviewbatch_decision_known CHECK (((decision)::text = ANY (ARRAY[('accepted'::character varying)::text, ('declined'::character varying)::text, ('draft'::character varying)::text, ('in_review'::character varying)::text, ('published'::character varying)::text, ('retracted'::character varying)::text, ('withdrawn'::character varying)::text]))),
    CONSTRAINT curation_reviewbatch_state_known CHECK (((state)::text = ANY (ARRAY[('done'::character varying)::text, ('interrupted'::character varying)::text, ('prepared'::character varying)::text, ('queued'::character varying)::text, ('running'::character varying)::text, ('stopped'::character varying)::text])))
);

ALTER TABLE public.curation_reviewbatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_reviewbatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_savedsearch (
    id bigint NOT NULL,
    "table" character varying(100) NOT NULL,
    name character varying(80) NOT NULL,
    query character varying(1000) NOT NULL,
    is_shared boolean NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    owner_id integer NOT NULL,
    CONSTRAINT curation_savedsearch_asks CHECK ((NOT ((query)::text = ''::text))),
    CONSTRAINT curation_savedsearch_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT curation_savedsearch_table_wellformed CHECK ((("table")::text ~ '^[a-z]+\.[a-z]+$'::text))
);

ALTER TABLE public.curation_savedsearch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_savedsearch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_sourcehistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    slug text,
    review_status text,
    merged_into_id bigint,
    retraction_reason text,
    note text,
    submitted_by_id bigint,
    submitted_at timestamp with time zone,
    reviewed_by_id bigint,
    reviewed_at timestamp with time zone,
    kind text,
    title text,
    author text,
    publisher text,
    published_on date,
    published_precision text,
    language text,
    url text,
    archive_url text,
    accessed_on date,
    licence text,
    reliability text,
    pgh_context jsonb,
    pgh_context_id uuid,
    relies_on_id bigint,
    word_count integer,
    CONSTRAINT curation_sourcehistory_word_count_check CHECK ((word_count >= 0))
);

ALTER TABLE public.curation_sourcehistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_sourcehistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_sourceidentifierhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    value text,
    preferred boolean,
    valid_from date,
    valid_to date,
    source_id bigint,
    scheme text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_sourceidentifierhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_sourceidentifierhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_topiccrosswalkhistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    code text,
    match text,
    term_id bigint,
    scheme text,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_topiccrosswalkhistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_topiccrosswalkhistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.curation_topichistory (
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    pgh_id bigint NOT NULL,
    pgh_transaction bigint DEFAULT txid_current() NOT NULL,
    id bigint,
    code text,
    label text,
    definition text,
    parent_id bigint,
    pgh_context jsonb,
    pgh_context_id uuid
);

ALTER TABLE public.curation_topichistory ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.curation_topichistory_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_admin_log (
    id integer NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id integer NOT NULL,
    CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0))
);

ALTER TABLE public.django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_admin_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.django_tasks_database_dbtaskresult (
    id uuid NOT NULL,
    status character varying(10) NOT NULL,
    args_kwargs jsonb NOT NULL,
    priority integer NOT NULL,
    task_path text NOT NULL,
    queue_name character varying(32) NOT NULL,
    backend_name character varying(32) NOT NULL,
    run_after timestamp with time zone NOT NULL,
    enqueued_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    started_at timestamp with time zone,
    return_value jsonb,
    exception_class_path text CONSTRAINT django_tasks_database_dbtaskresul_exception_class_path_not_null NOT NULL,
    traceback text NOT NULL,
    worker_ids jsonb NOT NULL,
    CONSTRAINT priority_range CHECK (((priority >= '-100'::integer) AND (priority <= 100)))
);

CREATE TABLE public.events_arc (
    side text NOT NULL,
    from_event bigint NOT NULL,
    from_point text NOT NULL,
    to_event bigint NOT NULL,
    to_point text NOT NULL,
    lag integer NOT NULL,
    ground text NOT NULL,
    row_id bigint NOT NULL,
    curators_know boolean NOT NULL,
    readers_know boolean NOT NULL
);

COMMENT ON TABLE public.events_arc IS 'How bounds of days pass from event to event (events/sql/bound_arcs.sql); only triggers write to it.';

CREATE TABLE public.events_bound (
    event_id bigint NOT NULL,
    is_public boolean NOT NULL,
    start_from date,
    start_to date,
    end_from date,
    end_to date,
    reasons jsonb NOT NULL,
    is_contradictory boolean NOT NULL,
    stated text NOT NULL,
    is_ongoing boolean NOT NULL,
    bounded daterange GENERATED ALWAYS AS (
CASE
    WHEN (is_contradictory OR (start_from IS NULL)) THEN NULL::daterange
    WHEN (end_to IS NOT NULL) THEN daterange(start_from, end_to, '[]'::text)
    WHEN is_ongoing THEN daterange(start_from, NULL::date)
    ELSE NULL::daterange
END) STORED,
    possible daterange GENERATED ALWAYS AS (
CASE
    WHEN (NOT is_contradictory) THEN daterange(start_from, end_to, '[]'::text)
    ELSE NULL::daterange
END) STORED,
    dating text GENERATED ALWAYS AS (
CASE
    WHEN is_contradictory THEN 'contradictory'::text
    WHEN (stated = 'both'::text) THEN 'stated'::text
    WHEN ((start_from IS NOT NULL) AND ((end_to IS NOT NULL) OR is_ongoing)) THEN 'inferred'::text
    ELSE 'one_sided'::text
END) STORED NOT NULL
);

COMMENT ON TABLE public.events_bound IS 'Bounds of the days of events where something is inferred, from all rows and from public rows alone; only triggers write to it.';

COMMENT ON COLUMN public.events_bound.stated IS 'How many sides of its days the event states itself: both, one, or none.';

CREATE TABLE public.events_event (
    id bigint NOT NULL,
    slug character varying(120) NOT NULL,
    review_status character varying(10) NOT NULL,
    retraction_reason character varying(300) NOT NULL,
    note text NOT NULL,
    is_public boolean GENERATED ALWAYS AS (((review_status)::text = 'published'::text)) STORED,
    submitted_at timestamp with time zone,
    reviewed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    retracted_at timestamp with time zone,
    title character varying(300) NOT NULL,
    summary text NOT NULL,
    modality character varying(12) NOT NULL,
    date_from date,
    date_to date,
    date_precision character varying(7) NOT NULL,
    is_span boolean NOT NULL,
    lifecycle character varying(7) NOT NULL,
    geo_precision character varying(10) NOT NULL,
    folded text GENERATED ALWAYS AS (public.folded((title)::text)) STORED COLLATE pg_catalog."C",
    search tsvector GENERATED ALWAYS AS ((public.folded_words((title)::text, 'A'::text) || public.folded_words(summary, 'C'::text))) STORED,
    agreement_id bigint,
    merged_into_id bigint,
    parent_id bigint,
    reviewed_by_id integer,
    submitted_by_id integer,
    type_id bigint NOT NULL,
    place_id bigint,
    sort_key text GENERATED ALWAYS AS (public.sort_key((title)::text)) STORED COLLATE pg_catalog."C",
    date_qualifier character varying(1) NOT NULL,
    end_precision character varying(7) NOT NULL,
    end_qualifier character varying(1) NOT NULL,
    period daterange GENERATED ALWAYS AS (public.event_period(date_from, date_to, (date_precision)::text, is_span, (lifecycle)::text)) STORED,
    causal_rank integer DEFAULT 0 NOT NULL,
    part_in_time boolean NOT NULL,
    undated_reason character varying(10) NOT NULL,
    CONSTRAINT events_event_causal_rank_check CHECK ((causal_rank >= 0)),
    CONSTRAINT events_event_date_precision_known CHECK (((date_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('range'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT events_event_date_qualifier_known CHECK (((date_qualifier)::text = ANY (ARRAY[(''::character varying)::text, ('%'::character varying)::text, ('?'::character varying)::text, ('~'::character varying)::text]))),
    CONSTRAINT events_event_date_to_not_before_date_from CHECK (((date_to IS NULL) OR (date_from IS NULL) OR (date_to >= date_from))),
    CONSTRAINT events_event_dated_has_no_reason CHECK ((((undated_reason)::text = ''::text) OR ((date_from IS NULL) AND (date_to IS NULL)))),
    CONSTRAINT events_event_day_is_one_day CHECK (((NOT (((date_precision)::text = 'day'::text) AND ((end_precision)::text = ''::text))) OR (date_from IS NULL) OR (date_to IS NULL) OR (date_to = date_from))),
    CONSTRAINT events_event_end_precision_differs CHECK ((((end_precision)::text = ''::text) OR ((date_from IS NOT NULL) AND (date_to IS NOT NULL) AND (NOT (((end_precision)::text = 'unknown'::text) OR ((end_precision)::text = (date_precision)::text))) AND (NOT ((date_precision)::text = 'range'::text))))),
    CONSTRAINT events_event_end_precision_known CHECK (((end_precision)::text = ANY (ARRAY[(''::character varying)::text, ('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT events_event_end_qualifier_known CHECK (((end_qualifier)::text = ANY (ARRAY[(''::character varying)::text, ('%'::character varying)::text, ('?'::character varying)::text, ('~'::character varying)::text]))),
    CONSTRAINT events_event_geo_precision_known CHECK (((geo_precision)::text = ANY (ARRAY[(''::character varying)::text, ('admin1'::character varying)::text, ('admin2'::character varying)::text, ('area'::character varying)::text, ('country'::character varying)::text, ('facility'::character varying)::text, ('near'::character varying)::text, ('region'::character varying)::text, ('settlement'::character varying)::text, ('water_air'::character varying)::text]))),
    CONSTRAINT events_event_geo_precision_needs_place CHECK ((((geo_precision)::text = ''::text) OR (place_id IS NOT NULL))),
    CONSTRAINT events_event_in_review_has_submitter CHECK (((NOT ((review_status)::text = 'in_review'::text)) OR (submitted_by_id IS NOT NULL))),
    CONSTRAINT events_event_in_time_of_parent CHECK (((NOT part_in_time) OR (parent_id IS NOT NULL))),
    CONSTRAINT events_event_lifecycle_known CHECK (((lifecycle)::text = ANY (ARRAY[('ended'::character varying)::text, ('ongoing'::character varying)::text, ('unknown'::character varying)::text]))),
    CONSTRAINT events_event_merged_into_is_not_id CHECK ((NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL)))),
    CONSTRAINT events_event_merged_is_retracted CHECK (((merged_into_id IS NULL) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT events_event_modality_known CHECK (((modality)::text = ANY (ARRAY[('alleged'::character varying)::text, ('announced'::character varying)::text, ('denied'::character varying)::text, ('hypothetical'::character varying)::text, ('occurred'::character varying)::text, ('planned'::character varying)::text]))),
    CONSTRAINT events_event_ongoing_has_no_end CHECK (((NOT ((lifecycle)::text = 'ongoing'::text)) OR ((date_to IS NULL) AND is_span))),
    CONSTRAINT events_event_parent_is_not_id CHECK ((NOT ((parent_id = id) AND (parent_id IS NOT NULL)))),
    CONSTRAINT events_event_qualified_has_day CHECK (((((date_qualifier)::text = ''::text) OR (date_from IS NOT NULL)) AND (((end_qualifier)::text = ''::text) OR (date_to IS NOT NULL)))),
    CONSTRAINT events_event_range_is_several_days CHECK (((NOT ((date_precision)::text = 'range'::text)) OR (date_from < date_to))),
    CONSTRAINT events_event_retraction_means_retracted CHECK ((((retracted_at IS NULL) AND ((retraction_reason)::text = ''::text)) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT events_event_review_status_known CHECK (((review_status)::text = ANY (ARRAY[('draft'::character varying)::text, ('in_review'::character varying)::text, ('published'::character varying)::text, ('retracted'::character varying)::text]))),
    CONSTRAINT events_event_reviewer_is_not_submitter CHECK (((submitted_by_id IS NULL) OR (reviewed_by_id IS NULL) OR (NOT ((submitted_by_id = reviewed_by_id) AND (submitted_by_id IS NOT NULL) AND (reviewed_by_id IS NOT NULL))))),
    CONSTRAINT events_event_slug_wellformed CHECK (((slug)::text ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
    CONSTRAINT events_event_titled CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT events_event_undated_is_unknown CHECK ((((date_from IS NULL) AND ((date_precision)::text = 'unknown'::text) AND (date_to IS NULL)) OR (((date_from IS NOT NULL) OR (date_to IS NOT NULL)) AND (NOT ((date_precision)::text = 'unknown'::text))))),
    CONSTRAINT events_event_undated_reason_known CHECK (((undated_reason)::text = ANY (ARRAY[(''::character varying)::text, ('judgement'::character varying)::text, ('not_stated'::character varying)::text, ('standing'::character varying)::text]))),
    CONSTRAINT events_event_version_check CHECK ((version >= 0)),
    CONSTRAINT events_event_window_fits_precision CHECK ((((date_from IS NULL) OR (date_from = public.first_day_of(date_from, (date_precision)::text))) AND ((date_to IS NULL) OR ((date_to = public.last_day_of(date_to, (date_precision)::text)) AND ((end_precision)::text = ''::text)) OR ((NOT ((end_precision)::text = ''::text)) AND (date_to = public.last_day_of(date_to, (end_precision)::text)))))),
    CONSTRAINT events_event_within_calendar CHECK ((((date_from IS NULL) OR ((date_from >= '0001-01-01'::date) AND (date_from <= '9998-12-31'::date))) AND ((date_to IS NULL) OR ((date_to >= '0001-01-01'::date) AND (date_to <= '9998-12-31'::date)))))
);

ALTER TABLE public.events_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_eventclaim (
    id bigint NOT NULL,
    locator character varying(60) NOT NULL,
    attributed_to character varying(120) NOT NULL,
    field character varying(40) NOT NULL,
    kind character varying(16) NOT NULL,
    verdict character varying(11) NOT NULL,
    asserted_value character varying(300) NOT NULL,
    quote text NOT NULL,
    credibility smallint NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    event_id bigint,
    source_id bigint NOT NULL,
    link_id bigint,
    figure_id bigint,
    participation_id bigint,
    public_id uuid DEFAULT gen_random_uuid() NOT NULL,
    former_ids text DEFAULT ''::text NOT NULL,
    CONSTRAINT events_eventclaim_about_one_row CHECK ((((event_id IS NOT NULL) AND (figure_id IS NULL) AND (link_id IS NULL) AND (participation_id IS NULL)) OR ((event_id IS NULL) AND (figure_id IS NULL) AND (link_id IS NULL) AND (participation_id IS NOT NULL)) OR ((event_id IS NULL) AND (figure_id IS NULL) AND (link_id IS NOT NULL) AND (participation_id IS NULL)) OR ((event_id IS NULL) AND (figure_id IS NOT NULL) AND (link_id IS NULL) AND (participation_id IS NULL)))),
    CONSTRAINT events_eventclaim_confirmed_means_supported CHECK (((NOT (credibility = 1)) OR ((verdict)::text = 'supports'::text))),
    CONSTRAINT events_eventclaim_contradiction_is_specific CHECK (((NOT ((verdict)::text = 'contradicts'::text)) OR ((NOT ((field)::text = ''::text)) AND (NOT ((asserted_value)::text = ''::text))))),
    CONSTRAINT events_eventclaim_credibility_check CHECK ((credibility >= 0)),
    CONSTRAINT events_eventclaim_credibility_known CHECK (((credibility >= 1) AND (credibility <= 6))),
    CONSTRAINT events_eventclaim_field_exists CHECK ((((field)::text = ''::text) OR ((event_id IS NOT NULL) AND ((field)::text = ANY (ARRAY[('agreement'::character varying)::text, ('date_from'::character varying)::text, ('date_precision'::character varying)::text, ('date_qualifier'::character varying)::text, ('date_to'::character varying)::text, ('end_precision'::character varying)::text, ('end_qualifier'::character varying)::text, ('geo_precision'::character varying)::text, ('is_span'::character varying)::text, ('lifecycle'::character varying)::text, ('modality'::character varying)::text, ('parent'::character varying)::text, ('part_in_time'::character varying)::text, ('place'::character varying)::text, ('summary'::character varying)::text, ('title'::character varying)::text, ('type'::character varying)::text, ('undated_reason'::character varying)::text]))) OR (((field)::text = ANY (ARRAY[('actor'::character varying)::text, ('capacity'::character varying)::text, ('event'::character varying)::text, ('on_behalf_of'::character varying)::text, ('role'::character varying)::text, ('stance'::character varying)::text, ('statement'::character varying)::text, ('toward'::character varying)::text])) AND (participation_id IS NOT NULL)) OR (((field)::text = ANY (ARRAY[('kind'::character varying)::text, ('lag'::character varying)::text, ('lag_unit'::character varying)::text, ('source'::character varying)::text, ('target'::character varying)::text])) AND (link_id IS NOT NULL)) OR (((field)::text = ANY (ARRAY[('actor'::character varying)::text, ('agreement'::character varying)::text, ('as_of'::character varying)::text, ('as_of_precision'::character varying)::text, ('comparator'::character varying)::text, ('currency'::character varying)::text, ('event'::character varying)::text, ('metric'::character varying)::text, ('unit'::character varying)::text, ('value'::character varying)::text, ('value_max'::character varying)::text])) AND (figure_id IS NOT NULL)))),
    CONSTRAINT events_eventclaim_kind_known CHECK (((kind)::text = ANY (ARRAY[('assessment'::character varying)::text, ('characterisation'::character varying)::text, ('motive'::character varying)::text, ('prediction'::character varying)::text, ('report'::character varying)::text]))),
    CONSTRAINT events_eventclaim_quote_is_short CHECK ((quote ~ '^(\S+\s+){0,19}\S*$'::text)),
    CONSTRAINT events_eventclaim_verdict_known CHECK (((verdict)::text = ANY (ARRAY[('contradicts'::character varying)::text, ('mentions'::character varying)::text, ('supports'::character varying)::text])))
);

ALTER TABLE public.events_eventclaim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_eventclaim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_eventidentifier (
    id bigint NOT NULL,
    value character varying(200) NOT NULL,
    preferred boolean NOT NULL,
    valid_from date,
    valid_to date,
    is_public boolean DEFAULT false NOT NULL,
    scheme character varying(8) NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT events_eventidentifier_acled_wellformed CHECK (((NOT ((scheme)::text = 'acled'::text)) OR ((value)::text ~ '^[A-Z]{3}[0-9]+$'::text))),
    CONSTRAINT events_eventidentifier_ged_wellformed CHECK (((NOT ((scheme)::text = 'ged'::text)) OR ((value)::text ~ '^[1-9][0-9]*$'::text))),
    CONSTRAINT events_eventidentifier_local_wellformed CHECK (((NOT ((scheme)::text = 'local'::text)) OR ((value)::text ~ '^\S(.*\S)?$'::text))),
    CONSTRAINT events_eventidentifier_scheme_known CHECK (((scheme)::text = ANY (ARRAY[('acled'::character varying)::text, ('ged'::character varying)::text, ('local'::character varying)::text, ('ucdp'::character varying)::text, ('url'::character varying)::text, ('wikidata'::character varying)::text]))),
    CONSTRAINT events_eventidentifier_ucdp_wellformed CHECK (((NOT ((scheme)::text = 'ucdp'::text)) OR ((value)::text ~ '^[1-9][0-9]*$'::text))),
    CONSTRAINT events_eventidentifier_url_wellformed CHECK (((NOT ((scheme)::text = 'url'::text)) OR ((value)::text ~ '^https?://[^\s]+$'::text))),
    CONSTRAINT events_eventidentifier_valid_to_after_valid_from CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT events_eventidentifier_wikidata_wellformed CHECK (((NOT ((scheme)::text = 'wikidata'::text)) OR ((value)::text ~ '^Q[1-9][0-9]*$'::text))),
    CONSTRAINT events_eventidentifier_within_calendar CHECK ((((valid_from IS NULL) OR ((valid_from >= '0001-01-01'::date) AND (valid_from <= '9998-12-31'::date))) AND ((valid_to IS NULL) OR ((valid_to >= '0001-01-01'::date) AND (valid_to <= '9998-12-31'::date)))))
);

ALTER TABLE public.events_eventidentifier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_eventidentifier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_eventlink (
    id bigint NOT NULL,
    kind character varying(11) NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    source_id bigint NOT NULL,
    target_id bigint NOT NULL,
    public_id uuid DEFAULT gen_random_uuid() NOT NULL,
    former_ids text DEFAULT ''::text NOT NULL,
    lag smallint,
    lag_unit character varying(5) NOT NULL,
    CONSTRAINT events_eventlink_kind_known CHECK (((kind)::text = ANY (ARRAY[('caused_by'::character varying)::text, ('contradicts'::character varying)::text, ('follows'::character varying)::text, ('implements'::character varying)::text, ('response_to'::character varying)::text]))),
    CONSTRAINT events_eventlink_lag_check CHECK ((lag >= 0)),
    CONSTRAINT events_eventlink_lag_has_unit CHECK ((((lag IS NULL) AND ((lag_unit)::text = ''::text)) OR ((lag >= 1) AND (lag <= 1000) AND (NOT ((lag_unit)::text = ''::text)) AND (NOT ((kind)::text = 'contradicts'::text))))),
    CONSTRAINT events_eventlink_lag_unit_known CHECK (((lag_unit)::text = ANY (ARRAY[(''::character varying)::text, ('day'::character varying)::text, ('month'::character varying)::text, ('week'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT events_eventlink_source_is_not_target CHECK ((NOT (source_id = target_id)))
);

ALTER TABLE public.events_eventlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_eventlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_eventtype (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    label character varying(80) NOT NULL,
    definition text NOT NULL,
    parent_id bigint,
    CONSTRAINT events_eventtype_code_wellformed CHECK (((code)::text ~ '^[a-z][a-z_]*(\.[a-z][a-z_]*)*$'::text)),
    CONSTRAINT events_eventtype_defined CHECK ((NOT (definition = ''::text))),
    CONSTRAINT events_eventtype_dotted_code_has_parent CHECK (((((code)::text ~ '^[^.]*$'::text) AND (parent_id IS NULL)) OR (((code)::text ~~ '%.%'::text) AND (parent_id IS NOT NULL))))
);

ALTER TABLE public.events_eventtype ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_eventtype_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_eventtypecrosswalk (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    match character varying(6) NOT NULL,
    scheme character varying(6) NOT NULL,
    term_id bigint NOT NULL,
    CONSTRAINT events_eventtypecrosswalk_code_given CHECK ((NOT ((code)::text = ''::text))),
    CONSTRAINT events_eventtypecrosswalk_match_known CHECK (((match)::text = ANY (ARRAY[('broad'::character varying)::text, ('close'::character varying)::text, ('exact'::character varying)::text, ('narrow'::character varying)::text]))),
    CONSTRAINT events_eventtypecrosswalk_scheme_known CHECK (((scheme)::text = ANY (ARRAY[('acled'::character varying)::text, ('cameo'::character varying)::text, ('ged'::character varying)::text, ('plover'::character varying)::text])))
);

ALTER TABLE public.events_eventtypecrosswalk ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_eventtypecrosswalk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_figure (
    id bigint NOT NULL,
    slug character varying(120) NOT NULL,
    review_status character varying(10) NOT NULL,
    retraction_reason character varying(300) NOT NULL,
    note text NOT NULL,
    submitted_at timestamp with time zone,
    reviewed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    retracted_at timestamp with time zone,
    metric character varying(24) NOT NULL,
    value numeric(18,2) NOT NULL,
    value_max numeric(18,2),
    comparator character varying(6) NOT NULL,
    unit character varying(11) NOT NULL,
    currency character varying(3) NOT NULL,
    as_of date,
    as_of_precision character varying(8) NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    actor_id bigint,
    agreement_id bigint,
    event_id bigint,
    merged_into_id bigint,
    reviewed_by_id integer,
    submitted_by_id integer,
    CONSTRAINT events_figure_about_one_thing CHECK ((((actor_id IS NOT NULL) AND (agreement_id IS NULL) AND (event_id IS NULL)) OR ((actor_id IS NULL) AND (agreement_id IS NOT NULL) AND (event_id IS NULL)) OR ((actor_id IS NULL) AND (agreement_id IS NULL) AND (event_id IS NOT NULL)))),
    CONSTRAINT events_figure_as_of_fits_precision CHECK (((as_of IS NULL) OR (as_of = public.first_day_of(as_of, (as_of_precision)::text)))),
    CONSTRAINT events_figure_as_of_has_precision CHECK ((((as_of IS NULL) AND ((as_of_precision)::text = 'unknown'::text)) OR ((as_of IS NOT NULL) AND (NOT ((as_of_precision)::text = 'unknown'::text))))),
    CONSTRAINT events_figure_as_of_precision_known CHECK (((as_of_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT events_figure_comparator_known CHECK (((comparator)::text = ANY (ARRAY[('approx'::character varying)::text, ('eq'::character varying)::text, ('gt'::character varying)::text, ('gte'::character varying)::text, ('lt'::character varying)::text, ('lte'::character varying)::text]))),
    CONSTRAINT events_figure_counted_in_whole_numbers CHECK (((NOT ((unit)::text = ANY (ARRAY[('persons'::character varying)::text, ('states'::character varying)::text]))) OR ((value = floor(value)) AND ((value_max IS NULL) OR (value_max = floor(value_max)))))),
    CONSTRAINT events_figure_currency_of_money CHECK (((((currency)::text = ANY (ARRAY[('ADP'::character varying)::text, ('AED'::character varying)::text, ('AFA'::character varying)::text, ('AFN'::character varying)::text, ('ALK'::character varying)::text, ('ALL'::character varying)::text, ('AMD'::character varying)::text, ('ANG'::character varying)::text, ('AOA'::character varying)::text, ('AOK'::character varying)::text, ('AON'::character varying)::text, ('AOR'::character varying)::text, ('ARA'::character varying)::text, ('ARP'::character varying)::text, ('ARS'::character varying)::text, ('ARY'::character varying)::text, ('ATS'::character varying)::text, ('AUD'::character varying)::text, ('AWG'::character varying)::text, ('AYM'::character varying)::text, ('AZM'::character varying)::text, ('AZN'::character varying)::text, ('BAD'::character varying)::text, ('BAM'::character varying)::text, ('BBD'::character varying)::text, ('BDT'::character varying)::text, ('BEC'::character varying)::text, ('BEF'::character varying)::text, ('BEL'::character varying)::text, ('BGJ'::character varying)::text, ('BGK'::character varying)::text, ('BGL'::character varying)::text, ('BGN'::character varying)::text, ('BHD'::character varying)::text, ('BIF'::character varying)::text, ('BMD'::character varying)::text, ('BND'::character varying)::text, ('BOB'::character varying)::text, ('BOP'::character varying)::text, ('BOV'::character varying)::text, ('BRB'::character varying)::text, ('BRC'::character varying)::text, ('BRE'::character varying)::text, ('BRL'::character varying)::text, ('BRN'::character varying)::text, ('BRR'::character varying)::text, ('BSD'::character varying)::text, ('BTN'::character varying)::text, ('BUK'::character varying)::text, ('BWP'::character varying)::text, ('BYB'::character varying)::text, ('BYN'::character varying)::text, ('BYR'::character varying)::text, ('BZD'::character varying)::text, ('CAD'::character varying)::text, ('CDF'::character varying)::text, ('CHC'::character varying)::text, ('CHE'::character varying)::text, ('CHF'::character varying)::text, ('CHW'::character varying)::text, ('CLF'::character varying)::text, ('CLP'::character varying)::text, ('CNY'::character varying)::text, ('COP'::character varying)::text, ('COU'::character varying)::text, ('CRC'::character varying)::text, ('CSD'::character varying)::text, ('CSJ'::character varying)::text, ('CSK'::character varying)::text, ('CUC'::character varying)::text, ('CUP'::character varying)::text, ('CVE'::character varying)::text, ('CYP'::character varying)::text, ('CZK'::character varying)::text, ('DDM'::character varying)::text, ('DEM'::character varying)::text, ('DJF'::character varying)::text, ('DKK'::character varying)::text, ('DOP'::character varying)::text, ('DZD'::character varying)::text, ('ECS'::character varying)::text, ('ECV'::character varying)::text, ('EEK'::character varying)::text, ('EGP'::character varying)::text, ('ERN'::character varying)::text, ('ESA'::character varying)::text, ('ESB'::character varying)::text, ('ESP'::character varying)::text, ('ETB'::character varying)::text, ('EUR'::character varying)::text, ('FIM'::character varying)::text, ('FJD'::character varying)::text, ('FKP'::character varying)::text, ('FRF'::character varying)::text, ('GBP'::character varying)::text, ('GEK'::character varying)::text, ('GEL'::character varying)::text, ('GHC'::character varying)::text, ('GHP'::character varying)::text, ('GHS'::character varying)::text, ('GIP'::character varying)::text, ('GMD'::character varying)::text, ('GNE'::character varying)::text, ('GNF'::character varying)::text, ('GNS'::character varying)::text, ('GQE'::character varying)::text, ('GRD'::character varying)::text, ('GTQ'::character varying)::text, ('GWE'::character varying)::text, ('GWP'::character varying)::text, ('GYD'::character varying)::text, ('HKD'::character varying)::text, ('HNL'::character varying)::text, ('HRD'::character varying)::text, ('HRK'::character varying)::text, ('HTG'::character varying)::text, ('HUF'::character varying)::text, ('IDR'::character varying)::text, ('IEP'::character varying)::text, ('ILP'::character varying)::text, ('ILR'::character varying)::text, ('ILS'::character varying)::text, ('INR'::character varying)::text, ('IQD'::character varying)::text, ('IRR'::character varying)::text, ('ISJ'::character varying)::text, ('ISK'::character varying)::text, ('ITL'::character varying)::text, ('JMD'::character varying)::text, ('JOD'::character varying)::text, ('JPY'::character varying)::text, ('KES'::character varying)::text, ('KGS'::character varying)::text, ('KHR'::character varying)::text, ('KMF'::character varying)::text, ('KPW'::character varying)::text, ('KRW'::character varying)::text, ('KWD'::character varying)::text, ('KYD'::character varying)::text, ('KZT'::character varying)::text, ('LAJ'::character varying)::text, ('LAK'::character varying)::text, ('LBP'::character varying)::text, ('LKR'::character varying)::text, ('LRD'::character varying)::text, ('LSL'::character varying)::text, ('LSM'::character varying)::text, ('LTL'::character varying)::text, ('LTT'::character varying)::text, ('LUC'::character varying)::text, ('LUF'::character varying)::text, ('LUL'::character varying)::text, ('LVL'::character varying)::text, ('LVR'::character varying)::text, ('LYD'::character varying)::text, ('MAD'::character varying)::text, ('MDL'::character varying)::text, ('MGA'::character varying)::text, ('MGF'::character varying)::text, ('MKD'::character varying)::text, ('MLF'::character varying)::text, ('MMK'::character varying)::text, ('MNT'::character varying)::text, ('MOP'::character varying)::text, ('MRO'::character varying)::text, ('MRU'::character varying)::text, ('MTL'::character varying)::text, ('MTP'::character varying)::text, ('MUR'::character varying)::text, ('MVQ'::character varying)::text, ('MVR'::character varying)::text, ('MWK'::character varying)::text, ('MXN'::character varying)::text, ('MXP'::character varying)::text, ('MXV'::character varying)::text, ('MYR'::character varying)::text, ('MZE'::character varying)::text, ('MZM'::character varying)::text, ('MZN'::character varying)::text, ('NAD'::character varying)::text, ('NGN'::character varying)::text, ('NIC'::character varying)::text, ('NIO'::character varying)::text, ('NLG'::character varying)::text, ('NOK'::character varying)::text, ('NPR'::character varying)::text, ('NZD'::character varying)::text, ('OMR'::character varying)::text, ('PAB'::character varying)::text, ('PEH'::character varying)::text, ('PEI'::character varying)::text, ('PEN'::character varying)::text, ('PES'::character varying)::text, ('PGK'::character varying)::text, ('PHP'::character varying)::text, ('PKR'::character varying)::text, ('PLN'::character varying)::text, ('PLZ'::character varying)::text, ('PTE'::character varying)::text, ('PYG'::character varying)::text, ('QAR'::character varying)::text, ('RHD'::character varying)::text, ('ROK'::character varying)::text, ('ROL'::character varying)::text, ('RON'::character varying)::text, ('RSD'::character varying)::text, ('RUB'::character varying)::text, ('RUR'::character varying)::text, ('RWF'::character varying)::text, ('SAR'::character varying)::text, ('SBD'::character varying)::text, ('SCR'::character varying)::text, ('SDD'::character varying)::text, ('SDG'::character varying)::text, ('SDP'::character varying)::text, ('SEK'::character varying)::text, ('SGD'::character varying)::text, ('SHP'::character varying)::text, ('SIT'::character varying)::text, ('SKK'::character varying)::text, ('SLE'::character varying)::text, ('SLL'::character varying)::text, ('SOS'::character varying)::text, ('SRD'::character varying)::text, ('SRG'::character varying)::text, ('SSP'::character varying)::text, ('STD'::character varying)::text, ('STN'::character varying)::text, ('SUR'::character varying)::text, ('SVC'::character varying)::text, ('SYP'::character varying)::text, ('SZL'::character varying)::text, ('THB'::character varying)::text, ('TJR'::character varying)::text, ('TJS'::character varying)::text, ('TMM'::character varying)::text, ('TMT'::character varying)::text, ('TND'::character varying)::text, ('TOP'::character varying)::text, ('TPE'::character varying)::text, ('TRL'::character varying)::text, ('TRY'::character varying)::text, ('TTD'::character varying)::text, ('TWD'::character varying)::text, ('TZS'::character varying)::text, ('UAH'::character varying)::text, ('UAK'::character varying)::text, ('UGS'::character varying)::text, ('UGW'::character varying)::text, ('UGX'::character varying)::text, ('USD'::character varying)::text, ('USN'::character varying)::text, ('USS'::character varying)::text, ('UYI'::character varying)::text, ('UYN'::character varying)::text, ('UYP'::character varying)::text, ('UYU'::character varying)::text, ('UYW'::character varying)::text, ('UZS'::character varying)::text, ('VEB'::character varying)::text, ('VED'::character varying)::text, ('VEF'::character varying)::text, ('VES'::character varying)::text, ('VNC'::character varying)::text, ('VND'::character varying)::text, ('VUV'::character varying)::text, ('WST'::character varying)::text, ('XAF'::character varying)::text, ('XAG'::character varying)::text, ('XAU'::character varying)::text, ('XBA'::character varying)::text, ('XBB'::character varying)::text, ('XBC'::character varying)::text, ('XBD'::character varying)::text, ('XCD'::character varying)::text, ('XCG'::character varying)::text, ('XDR'::character varying)::text, ('XEU'::character varying)::text, ('XFO'::character varying)::text, ('XFU'::character varying)::text, ('XOF'::character varying)::text, ('XPD'::character varying)::text, ('XPF'::character varying)::text, ('XPT'::character varying)::text, ('XRE'::character varying)::text, ('XSU'::character varying)::text, ('XTS'::character varying)::text, ('XUA'::character varying)::text, ('XXX'::character varying)::text, ('YDD'::character varying)::text, ('YER'::character varying)::text, ('YUD'::character varying)::text, ('YUM'::character varying)::text, ('YUN'::character varying)::text, ('ZAL'::character varying)::text, ('ZAR'::character varying)::text, ('ZMK'::character varying)::text, ('ZMW'::character varying)::text, ('ZRN'::character varying)::text, ('ZRZ'::character varying)::text, ('ZWC'::character varying)::text, ('ZWD'::character varying)::text, ('ZWG'::character varying)::text, ('ZWL'::character varying)::text, ('ZWN'::character varying)::text, ('ZWR'::character varying)::text])) AND ((unit)::text = 'currency'::text)) OR ((NOT ((unit)::text = 'currency'::text)) AND ((currency)::text = ''::text)))),
    CONSTRAINT events_figure_in_review_has_submitter CHECK (((NOT ((review_status)::text = 'in_review'::text)) OR (submitted_by_id IS NOT NULL))),
    CONSTRAINT events_figure_merged_into_is_not_id CHECK ((NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL)))),
    CONSTRAINT events_figure_merged_is_retracted CHECK (((merged_into_id IS NULL) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT events_figure_metric_known CHECK (((metric)::text = ANY (ARRAY[('contributing_states'::character varying)::text, ('fatalities_best'::character varying)::text, ('fatalities_high'::character varying)::text, ('fatalities_low'::character varying)::text, ('non_recognising_members'::character varying)::text, ('participants'::character varying)::text, ('recognising_states'::character varying)::text, ('spending'::character varying)::text, ('spending_share'::character varying)::text, ('troops'::character varying)::text]))),
    CONSTRAINT events_figure_not_negative CHECK ((value >= (0)::numeric)),
    CONSTRAINT events_figure_retraction_means_retracted CHECK ((((retracted_at IS NULL) AND ((retraction_reason)::text = ''::text)) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT events_figure_review_status_known CHECK (((review_status)::text = ANY (ARRAY[('draft'::character varying)::text, ('in_review'::character varying)::text, ('published'::character varying)::text, ('retracted'::character varying)::text]))),
    CONSTRAINT events_figure_reviewer_is_not_submitter CHECK (((submitted_by_id IS NULL) OR (reviewed_by_id IS NULL) OR (NOT ((submitted_by_id = reviewed_by_id) AND (submitted_by_id IS NOT NULL) AND (reviewed_by_id IS NOT NULL))))),
    CONSTRAINT events_figure_slug_wellformed CHECK (((slug)::text ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
    CONSTRAINT events_figure_unit_known CHECK (((unit)::text = ANY (ARRAY[('currency'::character varying)::text, ('percent_gdp'::character varying)::text, ('persons'::character varying)::text, ('states'::character varying)::text]))),
    CONSTRAINT events_figure_unit_of_metric CHECK (((((metric)::text = 'troops'::text) AND ((unit)::text = 'persons'::text)) OR (((metric)::text = 'contributing_states'::text) AND ((unit)::text = 'states'::text)) OR (((metric)::text = 'recognising_states'::text) AND ((unit)::text = 'states'::text)) OR (((metric)::text = 'non_recognising_members'::text) AND ((unit)::text = 'states'::text)) OR (((metric)::text = 'spending'::text) AND ((unit)::text = 'currency'::text)) OR (((metric)::text = 'spending_share'::text) AND ((unit)::text = 'percent_gdp'::text)) OR (((metric)::text = 'fatalities_low'::text) AND ((unit)::text = 'persons'::text)) OR (((metric)::text = 'fatalities_best'::text) AND ((unit)::text = 'persons'::text)) OR (((metric)::text = 'fatalities_high'::text) AND ((unit)::text = 'persons'::text)) OR (((metric)::text = 'participants'::text) AND ((unit)::text = ANY (ARRAY[('persons'::character varying)::text, ('states'::character varying)::text]))))),
    CONSTRAINT events_figure_value_max_not_before_value CHECK (((value_max IS NULL) OR (value IS NULL) OR (value_max >= value))),
    CONSTRAINT events_figure_version_check CHECK ((version >= 0)),
    CONSTRAINT events_figure_within_calendar CHECK (((as_of IS NULL) OR ((as_of >= '0001-01-01'::date) AND (as_of <= '9998-12-31'::date))))
);

ALTER TABLE public.events_figure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_figure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_figureidentifier (
    id bigint NOT NULL,
    value character varying(200) NOT NULL,
    preferred boolean NOT NULL,
    valid_from date,
    valid_to date,
    is_public boolean DEFAULT false NOT NULL,
    scheme character varying(8) NOT NULL,
    figure_id bigint NOT NULL,
    CONSTRAINT events_figureidentifier_local_wellformed CHECK (((NOT ((scheme)::text = 'local'::text)) OR ((value)::text ~ '^\S(.*\S)?$'::text))),
    CONSTRAINT events_figureidentifier_scheme_known CHECK (((scheme)::text = ANY (ARRAY[('local'::character varying)::text, ('url'::character varying)::text]))),
    CONSTRAINT events_figureidentifier_url_wellformed CHECK (((NOT ((scheme)::text = 'url'::text)) OR ((value)::text ~ '^https?://[^\s]+$'::text))),
    CONSTRAINT events_figureidentifier_valid_to_after_valid_from CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT events_figureidentifier_within_calendar CHECK ((((valid_from IS NULL) OR ((valid_from >= '0001-01-01'::date) AND (valid_from <= '9998-12-31'::date))) AND ((valid_to IS NULL) OR ((valid_to >= '0001-01-01'::date) AND (valid_to <= '9998-12-31'::date)))))
);

ALTER TABLE public.events_figureidentifier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_figureidentifier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_participation (
    id bigint NOT NULL,
    role character varying(11) NOT NULL,
    stance character varying(9) NOT NULL,
    capacity character varying(120) NOT NULL,
    statement text NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    actor_id bigint NOT NULL,
    event_id bigint NOT NULL,
    on_behalf_of_id bigint,
    toward_id bigint,
    CONSTRAINT events_participation_on_behalf_of_is_not_actor CHECK ((NOT ((on_behalf_of_id = actor_id) AND (on_behalf_of_id IS NOT NULL)))),
    CONSTRAINT events_participation_role_known CHECK (((role)::text = ANY (ARRAY[('addressee'::character varying)::text, ('contributor'::character varying)::text, ('host'::character varying)::text, ('initiator'::character varying)::text, ('mediator'::character varying)::text, ('organiser'::character varying)::text, ('participant'::character varying)::text, ('recipient'::character varying)::text, ('signatory'::character varying)::text, ('speaker'::character varying)::text, ('subject'::character varying)::text, ('target'::character varying)::text, ('witness'::character varying)::text]))),
    CONSTRAINT events_participation_stance_has_target CHECK (((((stance)::text = 'none'::text) AND (toward_id IS NULL)) OR ((NOT ((stance)::text = 'none'::text)) AND (toward_id IS NOT NULL)))),
    CONSTRAINT events_participation_stance_known CHECK (((stance)::text = ANY (ARRAY[('concerned'::character varying)::text, ('mixed'::character varying)::text, ('neutral'::character varying)::text, ('none'::character varying)::text, ('opposes'::character varying)::text, ('supports'::character varying)::text]))),
    CONSTRAINT events_participation_toward_is_not_actor CHECK ((NOT ((toward_id = actor_id) AND (toward_id IS NOT NULL))))
);

ALTER TABLE public.events_participation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_participation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_place (
    id bigint NOT NULL,
    slug character varying(120) NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    latitude numeric(7,5),
    longitude numeric(8,5),
    geonames_id integer,
    folded text GENERATED ALWAYS AS (public.folded((name)::text)) STORED COLLATE pg_catalog."C",
    search tsvector GENERATED ALWAYS AS (public.folded_words((name)::text, 'A'::text)) STORED,
    country_id bigint,
    parent_id bigint,
    sort_key text GENERATED ALWAYS AS (public.sort_key((name)::text)) STORED COLLATE pg_catalog."C",
    CONSTRAINT events_place_both_coordinates CHECK ((((latitude IS NULL) AND (longitude IS NULL)) OR ((latitude IS NOT NULL) AND (longitude IS NOT NULL)))),
    CONSTRAINT events_place_geonames_id_check CHECK ((geonames_id >= 0)),
    CONSTRAINT events_place_kind_known CHECK (((kind)::text = ANY (ARRAY[('admin'::character varying)::text, ('country'::character varying)::text, ('facility'::character varying)::text, ('region'::character varying)::text, ('settlement'::character varying)::text, ('water'::character varying)::text]))),
    CONSTRAINT events_place_latitude_in_range CHECK (((latitude IS NULL) OR ((latitude >= ('-90'::integer)::numeric) AND (latitude <= (90)::numeric)))),
    CONSTRAINT events_place_longitude_in_range CHECK (((longitude IS NULL) OR ((longitude >= ('-180'::integer)::numeric) AND (longitude <= (180)::numeric)))),
    CONSTRAINT events_place_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT events_place_parent_is_not_id CHECK ((NOT ((parent_id = id) AND (parent_id IS NOT NULL)))),
    CONSTRAINT events_place_slug_wellformed CHECK (((slug)::text ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text))
);

ALTER TABLE public.events_place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_placeidentifier (
    id bigint NOT NULL,
    value character varying(200) NOT NULL,
    preferred boolean NOT NULL,
    valid_from date,
    valid_to date,
    scheme character varying(8) NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT events_placeidentifier_geonames_is_further CHECK (((NOT ((scheme)::text = 'geonames'::text)) OR (NOT preferred))),
    CONSTRAINT events_placeidentifier_geonames_wellformed CHECK (((NOT ((scheme)::text = 'geonames'::text)) OR ((value)::text ~ '^[1-9][0-9]{0,9}$'::text))),
    CONSTRAINT events_placeidentifier_local_wellformed CHECK (((NOT ((scheme)::text = 'local'::text)) OR ((value)::text ~ '^\S(.*\S)?$'::text))),
    CONSTRAINT events_placeidentifier_osm_wellformed CHECK (((NOT ((scheme)::text = 'osm'::text)) OR ((value)::text ~ '^(node|way|relation)/[1-9][0-9]*$'::text))),
    CONSTRAINT events_placeidentifier_scheme_known CHECK (((scheme)::text = ANY (ARRAY[('geonames'::character varying)::text, ('local'::character varying)::text, ('osm'::character varying)::text, ('unlocode'::character varying)::text, ('url'::character varying)::text, ('wikidata'::character varying)::text]))),
    CONSTRAINT events_placeidentifier_unlocode_wellformed CHECK (((NOT ((scheme)::text = 'unlocode'::text)) OR ((value)::text ~ '^[A-Z]{2}[A-Z2-9]{3}$'::text))),
    CONSTRAINT events_placeidentifier_url_wellformed CHECK (((NOT ((scheme)::text = 'url'::text)) OR ((value)::text ~ '^https?://[^\s]+$'::text))),
    CONSTRAINT events_placeidentifier_valid_to_after_valid_from CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT events_placeidentifier_wikidata_wellformed CHECK (((NOT ((scheme)::text = 'wikidata'::text)) OR ((value)::text ~ '^Q[1-9][0-9]*$'::text))),
    CONSTRAINT events_placeidentifier_within_calendar CHECK ((((valid_from IS NULL) OR ((valid_from >= '0001-01-01'::date) AND (valid_from <= '9998-12-31'::date))) AND ((valid_to IS NULL) OR ((valid_to >= '0001-01-01'::date) AND (valid_to <= '9998-12-31'::date)))))
);

ALTER TABLE public.events_placeidentifier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_placeidentifier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.events_placename (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    language character varying(20) NOT NULL,
    folded text GENERATED ALWAYS AS (public.folded((name)::text)) STORED COLLATE pg_catalog."C",
    search tsvector GENERATED ALWAYS AS (public.folded_words((name)::text, 'B'::text)) STORED,
    place_id bigint NOT NULL,
    sort_key text GENERATED ALWAYS AS (public.sort_key((name)::text)) STORED COLLATE pg_catalog."C",
    valid_from date,
    valid_from_precision character varying(8) NOT NULL,
    valid_to date,
    valid_to_precision character varying(8) NOT NULL,
    CONSTRAINT events_placename_language_wellformed CHECK (((language)::text ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'::text)),
    CONSTRAINT events_placename_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT events_placename_valid_from_fits_precision CHECK (((valid_from IS NULL) OR (valid_from = public.first_day_of(valid_from, (valid_from_precision)::text)))),
    CONSTRAINT events_placename_valid_from_has_precision CHECK ((((valid_from IS NULL) AND ((valid_from_precision)::text = 'unknown'::text)) OR ((valid_from IS NOT NULL) AND (NOT ((valid_from_precision)::text = 'unknown'::text))))),
    CONSTRAINT events_placename_valid_from_precision_known CHECK (((valid_from_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT events_placename_valid_to_fits_precision CHECK (((valid_to IS NULL) OR (valid_to = public.first_day_of(valid_to, (valid_to_precision)::text)))),
    CONSTRAINT events_placename_valid_to_has_precision CHECK ((((valid_to IS NULL) AND ((valid_to_precision)::text = 'unknown'::text)) OR ((valid_to IS NOT NULL) AND (NOT ((valid_to_precision)::text = 'unknown'::text))))),
    CONSTRAINT events_placename_valid_to_not_before_valid_from CHECK (((valid_to IS NULL) OR (valid_from IS NULL) OR (valid_from <= public.last_day_of(valid_to, (valid_to_precision)::text)))),
    CONSTRAINT events_placename_valid_to_precision_known CHECK (((valid_to_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT events_placename_within_calendar CHECK ((((valid_from IS NULL) OR ((valid_from >= '0001-01-01'::date) AND (valid_from <= '9998-12-31'::date))) AND ((valid_to IS NULL) OR ((valid_to >= '0001-01-01'::date) AND (valid_to <= '9998-12-31'::date)))))
);

ALTER TABLE public.events_placename ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.events_placename_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.evidence_claimanchor (
    id bigint NOT NULL,
    claim uuid NOT NULL,
    quote text NOT NULL,
    state character varying(9) NOT NULL,
    start integer,
    length integer,
    changed_words text[] NOT NULL,
    suggestions jsonb NOT NULL,
    found_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    decision character varying(6) NOT NULL,
    decided_at timestamp with time zone,
    decided_by_id integer,
    searched_from_id bigint,
    text_id bigint NOT NULL,
    CONSTRAINT evidence_claimanchor_decided_by_somebody CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((decision)::text = ''::text)) OR ((NOT ((decision)::text = ''::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT evidence_claimanchor_decision_known CHECK (((decision)::text = ANY (ARRAY[(''::character varying)::text, ('absent'::character varying)::text, ('chosen'::character varying)::text, ('kept'::character varying)::text]))),
    CONSTRAINT evidence_claimanchor_has_place CHECK ((((length > 0) AND (start IS NOT NULL)) OR ((length IS NULL) AND (start IS NULL) AND ((state)::text = ANY (ARRAY[('ambiguous'::character varying)::text, ('lost'::character varying)::text]))))),
    CONSTRAINT evidence_claimanchor_length_check CHECK ((length >= 0)),
    CONSTRAINT evidence_claimanchor_start_check CHECK ((start >= 0)),
    CONSTRAINT evidence_claimanchor_state_known CHECK (((state)::text = ANY (ARRAY[('ambiguous'::character varying)::text, ('changed'::character varying)::text, ('exact'::character varying)::text, ('lost'::character varying)::text, ('moved'::character varying)::text])))
);

ALTER TABLE public.evidence_claimanchor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.evidence_claimanchor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.evidence_snapshotfetch (
    id bigint NOT NULL,
    address character varying(2000) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    state character varying(7) NOT NULL,
    failure text NOT NULL,
    began_at timestamp with time zone,
    source_id bigint NOT NULL,
    user_id integer NOT NULL,
    snapshot_id bigint,
    CONSTRAINT evidence_snapshotfetch_done_has_snapshot CHECK ((((snapshot_id IS NOT NULL) AND ((state)::text = 'done'::text)) OR ((NOT ((state)::text = 'done'::text)) AND (snapshot_id IS NULL)))),
    CONSTRAINT evidence_snapshotfetch_state_known CHECK (((state)::text = ANY (ARRAY[('done'::character varying)::text, ('failed'::character varying)::text, ('running'::character varying)::text, ('waiting'::character varying)::text])))
);

ALTER TABLE public.evidence_snapshotfetch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.evidence_snapshotfetch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.evidence_snapshottext (
    id bigint NOT NULL,
    extractor character varying(60) NOT NULL,
    made_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    text text NOT NULL,
    pages integer[] NOT NULL,
    words integer NOT NULL,
    digest character varying(64) NOT NULL,
    snapshot_id bigint NOT NULL,
    CONSTRAINT evidence_snapshottext_digest_wellformed CHECK (((digest)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT evidence_snapshottext_not_empty CHECK ((NOT (text = ''::text))),
    CONSTRAINT evidence_snapshottext_words_check CHECK ((words >= 0))
);

ALTER TABLE public.evidence_snapshottext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.evidence_snapshottext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.evidence_sourcesnapshot (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    media_type character varying(80) NOT NULL,
    size bigint NOT NULL,
    file_name character varying(255) NOT NULL,
    address character varying(2000) NOT NULL,
    taken_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    state character varying(7) NOT NULL,
    failure text NOT NULL,
    began_at timestamp with time zone,
    task uuid,
    added_by_id integer,
    source_id bigint NOT NULL,
    CONSTRAINT evidence_sourcesnapshot_digest_wellformed CHECK (((digest)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT evidence_sourcesnapshot_failure_is_failed CHECK (((failure = ''::text) OR ((state)::text = 'failed'::text))),
    CONSTRAINT evidence_sourcesnapshot_media_type_known CHECK (((media_type)::text = ANY (ARRAY[('application/pdf'::character varying)::text, ('application/vnd.openxmlformats-officedocument.wordprocessingml.document'::character varying)::text, ('image/gif'::character varying)::text, ('image/jpeg'::character varying)::text, ('image/png'::character varying)::text, ('image/tiff'::character varying)::text, ('image/webp'::character varying)::text, ('text/html'::character varying)::text, ('text/plain'::character varying)::text]))),
    CONSTRAINT evidence_sourcesnapshot_not_empty CHECK ((size > 0)),
    CONSTRAINT evidence_sourcesnapshot_size_check CHECK ((size >= 0)),
    CONSTRAINT evidence_sourcesnapshot_state_known CHECK (((state)::text = ANY (ARRAY[('empty'::character varying)::text, ('failed'::character varying)::text, ('picture'::character varying)::text, ('ready'::character varying)::text, ('running'::character varying)::text, ('waiting'::character varying)::text])))
);

ALTER TABLE public.evidence_sourcesnapshot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.evidence_sourcesnapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.imports_import (
    id bigint NOT NULL,
    key uuid NOT NULL,
    file_name character varying(255) NOT NULL,
    checksum character varying(64) NOT NULL,
    resource character varying(60) NOT NULL,
    columns text[] NOT NULL,
    upload character varying(60) NOT NULL,
    options jsonb NOT NULL,
    profile character varying(60) NOT NULL,
    mapping text NOT NULL,
    notes jsonb NOT NULL,
    status character varying(9) NOT NULL,
    step character varying(7) NOT NULL,
    task uuid,
    progress jsonb NOT NULL,
    cancelled_at timestamp with time zone,
    counts jsonb NOT NULL,
    error text NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    started_at timestamp with time zone,
    heartbeat_at timestamp with time zone,
    finished_at timestamp with time zone,
    part_of_id bigint,
    who_id integer,
    asked_by_id integer,
    proposals_id bigint,
    undoing_proposals_id bigint,
    CONSTRAINT imports_import_status_known CHECK (((status)::text = ANY (ARRAY[('applying'::character varying)::text, ('cancelled'::character varying)::text, ('checked'::character varying)::text, ('checking'::character varying)::text, ('done'::character varying)::text, ('failed'::character varying)::text, ('queued'::character varying)::text, ('undoing'::character varying)::text, ('undone'::character varying)::text]))),
    CONSTRAINT imports_import_step_known CHECK (((step)::text = ANY (ARRAY[('apply'::character varying)::text, ('check'::character varying)::text, ('nothing'::character varying)::text, ('undo'::character varying)::text]))),
    CONSTRAINT imports_import_whole_or_part CHECK (((part_of_id IS NULL) OR (mapping = ''::text)))
);

ALTER TABLE public.imports_import ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_import_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.imports_importchange (
    id bigint NOT NULL,
    number integer NOT NULL,
    line integer NOT NULL,
    "table" character varying(63) NOT NULL,
    "row" bigint NOT NULL,
    was jsonb,
    stamp text NOT NULL,
    of_id bigint NOT NULL,
    removed boolean DEFAULT false NOT NULL,
    CONSTRAINT imports_importchange_line_check CHECK ((line >= 0)),
    CONSTRAINT imports_importchange_number_check CHECK ((number >= 0))
);

ALTER TABLE public.imports_importchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_importchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE UNLOGGED TABLE public.imports_importfault (
    id bigint NOT NULL,
    number integer NOT NULL,
    line integer NOT NULL,
    kind character varying(14) NOT NULL,
    "column" text NOT NULL,
    value text NOT NULL,
    expected text NOT NULL,
    nearest text NOT NULL,
    of_id bigint NOT NULL,
    CONSTRAINT imports_importfault_kind_known CHECK (((kind)::text = ANY (ARRAY[('absent'::character varying)::text, ('ambiguous'::character varying)::text, ('cells'::character varying)::text, ('character'::character varying)::text, ('code'::character varying)::text, ('conflict'::character varying)::text, ('date'::character varying)::text, ('doubled_column'::character varying)::text, ('doubt'::character varying)::text, ('duplicate'::character varying)::text, ('file'::character varying)::text, ('in_review'::character varying)::text, ('left_out'::character varying)::text, ('long'::character varying)::text, ('missing'::character varying)::text, ('missing_column'::character varying)::text, ('not_draft'::character varying)::text, ('number'::character varying)::text, ('refused_doubt'::character varying)::text, ('retracted'::character varying)::text, ('rule'::character varying)::text, ('spreadsheet'::character varying)::text, ('truth'::character varying)::text, ('unknown'::character varying)::text, ('unknown_column'::character varying)::text, ('unmatched'::character varying)::text]))),
    CONSTRAINT imports_importfault_line_check CHECK ((line >= 0)),
    CONSTRAINT imports_importfault_number_check CHECK ((number >= 0))
);

ALTER TABLE public.imports_importfault ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_importfault_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE UNLOGGED TABLE public.imports_importrow (
    id bigint NOT NULL,
    number integer NOT NULL,
    cells text[] NOT NULL,
    state character varying(9) NOT NULL,
    differences jsonb,
    stamp text NOT NULL,
    of_id bigint NOT NULL,
    CONSTRAINT imports_importrow_number_check CHECK ((number >= 0)),
    CONSTRAINT imports_importrow_state_known CHECK (((state)::text = ANY (ARRAY[('bad'::character varying)::text, ('changed'::character varying)::text, ('new'::character varying)::text, ('proposed'::character varying)::text, ('skipped'::character varying)::text, ('unchanged'::character varying)::text])))
);

ALTER TABLE public.imports_importrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_importrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.imports_namematch (
    id bigint NOT NULL,
    "table" character varying(63) NOT NULL,
    name character varying(200) NOT NULL,
    folded text GENERATED ALWAYS AS (public.folded((name)::text)) STORED COLLATE pg_catalog."C",
    "row" bigint NOT NULL,
    changed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    who_id integer,
    CONSTRAINT imports_namematch_named CHECK ((NOT (folded = ''::text)))
);

ALTER TABLE public.imports_namematch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_namematch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.imports_savedprofile (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    mapping text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    user_id integer
);

ALTER TABLE public.imports_savedprofile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_savedprofile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.otp_static_staticdevice (
    id integer NOT NULL,
    name character varying(64) NOT NULL,
    confirmed boolean NOT NULL,
    user_id integer NOT NULL,
    throttling_failure_count integer NOT NULL,
    throttling_failure_timestamp timestamp with time zone,
    created_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT otp_static_staticdevice_throttling_failure_count_check CHECK ((throttling_failure_count >= 0))
);

ALTER TABLE public.otp_static_staticdevice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.otp_static_staticdevice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.otp_static_statictoken (
    id integer NOT NULL,
    token character varying(16) NOT NULL,
    device_id integer NOT NULL
);

ALTER TABLE public.otp_static_statictoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.otp_static_statictoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.otp_totp_totpdevice (
    id integer NOT NULL,
    name character varying(64) NOT NULL,
    confirmed boolean NOT NULL,
    key character varying(80) NOT NULL,
    step smallint NOT NULL,
    t0 bigint NOT NULL,
    digits smallint NOT NULL,
    tolerance smallint NOT NULL,
    drift smallint NOT NULL,
    last_t bigint NOT NULL,
    user_id integer NOT NULL,
    throttling_failure_count integer NOT NULL,
    throttling_failure_timestamp timestamp with time zone,
    created_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT otp_totp_totpdevice_digits_check CHECK ((digits >= 0)),
    CONSTRAINT otp_totp_totpdevice_step_check CHECK ((step >= 0)),
    CONSTRAINT otp_totp_totpdevice_throttling_failure_count_check CHECK ((throttling_failure_count >= 0)),
    CONSTRAINT otp_totp_totpdevice_tolerance_check CHECK ((tolerance >= 0))
);

ALTER TABLE public.otp_totp_totpdevice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.otp_totp_totpdevice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pghistory_context (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    metadata jsonb NOT NULL
);

CREATE TABLE public.records_change (
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    resource text NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    merged_into text,
    CONSTRAINT records_change_kind_known CHECK ((kind = ANY (ARRAY['created'::text, 'updated'::text, 'deleted'::text, 'retracted'::text, 'merged'::text, 'reset'::text])))
);

COMMENT ON TABLE public.records_change IS 'What became of public records, in the order of commits and without gaps.';

CREATE TABLE public.records_noted_day (
    id integer DEFAULT 1 NOT NULL,
    day date NOT NULL,
    CONSTRAINT records_noted_day_is_one CHECK ((id = 1))
);

CREATE UNLOGGED TABLE public.records_pending (
    table_name text NOT NULL,
    row_id bigint NOT NULL,
    own boolean NOT NULL,
    was_key text
);

COMMENT ON TABLE public.records_pending IS 'Records that the running transaction changed in public; empty again before it commits.';

CREATE TABLE public.records_stamp (
    table_name text NOT NULL,
    number bigint DEFAULT 0 NOT NULL,
    changed_at timestamp with time zone
)
WITH (fillfactor='50');

COMMENT ON TABLE public.records_stamp IS 'How often something public of a table changed. The row of records_change counts its entries, and is the lock.';

CREATE UNLOGGED TABLE public.records_touched (
    table_name text NOT NULL,
    settled boolean DEFAULT false NOT NULL
);

COMMENT ON TABLE public.records_touched IS 'Tables that the running transaction changed in public; empty again before it commits.';

CREATE TABLE public.sources_source (
    id bigint NOT NULL,
    slug character varying(120) NOT NULL,
    review_status character varying(10) NOT NULL,
    retraction_reason character varying(300) NOT NULL,
    note text NOT NULL,
    is_public boolean GENERATED ALWAYS AS (((review_status)::text = 'published'::text)) STORED,
    submitted_at timestamp with time zone,
    reviewed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    retracted_at timestamp with time zone,
    kind character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    author character varying(200) NOT NULL,
    publisher character varying(200) NOT NULL,
    published_on date,
    published_precision character varying(8) NOT NULL,
    language character varying(20) NOT NULL,
    url character varying(500) NOT NULL,
    archive_url character varying(500) NOT NULL,
    accessed_on date,
    licence character varying(100) NOT NULL,
    reliability character varying(1) NOT NULL,
    folded text GENERATED ALWAYS AS (public.folded((((((title)::text || ' '::text) || (author)::text) || ' '::text) || (publisher)::text))) STORED COLLATE pg_catalog."C",
    search tsvector GENERATED ALWAYS AS (((public.folded_words((title)::text, 'A'::text) || public.folded_words((author)::text, 'B'::text)) || public.folded_words((publisher)::text, 'B'::text))) STORED,
    merged_into_id bigint,
    reviewed_by_id integer,
    submitted_by_id integer,
    sort_key text GENERATED ALWAYS AS (public.sort_key((title)::text)) STORED COLLATE pg_catalog."C",
    relies_on_id bigint,
    word_count integer,
    CONSTRAINT sources_source_has_words CHECK (((word_count IS NULL) OR (word_count > 0))),
    CONSTRAINT sources_source_in_review_has_submitter CHECK (((NOT ((review_status)::text = 'in_review'::text)) OR (submitted_by_id IS NOT NULL))),
    CONSTRAINT sources_source_kind_known CHECK (((kind)::text = ANY (ARRAY[('academic'::character varying)::text, ('analysis'::character varying)::text, ('dataset'::character varying)::text, ('gazette'::character varying)::text, ('igo_document'::character varying)::text, ('interview'::character varying)::text, ('news'::character varying)::text, ('official'::character varying)::text, ('social'::character varying)::text, ('transcript'::character varying)::text, ('treaty_text'::character varying)::text, ('wire'::character varying)::text]))),
    CONSTRAINT sources_source_language_wellformed CHECK ((((language)::text = ''::text) OR ((language)::text ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'::text))),
    CONSTRAINT sources_source_merged_into_is_not_id CHECK ((NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL)))),
    CONSTRAINT sources_source_merged_is_retracted CHECK (((merged_into_id IS NULL) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT sources_source_published_on_fits_precision CHECK (((published_on IS NULL) OR (published_on = public.first_day_of(published_on, (published_precision)::text)))),
    CONSTRAINT sources_source_published_on_has_precision CHECK ((((published_on IS NULL) AND ((published_precision)::text = 'unknown'::text)) OR ((published_on IS NOT NULL) AND (NOT ((published_precision)::text = 'unknown'::text))))),
    CONSTRAINT sources_source_published_precision_known CHECK (((published_precision)::text = ANY (ARRAY[('century'::character varying)::text, ('day'::character varying)::text, ('decade'::character varying)::text, ('month'::character varying)::text, ('quarter'::character varying)::text, ('season'::character varying)::text, ('unknown'::character varying)::text, ('year'::character varying)::text]))),
    CONSTRAINT sources_source_reliability_known CHECK (((reliability)::text = ANY (ARRAY[('A'::character varying)::text, ('B'::character varying)::text, ('C'::character varying)::text, ('D'::character varying)::text, ('E'::character varying)::text, ('F'::character varying)::text]))),
    CONSTRAINT sources_source_relies_on_is_not_id CHECK ((NOT ((relies_on_id = id) AND (relies_on_id IS NOT NULL)))),
    CONSTRAINT sources_source_retraction_means_retracted CHECK ((((retracted_at IS NULL) AND ((retraction_reason)::text = ''::text)) OR ((review_status)::text = 'retracted'::text))),
    CONSTRAINT sources_source_review_status_known CHECK (((review_status)::text = ANY (ARRAY[('draft'::character varying)::text, ('in_review'::character varying)::text, ('published'::character varying)::text, ('retracted'::character varying)::text]))),
    CONSTRAINT sources_source_reviewer_is_not_submitter CHECK (((submitted_by_id IS NULL) OR (reviewed_by_id IS NULL) OR (NOT ((submitted_by_id = reviewed_by_id) AND (submitted_by_id IS NOT NULL) AND (reviewed_by_id IS NOT NULL))))),
    CONSTRAINT sources_source_slug_wellformed CHECK (((slug)::text ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
    CONSTRAINT sources_source_titled CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT sources_source_version_check CHECK ((version >= 0)),
    CONSTRAINT sources_source_within_calendar CHECK ((((published_on IS NULL) OR ((published_on >= '0001-01-01'::date) AND (published_on <= '9998-12-31'::date))) AND ((accessed_on IS NULL) OR ((accessed_on >= '0001-01-01'::date) AND (accessed_on <= '9998-12-31'::date))))),
    CONSTRAINT sources_source_word_count_check CHECK ((word_count >= 0))
);

ALTER TABLE public.sources_source ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_sourceidentifier (
    id bigint NOT NULL,
    value character varying(200) NOT NULL,
    preferred boolean NOT NULL,
    valid_from date,
    valid_to date,
    is_public boolean DEFAULT false NOT NULL,
    scheme character varying(8) NOT NULL,
    source_id bigint NOT NULL,
    CONSTRAINT sources_sourceidentifier_celex_wellformed CHECK (((NOT ((scheme)::text = 'celex'::text)) OR ((value)::text ~ '^[0-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4}(\([0-9]{2}\))?$'::text))),
    CONSTRAINT sources_sourceidentifier_doi_wellformed CHECK (((NOT ((scheme)::text = 'doi'::text)) OR ((value)::text ~ '^10\.[0-9]{4,9}/[^\sA-Z]+$'::text))),
    CONSTRAINT sources_sourceidentifier_isbn_wellformed CHECK (((NOT ((scheme)::text = 'isbn'::text)) OR ((value)::text ~ '^(97[89][0-9]{10}|[0-9]{9}[0-9X])$'::text))),
    CONSTRAINT sources_sourceidentifier_local_wellformed CHECK (((NOT ((scheme)::text = 'local'::text)) OR ((value)::text ~ '^\S(.*\S)?$'::text))),
    CONSTRAINT sources_sourceidentifier_scheme_known CHECK (((scheme)::text = ANY (ARRAY[('celex'::character varying)::text, ('doi'::character varying)::text, ('isbn'::character varying)::text, ('local'::character varying)::text, ('undoc'::character varying)::text, ('url'::character varying)::text, ('wikidata'::character varying)::text]))),
    CONSTRAINT sources_sourceidentifier_undoc_wellformed CHECK (((NOT ((scheme)::text = 'undoc'::text)) OR ((value)::text ~ '^[A-Z]+/[0-9A-Za-z/().: -]*[0-9A-Za-z)]$'::text))),
    CONSTRAINT sources_sourceidentifier_url_wellformed CHECK (((NOT ((scheme)::text = 'url'::text)) OR ((value)::text ~ '^https?://[^\s]+$'::text))),
    CONSTRAINT sources_sourceidentifier_valid_to_after_valid_from CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT sources_sourceidentifier_wikidata_wellformed CHECK (((NOT ((scheme)::text = 'wikidata'::text)) OR ((value)::text ~ '^Q[1-9][0-9]*$'::text))),
    CONSTRAINT sources_sourceidentifier_within_calendar CHECK ((((valid_from IS NULL) OR ((valid_from >= '0001-01-01'::date) AND (valid_from <= '9998-12-31'::date))) AND ((valid_to IS NULL) OR ((valid_to >= '0001-01-01'::date) AND (valid_to <= '9998-12-31'::date)))))
);

ALTER TABLE public.sources_sourceidentifier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_sourceidentifier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

INSERT INTO public.django_content_type VALUES
	(1, 'sources', 'source'),
	(2, 'actors', 'actorclaimsource'),
	(3, 'agreements', 'agreementclaimsource'),
	(4, 'actors', 'actor'),
	(5, 'agreements', 'agreementpartyactor');

INSERT INTO public.records_stamp VALUES
	('records_change', 0, NULL);

SELECT pg_catalog.setval('public.accounts_apikey_id_seq', 1, false);

SELECT pg_catalog.setval('public.actors_actor_id_seq', 1, false);

SELECT pg_catalog.setval('public.actors_actorclaim_id_seq', 1, false);

SELECT pg_catalog.setval('public.actors_actoridentifier_id_seq', 1, false);

SELECT pg_catalog.setval('public.actors_actorname_id_seq', 1, false);

SELECT pg_catalog.setval('public.actors_relationship_id_seq', 1, false);

SELECT pg_catalog.setval('public.actors_relationshipidentifier_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_agreement_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_agreementclaim_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_agreementidentifier_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_agreementlink_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_agreementparty_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_clause_concerns_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_clause_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_clause_topics_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_partyaction_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_representative_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_topic_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_topiccrosswalk_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_permission_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_user_groups_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_user_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_user_user_permissions_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_actorclaimhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_actorhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_actoridentifierhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_actornamehistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_agreementclaimhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_agreementhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_agreementidentifierhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_agreementlinkhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_agreementpartyhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_batchitem_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_clauseconcernshistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_clausehistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_clausetopicshistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_eventclaimhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_eventhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_eventidentifierhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_eventlinkhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_eventtypecrosswalkhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_eventtypehistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_figurehistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_figureidentifierhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_merge_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_participationhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_partyactionhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_placehistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_placeidentifierhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_placenamehistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_proposal_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_proposalgroup_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_relationshiphistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_relationshipidentifierhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_representativehistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_reviewbatch_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_savedsearch_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_sourcehistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_sourceidentifierhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_topiccrosswalkhistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.curation_topichistory_pgh_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_admin_log_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_content_type_id_seq', 5, true);

SELECT pg_catalog.setval('public.events_event_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_eventclaim_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_eventidentifier_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_eventlink_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_eventtype_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_eventtypecrosswalk_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_figure_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_figureidentifier_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_participation_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_place_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_placeidentifier_id_seq', 1, false);

SELECT pg_catalog.setval('public.events_placename_id_seq', 1, false);

SELECT pg_catalog.setval('public.evidence_claimanchor_id_seq', 1, false);

SELECT pg_catalog.setval('public.evidence_snapshotfetch_id_seq', 1, false);

SELECT pg_catalog.setval('public.evidence_snapshottext_id_seq', 1, false);

SELECT pg_catalog.setval('public.evidence_sourcesnapshot_id_seq', 1, false);

SELECT pg_catalog.setval('public.imports_import_id_seq', 1, false);

SELECT pg_catalog.setval('public.imports_importchange_id_seq', 1, false);

SELECT pg_catalog.setval('public.imports_importfault_id_seq', 1, false);

SELECT pg_catalog.setval('public.imports_importrow_id_seq', 1, false);

SELECT pg_catalog.setval('public.imports_namematch_id_seq', 1, false);

SELECT pg_catalog.setval('public.imports_savedprofile_id_seq', 1, false);

SELECT pg_catalog.setval('public.otp_static_staticdevice_id_seq', 1, false);

SELECT pg_catalog.setval('public.otp_static_statictoken_id_seq', 1, false);

SELECT pg_catalog.setval('public.otp_totp_totpdevice_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_source_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_sourceidentifier_id_seq', 1, false);

ALTER TABLE ONLY public.accounts_apikey
    ADD CONSTRAINT accounts_apikey_digest_unique UNIQUE (digest);

ALTER TABLE ONLY public.accounts_apikey
    ADD CONSTRAINT accounts_apikey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_count
    ADD CONSTRAINT accounts_count_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.actors_actor
    ADD CONSTRAINT actors_actor_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.actors_actor
    ADD CONSTRAINT actors_actor_slug_unique UNIQUE (slug);

ALTER TABLE ONLY public.actors_actorclaim
    ADD CONSTRAINT actors_actorclaim_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.actors_actorclaim
    ADD CONSTRAINT actors_actorclaim_public_id_unique UNIQUE (public_id);

ALTER TABLE ONLY public.actors_actorclaim
    ADD CONSTRAINT actors_actorclaim_unique UNIQUE NULLS NOT DISTINCT (source_id, actor_id, relationship_id, field, kind, verdict, locator, attributed_to, asserted_value);

ALTER TABLE ONLY public.actors_actoridentifier
    ADD CONSTRAINT actors_actoridentifier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.actors_actoridentifier
    ADD CONSTRAINT actors_actoridentifier_unique UNIQUE (actor_id, scheme, value);

ALTER TABLE ONLY public.actors_actorname
    ADD CONSTRAINT actors_actorname_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.actors_actorname
    ADD CONSTRAINT actors_actorname_unique UNIQUE (actor_id, name, language);

ALTER TABLE ONLY public.actors_relationship
    ADD CONSTRAINT actors_relationship_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.actors_relationship
    ADD CONSTRAINT actors_relationship_slug_unique UNIQUE (slug);

ALTER TABLE ONLY public.actors_relationship
    ADD CONSTRAINT actors_relationship_unique UNIQUE NULLS NOT DISTINCT (subject_id, kind, object_id, status, title, start_on);

ALTER TABLE ONLY public.actors_relationshipidentifier
    ADD CONSTRAINT actors_relationshipidentifier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.actors_relationshipidentifier
    ADD CONSTRAINT actors_relationshipidentifier_unique UNIQUE (relationship_id, scheme, value);

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_slug_unique UNIQUE (slug);

ALTER TABLE ONLY public.agreements_agreementclaim
    ADD CONSTRAINT agreements_agreementclaim_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_agreementclaim
    ADD CONSTRAINT agreements_agreementclaim_public_id_unique UNIQUE (public_id);

ALTER TABLE ONLY public.agreements_agreementclaim
    ADD CONSTRAINT agreements_agreementclaim_unique UNIQUE NULLS NOT DISTINCT (source_id, agreement_id, party_id, action_id, clause_id, link_id, field, kind, verdict, locator, attributed_to, asserted_value);

ALTER TABLE ONLY public.agreements_agreementidentifier
    ADD CONSTRAINT agreements_agreementidentifier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_agreementidentifier
    ADD CONSTRAINT agreements_agreementidentifier_unique UNIQUE (agreement_id, scheme, value);

ALTER TABLE ONLY public.agreements_agreementlink
    ADD CONSTRAINT agreements_agreementlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_agreementlink
    ADD CONSTRAINT agreements_agreementlink_public_id_unique UNIQUE (public_id);

ALTER TABLE ONLY public.agreements_agreementlink
    ADD CONSTRAINT agreements_agreementlink_unique UNIQUE (source_id, target_id, kind);

ALTER TABLE ONLY public.agreements_agreementparty
    ADD CONSTRAINT agreements_agreementparty_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_agreementparty
    ADD CONSTRAINT agreements_agreementparty_unique UNIQUE (agreement_id, actor_id, role);

ALTER TABLE ONLY public.agreements_clause_concerns
    ADD CONSTRAINT agreements_clause_concerns_clause_id_actor_id_a1bed388_uniq UNIQUE (clause_id, actor_id);

ALTER TABLE ONLY public.agreements_clause_concerns
    ADD CONSTRAINT agreements_clause_concerns_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_clause
    ADD CONSTRAINT agreements_clause_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_clause_topics
    ADD CONSTRAINT agreements_clause_topics_clause_id_topic_id_3c6851a5_uniq UNIQUE (clause_id, topic_id);

ALTER TABLE ONLY public.agreements_clause_topics
    ADD CONSTRAINT agreements_clause_topics_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_clause
    ADD CONSTRAINT agreements_clause_unique UNIQUE (agreement_id, number);

ALTER TABLE ONLY public.agreements_partyaction
    ADD CONSTRAINT agreements_partyaction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_partyaction
    ADD CONSTRAINT agreements_partyaction_unique UNIQUE NULLS NOT DISTINCT (party_id, kind, happened_on);

ALTER TABLE ONLY public.agreements_representative
    ADD CONSTRAINT agreements_representative_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_representative
    ADD CONSTRAINT agreements_representative_unique UNIQUE NULLS NOT DISTINCT (action_id, person_id, office);

ALTER TABLE ONLY public.agreements_topic
    ADD CONSTRAINT agreements_topic_code_unique UNIQUE (code);

ALTER TABLE ONLY public.agreements_topic
    ADD CONSTRAINT agreements_topic_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_topiccrosswalk
    ADD CONSTRAINT agreements_topiccrosswalk_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_topiccrosswalk
    ADD CONSTRAINT agreements_topiccrosswalk_unique UNIQUE (term_id, scheme, code);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_group_id_94350c0c_uniq UNIQUE (user_id, group_id);

ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_permission_id_14a6b632_uniq UNIQUE (user_id, permission_id);

ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_username_key UNIQUE (username);

ALTER TABLE ONLY public.curation_actorclaimhistory
    ADD CONSTRAINT curation_actorclaimhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_actorhistory
    ADD CONSTRAINT curation_actorhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_actoridentifierhistory
    ADD CONSTRAINT curation_actoridentifierhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_actornamehistory
    ADD CONSTRAINT curation_actornamehistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_agreementclaimhistory
    ADD CONSTRAINT curation_agreementclaimhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_agreementhistory
    ADD CONSTRAINT curation_agreementhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_agreementidentifierhistory
    ADD CONSTRAINT curation_agreementidentifierhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_agreementlinkhistory
    ADD CONSTRAINT curation_agreementlinkhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_agreementpartyhistory
    ADD CONSTRAINT curation_agreementpartyhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_batchitem
    ADD CONSTRAINT curation_batchitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.curation_batchitem
    ADD CONSTRAINT curation_batchitem_unique UNIQUE (batch_id, content_type_id, object_id);

ALTER TABLE ONLY public.curation_clauseconcernshistory
    ADD CONSTRAINT curation_clauseconcernshistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_clausehistory
    ADD CONSTRAINT curation_clausehistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_clausetopicshistory
    ADD CONSTRAINT curation_clausetopicshistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_eventclaimhistory
    ADD CONSTRAINT curation_eventclaimhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_eventhistory
    ADD CONSTRAINT curation_eventhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_eventidentifierhistory
    ADD CONSTRAINT curation_eventidentifierhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_eventlinkhistory
    ADD CONSTRAINT curation_eventlinkhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_eventtypecrosswalkhistory
    ADD CONSTRAINT curation_eventtypecrosswalkhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_eventtypehistory
    ADD CONSTRAINT curation_eventtypehistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_figurehistory
    ADD CONSTRAINT curation_figurehistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_figureidentifierhistory
    ADD CONSTRAINT curation_figureidentifierhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_merge
    ADD CONSTRAINT curation_merge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.curation_participationhistory
    ADD CONSTRAINT curation_participationhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_partyactionhistory
    ADD CONSTRAINT curation_partyactionhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_placehistory
    ADD CONSTRAINT curation_placehistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_placeidentifierhistory
    ADD CONSTRAINT curation_placeidentifierhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_placenamehistory
    ADD CONSTRAINT curation_placenamehistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_proposal
    ADD CONSTRAINT curation_proposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.curation_proposalgroup
    ADD CONSTRAINT curation_proposalgroup_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.curation_relationshiphistory
    ADD CONSTRAINT curation_relationshiphistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_relationshipidentifierhistory
    ADD CONSTRAINT curation_relationshipidentifierhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_representativehistory
    ADD CONSTRAINT curation_representativehistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_reviewbatch
    ADD CONSTRAINT curation_reviewbatch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.curation_savedsearch
    ADD CONSTRAINT curation_savedsearch_name_unique UNIQUE (owner_id, "table", name);

ALTER TABLE ONLY public.curation_savedsearch
    ADD CONSTRAINT curation_savedsearch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.curation_sourcehistory
    ADD CONSTRAINT curation_sourcehistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_sourceidentifierhistory
    ADD CONSTRAINT curation_sourceidentifierhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_topiccrosswalkhistory
    ADD CONSTRAINT curation_topiccrosswalkhistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.curation_topichistory
    ADD CONSTRAINT curation_topichistory_pkey PRIMARY KEY (pgh_id);

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.django_tasks_database_dbtaskresult
    ADD CONSTRAINT django_tasks_database_dbtaskresult_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_bound
    ADD CONSTRAINT events_bound_pkey PRIMARY KEY (event_id, is_public);

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_slug_unique UNIQUE (slug);

ALTER TABLE ONLY public.events_eventclaim
    ADD CONSTRAINT events_eventclaim_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_eventclaim
    ADD CONSTRAINT events_eventclaim_public_id_unique UNIQUE (public_id);

ALTER TABLE ONLY public.events_eventclaim
    ADD CONSTRAINT events_eventclaim_unique UNIQUE NULLS NOT DISTINCT (source_id, event_id, participation_id, link_id, figure_id, field, kind, verdict, locator, attributed_to, asserted_value);

ALTER TABLE ONLY public.events_eventidentifier
    ADD CONSTRAINT events_eventidentifier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_eventidentifier
    ADD CONSTRAINT events_eventidentifier_unique UNIQUE (event_id, scheme, value);

ALTER TABLE ONLY public.events_eventlink
    ADD CONSTRAINT events_eventlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_eventlink
    ADD CONSTRAINT events_eventlink_public_id_unique UNIQUE (public_id);

ALTER TABLE ONLY public.events_eventlink
    ADD CONSTRAINT events_eventlink_unique UNIQUE (source_id, target_id, kind);

ALTER TABLE ONLY public.events_eventtype
    ADD CONSTRAINT events_eventtype_code_unique UNIQUE (code);

ALTER TABLE ONLY public.events_eventtype
    ADD CONSTRAINT events_eventtype_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_eventtypecrosswalk
    ADD CONSTRAINT events_eventtypecrosswalk_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_eventtypecrosswalk
    ADD CONSTRAINT events_eventtypecrosswalk_unique UNIQUE (term_id, scheme, code);

ALTER TABLE ONLY public.events_figure
    ADD CONSTRAINT events_figure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_figure
    ADD CONSTRAINT events_figure_slug_unique UNIQUE (slug);

ALTER TABLE ONLY public.events_figureidentifier
    ADD CONSTRAINT events_figureidentifier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_figureidentifier
    ADD CONSTRAINT events_figureidentifier_unique UNIQUE (figure_id, scheme, value);

ALTER TABLE ONLY public.events_participation
    ADD CONSTRAINT events_participation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_participation
    ADD CONSTRAINT events_participation_unique UNIQUE NULLS NOT DISTINCT (event_id, actor_id, role, toward_id);

ALTER TABLE ONLY public.events_place
    ADD CONSTRAINT events_place_geonames_unique UNIQUE (geonames_id);

ALTER TABLE ONLY public.events_place
    ADD CONSTRAINT events_place_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_place
    ADD CONSTRAINT events_place_slug_unique UNIQUE (slug);

ALTER TABLE ONLY public.events_placeidentifier
    ADD CONSTRAINT events_placeidentifier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_placeidentifier
    ADD CONSTRAINT events_placeidentifier_unique UNIQUE (place_id, scheme, value);

ALTER TABLE ONLY public.events_placename
    ADD CONSTRAINT events_placename_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events_placename
    ADD CONSTRAINT events_placename_unique UNIQUE (place_id, name, language);

ALTER TABLE ONLY public.evidence_claimanchor
    ADD CONSTRAINT evidence_claimanchor_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence_claimanchor
    ADD CONSTRAINT evidence_claimanchor_unique UNIQUE (text_id, claim, quote);

ALTER TABLE ONLY public.evidence_snapshotfetch
    ADD CONSTRAINT evidence_snapshotfetch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence_snapshottext
    ADD CONSTRAINT evidence_snapshottext_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence_snapshottext
    ADD CONSTRAINT evidence_snapshottext_unique UNIQUE (snapshot_id, extractor);

ALTER TABLE ONLY public.evidence_sourcesnapshot
    ADD CONSTRAINT evidence_sourcesnapshot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_key_unique UNIQUE (key);

ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imports_importchange
    ADD CONSTRAINT imports_importchange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imports_importchange
    ADD CONSTRAINT imports_importchange_unique UNIQUE (of_id, number);

ALTER TABLE ONLY public.imports_importfault
    ADD CONSTRAINT imports_importfault_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imports_importfault
    ADD CONSTRAINT imports_importfault_unique UNIQUE (of_id, number);

ALTER TABLE ONLY public.imports_importrow
    ADD CONSTRAINT imports_importrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imports_importrow
    ADD CONSTRAINT imports_importrow_unique UNIQUE (of_id, number);

ALTER TABLE ONLY public.imports_namematch
    ADD CONSTRAINT imports_namematch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imports_namematch
    ADD CONSTRAINT imports_namematch_unique UNIQUE ("table", folded);

ALTER TABLE ONLY public.imports_savedprofile
    ADD CONSTRAINT imports_savedprofile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imports_savedprofile
    ADD CONSTRAINT imports_savedprofile_unique UNIQUE (name);

ALTER TABLE ONLY public.otp_static_staticdevice
    ADD CONSTRAINT otp_static_staticdevice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.otp_static_statictoken
    ADD CONSTRAINT otp_static_statictoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.otp_totp_totpdevice
    ADD CONSTRAINT otp_totp_totpdevice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pghistory_context
    ADD CONSTRAINT pghistory_context_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.records_change
    ADD CONSTRAINT records_change_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.records_noted_day
    ADD CONSTRAINT records_noted_day_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.records_pending
    ADD CONSTRAINT records_pending_pkey PRIMARY KEY (table_name, row_id);

ALTER TABLE ONLY public.records_stamp
    ADD CONSTRAINT records_stamp_pkey PRIMARY KEY (table_name);

ALTER TABLE ONLY public.records_touched
    ADD CONSTRAINT records_touched_pkey PRIMARY KEY (table_name);

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_slug_unique UNIQUE (slug);

ALTER TABLE ONLY public.sources_sourceidentifier
    ADD CONSTRAINT sources_sourceidentifier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_sourceidentifier
    ADD CONSTRAINT sources_sourceidentifier_unique UNIQUE (source_id, scheme, value);

CREATE INDEX accounts_apikey_created_by_id_1b5317c8 ON public.accounts_apikey USING btree (created_by_id);

CREATE INDEX accounts_apikey_revoked_by_id_c794153d ON public.accounts_apikey USING btree (revoked_by_id);

CREATE INDEX accounts_count_ends_at ON public.accounts_count USING btree (ends_at);

CREATE INDEX actorclaim_actor_h ON public.curation_actorclaimhistory USING btree (actor_id) WHERE (actor_id IS NOT NULL);

CREATE INDEX actorclaim_relationship_h ON public.curation_actorclaimhistory USING btree (relationship_id) WHERE (relationship_id IS NOT NULL);

CREATE INDEX actors_actor_begins ON public.actors_actor USING btree ("left"(folded, 80));

CREATE INDEX actors_actor_country_id_23fa2e4c ON public.actors_actor USING btree (country_id);

CREATE INDEX actors_actor_folded ON public.actors_actor USING gin (folded public.gin_trgm_ops);

CREATE INDEX actors_actor_kind ON public.actors_actor USING btree (kind, slug);

CREATE INDEX actors_actor_merged_into_id_f8e10042 ON public.actors_actor USING btree (merged_into_id);

CREATE INDEX actors_actor_pending ON public.actors_actor USING btree (review_status, updated_at) WHERE (NOT ((review_status)::text = 'published'::text));

CREATE INDEX actors_actor_period ON public.actors_actor USING gist (period);

CREATE INDEX actors_actor_search ON public.actors_actor USING gin (search);

CREATE INDEX actors_actor_sorted ON public.actors_actor USING btree (sort_key, id);

CREATE INDEX actors_actor_updated ON public.actors_actor USING btree (updated_at, id);

CREATE INDEX actors_actor_waiting ON public.actors_actor USING btree (submitted_at, id) WHERE ((review_status)::text = 'in_review'::text);

CREATE INDEX actors_actorclaim_actor_id_467c5db0 ON public.actors_actorclaim USING btree (actor_id);

CREATE INDEX actors_actorclaim_con ON public.actors_actorclaim USING btree (id) WHERE ((verdict)::text = 'contradicts'::text);

CREATE INDEX actors_actorclaim_ids ON public.actors_actorclaim USING gin (string_to_array(former_ids, ' '::text)) WHERE (NOT (former_ids = ''::text));

CREATE INDEX actors_actorclaim_relationship_id_0a02e525 ON public.actors_actorclaim USING btree (relationship_id);

CREATE INDEX actors_actorclaim_source_id_833edc55 ON public.actors_actorclaim USING btree (source_id);

CREATE INDEX actors_actoridentifier_actor_id_cc03c650 ON public.actors_actoridentifier USING btree (actor_id);

CREATE UNIQUE INDEX actors_actoridentifier_actor_preferred_once ON public.actors_actoridentifier USING btree (actor_id, scheme) WHERE preferred;

CREATE INDEX actors_actoridentifier_code ON public.actors_actoridentifier USING btree (value, scheme);

CREATE UNIQUE INDEX actors_actoridentifier_value_preferred_once ON public.actors_actoridentifier USING btree (scheme, value) WHERE preferred;

CREATE INDEX actors_actorname_actor_id_58df9b31 ON public.actors_actorname USING btree (actor_id);

CREATE INDEX actors_actorname_begins ON public.actors_actorname USING btree ("left"(folded, 80));

CREATE INDEX actors_actorname_folded ON public.actors_actorname USING gin (folded public.gin_trgm_ops);

CREATE INDEX actors_actorname_search ON public.actors_actorname USING gin (search);

CREATE INDEX actors_relationship_merged_into_id_7d3540f1 ON public.actors_relationship USING btree (merged_into_id);

CREATE INDEX actors_relationship_object ON public.actors_relationship USING btree (object_id, kind, status);

CREATE INDEX actors_relationship_object_id_270cdedb ON public.actors_relationship USING btree (object_id);

CREATE INDEX actors_relationship_pending ON public.actors_relationship USING btree (review_status, updated_at) WHERE (NOT ((review_status)::text = 'published'::text));

CREATE INDEX actors_relationship_period ON public.actors_relationship USING gist (kind, period);

CREATE INDEX actors_relationship_subject_id_918733ea ON public.actors_relationship USING btree (subject_id);

CREATE INDEX actors_relationship_updated ON public.actors_relationship USING btree (updated_at, id);

CREATE INDEX actors_relationship_waiting ON public.actors_relationship USING btree (submitted_at, id) WHERE ((review_status)::text = 'in_review'::text);

CREATE INDEX actors_relationshipidentifier_code ON public.actors_relationshipidentifier USING btree (value, scheme);

CREATE INDEX actors_relationshipidentifier_relationship_id_9dd1e8da ON public.actors_relationshipidentifier USING btree (relationship_id);

CREATE UNIQUE INDEX actors_relationshipidentifier_relationship_preferred_once ON public.actors_relationshipidentifier USING btree (relationship_id, scheme) WHERE preferred;

CREATE UNIQUE INDEX actors_relationshipidentifier_value_preferred_once ON public.actors_relationshipidentifier USING btree (scheme, value) WHERE preferred;

CREATE INDEX agreementclaim_action_h ON public.curation_agreementclaimhistory USING btree (action_id) WHERE (action_id IS NOT NULL);

CREATE INDEX agreementclaim_agreement_h ON public.curation_agreementclaimhistory USING btree (agreement_id) WHERE (agreement_id IS NOT NULL);

CREATE INDEX agreementclaim_clause_h ON public.curation_agreementclaimhistory USING btree (clause_id) WHERE (clause_id IS NOT NULL);

CREATE INDEX agreementclaim_link_h ON public.curation_agreementclaimhistory USING btree (link_id) WHERE (link_id IS NOT NULL);

CREATE INDEX agreementclaim_party_h ON public.curation_agreementclaimhistory USING btree (party_id) WHERE (party_id IS NOT NULL);

CREATE INDEX agreements_agreement_begins ON public.agreements_agreement USING btree ("left"(folded, 80));

CREATE INDEX agreements_agreement_bloc_id_d574672f ON public.agreements_agreement USING btree (bloc_id);

CREATE INDEX agreements_agreement_day_asc ON public.agreements_agreement USING btree (COALESCE(signed_on, 'infinity'::date), id);

CREATE INDEX agreements_agreement_day_desc ON public.agreements_agreement USING btree (COALESCE(signed_on, '-infinity'::date), id);

CREATE INDEX agreements_agreement_folded ON public.agreements_agreement USING gin (folded public.gin_trgm_ops);

CREATE INDEX agreements_agreement_merged_into_id_51fc3e94 ON public.agreements_agreement USING btree (merged_into_id);

CREATE INDEX agreements_agreement_pending ON public.agreements_agreement USING btree (review_status, updated_at) WHERE (NOT ((review_status)::text = 'published'::text));

CREATE INDEX agreements_agreement_period ON public.agreements_agreement USING gist (period);

CREATE INDEX agreements_agreement_search ON public.agreements_agreement USING gin (search);

CREATE INDEX agreements_agreement_signed ON public.agreements_agreement USING btree (signed_on, id);

CREATE INDEX agreements_agreement_sorted ON public.agreements_agreement USING btree (sort_key, id);

CREATE INDEX agreements_agreement_updated ON public.agreements_agreement USING btree (updated_at, id);

CREATE INDEX agreements_agreement_waiting ON public.agreements_agreement USING btree (submitted_at, id) WHERE ((review_status)::text = 'in_review'::text);

CREATE INDEX agreements_agreementclaim_action_id_7e9a79af ON public.agreements_agreementclaim USING btree (action_id);

CREATE INDEX agreements_agreementclaim_agreement_id_291dcefc ON public.agreements_agreementclaim USING btree (agreement_id);

CREATE INDEX agreements_agreementclaim_clause_id_8dd22d4f ON public.agreements_agreementclaim USING btree (clause_id);

CREATE INDEX agreements_agreementclaim_con ON public.agreements_agreementclaim USING btree (id) WHERE ((verdict)::text = 'contradicts'::text);

CREATE INDEX agreements_agreementclaim_ids ON public.agreements_agreementclaim USING gin (string_to_array(former_ids, ' '::text)) WHERE (NOT (former_ids = ''::text));

CREATE INDEX agreements_agreementclaim_link_id_4fb2f058 ON public.agreements_agreementclaim USING btree (link_id);

CREATE INDEX agreements_agreementclaim_party_id_9269e028 ON public.agreements_agreementclaim USING btree (party_id);

CREATE INDEX agreements_agreementclaim_source_id_0c82f05e ON public.agreements_agreementclaim USING btree (source_id);

CREATE INDEX agreements_agreementidentifier_agreement_id_ea6c0d38 ON public.agreements_agreementidentifier USING btree (agreement_id);

CREATE UNIQUE INDEX agreements_agreementidentifier_agreement_preferred_once ON public.agreements_agreementidentifier USING btree (agreement_id, scheme) WHERE preferred;

CREATE INDEX agreements_agreementidentifier_code ON public.agreements_agreementidentifier USING btree (value, scheme);

CREATE UNIQUE INDEX agreements_agreementidentifier_value_preferred_once ON public.agreements_agreementidentifier USING btree (scheme, value) WHERE preferred;

CREATE INDEX agreements_agreementlink_ids ON public.agreements_agreementlink USING gin (string_to_array(former_ids, ' '::text)) WHERE (NOT (former_ids = ''::text));

CREATE INDEX agreements_agreementlink_source_id_3f2e2791 ON public.agreements_agreementlink USING btree (source_id);

CREATE INDEX agreements_agreementlink_target_id_c66eb84e ON public.agreements_agreementlink USING btree (target_id);

CREATE INDEX agreements_agreementparty_actor_id_206e8456 ON public.agreements_agreementparty USING btree (actor_id);

CREATE INDEX agreements_agreementparty_agreement_id_15a1ff1d ON public.agreements_agreementparty USING btree (agreement_id);

CREATE INDEX agreements_clause_agreement_id_0f393a86 ON public.agreements_clause USING btree (agreement_id);

CREATE INDEX agreements_clause_begins ON public.agreements_clause USING btree ("left"(folded, 80));

CREATE INDEX agreements_clause_concerns_actor_id_22ff953e ON public.agreements_clause_concerns USING btree (actor_id);

CREATE INDEX agreements_clause_concerns_clause_id_0aaa4556 ON public.agreements_clause_concerns USING btree (clause_id);

CREATE INDEX agreements_clause_folded ON public.agreements_clause USING gin (folded public.gin_trgm_ops);

CREATE INDEX agreements_clause_search ON public.agreements_clause USING gin (search);

CREATE INDEX agreements_clause_topics_clause_id_a2c5871e ON public.agreements_clause_topics USING btree (clause_id);

CREATE INDEX agreements_clause_topics_topic_id_8b07a851 ON public.agreements_clause_topics USING btree (topic_id);

CREATE INDEX agreements_partyaction_party_id_40494f4e ON public.agreements_partyaction USING btree (party_id);

CREATE INDEX agreements_representative_action_id_c6d8c7fc ON public.agreements_representative USING btree (action_id);

CREATE INDEX agreements_representative_person_id_6434322a ON public.agreements_representative USING btree (person_id);

CREATE INDEX agreements_topic_parent_id_f5e60777 ON public.agreements_topic USING btree (parent_id);

CREATE INDEX agreements_topiccrosswalk_term_id_572e86d4 ON public.agreements_topiccrosswalk USING btree (term_id);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX auth_user_groups_group_id_97559544 ON public.auth_user_groups USING btree (group_id);

CREATE INDEX auth_user_groups_user_id_6a12ed8b ON public.auth_user_groups USING btree (user_id);

CREATE INDEX auth_user_user_permissions_permission_id_1fbb5f2c ON public.auth_user_user_permissions USING btree (permission_id);

CREATE INDEX auth_user_user_permissions_user_id_a95ead1b ON public.auth_user_user_permissions USING btree (user_id);

CREATE INDEX auth_user_username_6821ab7c_like ON public.auth_user USING btree (username varchar_pattern_ops);

CREATE INDEX curation_actorclaimhistory_id_f02f2d0a ON public.curation_actorclaimhistory USING btree (id);

CREATE INDEX curation_actorclaimhistory_pgh_context_id_14238fd0 ON public.curation_actorclaimhistory USING btree (pgh_context_id);

CREATE INDEX curation_actorhistory_id_36261185 ON public.curation_actorhistory USING btree (id);

CREATE INDEX curation_actorhistory_pgh_context_id_8609f73b ON public.curation_actorhistory USING btree (pgh_context_id);

CREATE INDEX curation_actoridentifierhistory_actor_id_431a1f85 ON public.curation_actoridentifierhistory USING btree (actor_id);

CREATE INDEX curation_actoridentifierhistory_id_2f09b5ef ON public.curation_actoridentifierhistory USING btree (id);

CREATE INDEX curation_actoridentifierhistory_pgh_context_id_1916379f ON public.curation_actoridentifierhistory USING btree (pgh_context_id);

CREATE INDEX curation_actornamehistory_actor_id_878eb917 ON public.curation_actornamehistory USING btree (actor_id);

CREATE INDEX curation_actornamehistory_id_5407acf4 ON public.curation_actornamehistory USING btree (id);

CREATE INDEX curation_actornamehistory_pgh_context_id_25a8b74a ON public.curation_actornamehistory USING btree (pgh_context_id);

CREATE INDEX curation_agreementclaimhistory_id_ac890e96 ON public.curation_agreementclaimhistory USING btree (id);

CREATE INDEX curation_agreementclaimhistory_pgh_context_id_6f030abf ON public.curation_agreementclaimhistory USING btree (pgh_context_id);

CREATE INDEX curation_agreementhistory_id_99186ad9 ON public.curation_agreementhistory USING btree (id);

CREATE INDEX curation_agreementhistory_pgh_context_id_0fa9fd8c ON public.curation_agreementhistory USING btree (pgh_context_id);

CREATE INDEX curation_agreementidentifierhistory_agreement_id_5e454e82 ON public.curation_agreementidentifierhistory USING btree (agreement_id);

CREATE INDEX curation_agreementidentifierhistory_id_a78d8310 ON public.curation_agreementidentifierhistory USING btree (id);

CREATE INDEX curation_agreementidentifierhistory_pgh_context_id_f70d0223 ON public.curation_agreementidentifierhistory USING btree (pgh_context_id);

CREATE INDEX curation_agreementlinkhistory_id_a00e7d94 ON public.curation_agreementlinkhistory USING btree (id);

CREATE INDEX curation_agreementlinkhistory_pgh_context_id_54bb3ec9 ON public.curation_agreementlinkhistory USING btree (pgh_context_id);

CREATE INDEX curation_agreementlinkhistory_source_id_a938454d ON public.curation_agreementlinkhistory USING btree (source_id);

CREATE INDEX curation_agreementpartyhistory_agreement_id_5acddcbd ON public.curation_agreementpartyhistory USING btree (agreement_id);

CREATE INDEX curation_agreementpartyhistory_id_a8067c7a ON public.curation_agreementpartyhistory USING btree (id);

CREATE INDEX curation_agreementpartyhistory_pgh_context_id_e6d201d3 ON public.curation_agreementpartyhistory USING btree (pgh_context_id);

CREATE INDEX curation_batchitem_batch_id_ac8b0332 ON public.curation_batchitem USING btree (batch_id);

CREATE INDEX curation_batchitem_content_type_id_d82b0969 ON public.curation_batchitem USING btree (content_type_id);

CREATE INDEX curation_clauseconcernshistory_clause_id_cb5bea9e ON public.curation_clauseconcernshistory USING btree (clause_id);

CREATE INDEX curation_clauseconcernshistory_id_0f0c0afa ON public.curation_clauseconcernshistory USING btree (id);

CREATE INDEX curation_clauseconcernshistory_pgh_context_id_ba48f811 ON public.curation_clauseconcernshistory USING btree (pgh_context_id);

CREATE INDEX curation_clausehistory_agreement_id_55602596 ON public.curation_clausehistory USING btree (agreement_id);

CREATE INDEX curation_clausehistory_id_d9ea3c0e ON public.curation_clausehistory USING btree (id);

CREATE INDEX curation_clausehistory_pgh_context_id_27020b6f ON public.curation_clausehistory USING btree (pgh_context_id);

CREATE INDEX curation_clausetopicshistory_clause_id_04057824 ON public.curation_clausetopicshistory USING btree (clause_id);

CREATE INDEX curation_clausetopicshistory_id_a59c7777 ON public.curation_clausetopicshistory USING btree (id);

CREATE INDEX curation_clausetopicshistory_pgh_context_id_c6b67f0d ON public.curation_clausetopicshistory USING btree (pgh_context_id);

CREATE INDEX curation_eventclaimhistory_id_9f3215e3 ON public.curation_eventclaimhistory USING btree (id);

CREATE INDEX curation_eventclaimhistory_pgh_context_id_e1c9fb60 ON public.curation_eventclaimhistory USING btree (pgh_context_id);

CREATE INDEX curation_eventhistory_id_bfb80a77 ON public.curation_eventhistory USING btree (id);

CREATE INDEX curation_eventhistory_pgh_context_id_0a114613 ON public.curation_eventhistory USING btree (pgh_context_id);

CREATE INDEX curation_eventidentifierhistory_event_id_1afa9f69 ON public.curation_eventidentifierhistory USING btree (event_id);

CREATE INDEX curation_eventidentifierhistory_id_1764b179 ON public.curation_eventidentifierhistory USING btree (id);

CREATE INDEX curation_eventidentifierhistory_pgh_context_id_ce2dac90 ON public.curation_eventidentifierhistory USING btree (pgh_context_id);

CREATE INDEX curation_eventlinkhistory_id_fbfea3da ON public.curation_eventlinkhistory USING btree (id);

CREATE INDEX curation_eventlinkhistory_pgh_context_id_aa71be63 ON public.curation_eventlinkhistory USING btree (pgh_context_id);

CREATE INDEX curation_eventlinkhistory_source_id_5840094c ON public.curation_eventlinkhistory USING btree (source_id);

CREATE INDEX curation_eventtypecrosswalkhistory_id_38eac54a ON public.curation_eventtypecrosswalkhistory USING btree (id);

CREATE INDEX curation_eventtypecrosswalkhistory_pgh_context_id_443efdbb ON public.curation_eventtypecrosswalkhistory USING btree (pgh_context_id);

CREATE INDEX curation_eventtypecrosswalkhistory_term_id_d0857efb ON public.curation_eventtypecrosswalkhistory USING btree (term_id);

CREATE INDEX curation_eventtypehistory_id_f6584b97 ON public.curation_eventtypehistory USING btree (id);

CREATE INDEX curation_eventtypehistory_pgh_context_id_bf457d40 ON public.curation_eventtypehistory USING btree (pgh_context_id);

CREATE INDEX curation_figurehistory_id_fcc87d75 ON public.curation_figurehistory USING btree (id);

CREATE INDEX curation_figurehistory_pgh_context_id_75819748 ON public.curation_figurehistory USING btree (pgh_context_id);

CREATE INDEX curation_figureidentifierhistory_figure_id_5f8a4350 ON public.curation_figureidentifierhistory USING btree (figure_id);

CREATE INDEX curation_figureidentifierhistory_id_12b8f670 ON public.curation_figureidentifierhistory USING btree (id);

CREATE INDEX curation_figureidentifierhistory_pgh_context_id_ff39ca74 ON public.curation_figureidentifierhistory USING btree (pgh_context_id);

CREATE INDEX curation_merge_content_type_id_680475f3 ON public.curation_merge USING btree (content_type_id);

CREATE INDEX curation_merge_merged_by_id_eba6db57 ON public.curation_merge USING btree (merged_by_id);

CREATE INDEX curation_merge_undone_by_id_ce22812d ON public.curation_merge USING btree (undone_by_id);

CREATE INDEX curation_participationhistory_event_id_cec67ef0 ON public.curation_participationhistory USING btree (event_id);

CREATE INDEX curation_participationhistory_id_3c97cabf ON public.curation_participationhistory USING btree (id);

CREATE INDEX curation_participationhistory_pgh_context_id_43aea0ad ON public.curation_participationhistory USING btree (pgh_context_id);

CREATE INDEX curation_partyactionhistory_id_bf6d3e8f ON public.curation_partyactionhistory USING btree (id);

CREATE INDEX curation_partyactionhistory_party_id_c800693e ON public.curation_partyactionhistory USING btree (party_id);

CREATE INDEX curation_partyactionhistory_pgh_context_id_ae3ea0c8 ON public.curation_partyactionhistory USING btree (pgh_context_id);

CREATE INDEX curation_placehistory_id_5b3d804f ON public.curation_placehistory USING btree (id);

CREATE INDEX curation_placehistory_pgh_context_id_8a37165c ON public.curation_placehistory USING btree (pgh_context_id);

CREATE INDEX curation_placeidentifierhistory_id_f0906577 ON public.curation_placeidentifierhistory USING btree (id);

CREATE INDEX curation_placeidentifierhistory_pgh_context_id_1fef2d2c ON public.curation_placeidentifierhistory USING btree (pgh_context_id);

CREATE INDEX curation_placeidentifierhistory_place_id_df0ee707 ON public.curation_placeidentifierhistory USING btree (place_id);

CREATE INDEX curation_placenamehistory_id_3612e738 ON public.curation_placenamehistory USING btree (id);

CREATE INDEX curation_placenamehistory_pgh_context_id_1e288b42 ON public.curation_placenamehistory USING btree (pgh_context_id);

CREATE INDEX curation_placenamehistory_place_id_4fae382a ON public.curation_placenamehistory USING btree (place_id);

CREATE INDEX curation_proposal_author ON public.curation_proposal USING btree (author_id, state);

CREATE INDEX curation_proposal_author_id_4a06c702 ON public.curation_proposal USING btree (author_id);

CREATE INDEX curation_proposal_content_type_id_a17bdf59 ON public.curation_proposal USING btree (content_type_id);

CREATE INDEX curation_proposal_decided_by_id_ca1e54e0 ON public.curation_proposal USING btree (decided_by_id);

CREATE INDEX curation_proposal_group_id_7993d3aa ON public.curation_proposal USING btree (group_id);

CREATE INDEX curation_proposal_open ON public.curation_proposal USING btree (content_type_id, object_id) WHERE ((state)::text = 'open'::text);

CREATE INDEX curation_proposal_terms ON public.curation_proposal USING gin (terms jsonb_path_ops) WHERE ((state)::text = 'open'::text);

CREATE INDEX curation_proposalgroup_author_id_76b71504 ON public.curation_proposalgroup USING btree (author_id);

CREATE INDEX curation_relationshiphistory_id_912b140b ON public.curation_relationshiphistory USING btree (id);

CREATE INDEX curation_relationshiphistory_pgh_context_id_844968f0 ON public.curation_relationshiphistory USING btree (pgh_context_id);

CREATE INDEX curation_relationshipidentifierhistory_id_921d3b26 ON public.curation_relationshipidentifierhistory USING btree (id);

CREATE INDEX curation_relationshipidentifierhistory_pgh_context_id_d8aa4a9c ON public.curation_relationshipidentifierhistory USING btree (pgh_context_id);

CREATE INDEX curation_relationshipidentifierhistory_relationship_id_d82fb731 ON public.curation_relationshipidentifierhistory USING btree (relationship_id);

CREATE INDEX curation_representativehistory_action_id_809758a5 ON public.curation_representativehistory USING btree (action_id);

CREATE INDEX curation_representativehistory_id_834c5afc ON public.curation_representativehistory USING btree (id);

CREATE INDEX curation_representativehistory_pgh_context_id_bff42b9c ON public.curation_representativehistory USING btree (pgh_context_id);

CREATE INDEX curation_reviewbatch_user_id_65c47eae ON public.curation_reviewbatch USING btree (user_id);

CREATE INDEX curation_savedsearch_owner_id_ea90e7c4 ON public.curation_savedsearch USING btree (owner_id);

CREATE INDEX curation_sourcehistory_id_bf7bf244 ON public.curation_sourcehistory USING btree (id);

CREATE INDEX curation_sourcehistory_pgh_context_id_8501ea51 ON public.curation_sourcehistory USING btree (pgh_context_id);

CREATE INDEX curation_sourceidentifierhistory_id_17bc9926 ON public.curation_sourceidentifierhistory USING btree (id);

CREATE INDEX curation_sourceidentifierhistory_pgh_context_id_c2e430bd ON public.curation_sourceidentifierhistory USING btree (pgh_context_id);

CREATE INDEX curation_sourceidentifierhistory_source_id_93af4c93 ON public.curation_sourceidentifierhistory USING btree (source_id);

CREATE INDEX curation_topiccrosswalkhistory_id_e18bba81 ON public.curation_topiccrosswalkhistory USING btree (id);

CREATE INDEX curation_topiccrosswalkhistory_pgh_context_id_59eefc7a ON public.curation_topiccrosswalkhistory USING btree (pgh_context_id);

CREATE INDEX curation_topiccrosswalkhistory_term_id_4f2c9357 ON public.curation_topiccrosswalkhistory USING btree (term_id);

CREATE INDEX curation_topichistory_id_be126bac ON public.curation_topichistory USING btree (id);

CREATE INDEX curation_topichistory_pgh_context_id_5d20377f ON public.curation_topichistory USING btree (pgh_context_id);

CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);

CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX django_task_backend_071754_idx ON public.django_tasks_database_dbtaskresult USING btree (backend_name);

CREATE INDEX django_task_queue_n_99c321_idx ON public.django_tasks_database_dbtaskresult USING btree (queue_name);

CREATE INDEX eventclaim_event_h ON public.curation_eventclaimhistory USING btree (event_id) WHERE (event_id IS NOT NULL);

CREATE INDEX eventclaim_figure_h ON public.curation_eventclaimhistory USING btree (figure_id) WHERE (figure_id IS NOT NULL);

CREATE INDEX eventclaim_link_h ON public.curation_eventclaimhistory USING btree (link_id) WHERE (link_id IS NOT NULL);

CREATE INDEX eventclaim_participation_h ON public.curation_eventclaimhistory USING btree (participation_id) WHERE (participation_id IS NOT NULL);

CREATE INDEX events_arc_from ON public.events_arc USING btree (from_event, side);

CREATE INDEX events_arc_to ON public.events_arc USING btree (to_event, side);

CREATE INDEX events_bound_bounded ON public.events_bound USING gist (bounded);

CREATE INDEX events_bound_dating ON public.events_bound USING btree (dating) WHERE (dating = ANY (ARRAY['inferred'::text, 'contradictory'::text]));

CREATE INDEX events_bound_inferred ON public.events_bound USING gist (bounded) WHERE (stated <> 'both'::text);

CREATE INDEX events_event_agreement_id_1df69259 ON public.events_event USING btree (agreement_id);

CREATE INDEX events_event_begins ON public.events_event USING btree ("left"(folded, 80));

CREATE INDEX events_event_date ON public.events_event USING btree (date_from, id);

CREATE INDEX events_event_day_asc ON public.events_event USING btree (COALESCE(date_from, 'infinity'::date), causal_rank, id);

CREATE INDEX events_event_day_desc ON public.events_event USING btree (COALESCE(date_from, '-infinity'::date), causal_rank, id);

CREATE INDEX events_event_folded ON public.events_event USING gin (folded public.gin_trgm_ops);

CREATE INDEX events_event_merged_into_id_e3755e85 ON public.events_event USING btree (merged_into_id);

CREATE INDEX events_event_open_start ON public.events_event USING btree (id) WHERE ((date_from IS NULL) AND (date_to IS NOT NULL));

CREATE INDEX events_event_parent_id_47216859 ON public.events_event USING btree (parent_id);

CREATE INDEX events_event_pending ON public.events_event USING btree (review_status, updated_at) WHERE (NOT ((review_status)::text = 'published'::text));

CREATE INDEX events_event_period ON public.events_event USING gist (period);

CREATE INDEX events_event_place_id_61ecc581 ON public.events_event USING btree (place_id);

CREATE INDEX events_event_possible ON public.events_event USING gist (daterange(
CASE
    WHEN ((date_qualifier)::text = ''::text) THEN date_from
    ELSE NULL::date
END,
CASE
    WHEN ((end_qualifier)::text = ''::text) THEN date_to
    ELSE NULL::date
END, '[]'::text)) WHERE (date_from IS NOT NULL);

CREATE INDEX events_event_search ON public.events_event USING gin (search);

CREATE INDEX events_event_sorted ON public.events_event USING btree (sort_key, id);

CREATE INDEX events_event_type_id_04a81abf ON public.events_event USING btree (type_id);

CREATE INDEX events_event_updated ON public.events_event USING btree (updated_at, id);

CREATE INDEX events_event_waiting ON public.events_event USING btree (submitted_at, id) WHERE ((review_status)::text = 'in_review'::text);

CREATE INDEX events_eventclaim_con ON public.events_eventclaim USING btree (id) WHERE ((verdict)::text = 'contradicts'::text);

CREATE INDEX events_eventclaim_event_id_d527c56a ON public.events_eventclaim USING btree (event_id);

CREATE INDEX events_eventclaim_figure_id_46406c7a ON public.events_eventclaim USING btree (figure_id);

CREATE INDEX events_eventclaim_ids ON public.events_eventclaim USING gin (string_to_array(former_ids, ' '::text)) WHERE (NOT (former_ids = ''::text));

CREATE INDEX events_eventclaim_link_id_d3ab2f6c ON public.events_eventclaim USING btree (link_id);

CREATE INDEX events_eventclaim_participation_id_135cb886 ON public.events_eventclaim USING btree (participation_id);

CREATE INDEX events_eventclaim_source_id_888e7d8f ON public.events_eventclaim USING btree (source_id);

CREATE INDEX events_eventidentifier_code ON public.events_eventidentifier USING btree (value, scheme);

CREATE INDEX events_eventidentifier_event_id_c75d53da ON public.events_eventidentifier USING btree (event_id);

CREATE UNIQUE INDEX events_eventidentifier_event_preferred_once ON public.events_eventidentifier USING btree (event_id, scheme) WHERE preferred;

CREATE UNIQUE INDEX events_eventidentifier_value_preferred_once ON public.events_eventidentifier USING btree (scheme, value) WHERE preferred;

CREATE INDEX events_eventlink_ids ON public.events_eventlink USING gin (string_to_array(former_ids, ' '::text)) WHERE (NOT (former_ids = ''::text));

CREATE INDEX events_eventlink_source_id_53e31d62 ON public.events_eventlink USING btree (source_id);

CREATE INDEX events_eventlink_target_id_ca8a6ebf ON public.events_eventlink USING btree (target_id);

CREATE INDEX events_eventtype_parent_id_d371bc17 ON public.events_eventtype USING btree (parent_id);

CREATE INDEX events_eventtypecrosswalk_term_id_4bf9fa7e ON public.events_eventtypecrosswalk USING btree (term_id);

CREATE INDEX events_figure_actor_id_3a2d9e49 ON public.events_figure USING btree (actor_id);

CREATE INDEX events_figure_agreement_id_70add4be ON public.events_figure USING btree (agreement_id);

CREATE INDEX events_figure_event_id_296660ef ON public.events_figure USING btree (event_id);

CREATE INDEX events_figure_merged_into_id_a9acef66 ON public.events_figure USING btree (merged_into_id);

CREATE INDEX events_figure_pending ON public.events_figure USING btree (review_status, updated_at) WHERE (NOT ((review_status)::text = 'published'::text));

CREATE INDEX events_figure_updated ON public.events_figure USING btree (updated_at, id);

CREATE INDEX events_figure_waiting ON public.events_figure USING btree (submitted_at, id) WHERE ((review_status)::text = 'in_review'::text);

CREATE INDEX events_figureidentifier_code ON public.events_figureidentifier USING btree (value, scheme);

CREATE INDEX events_figureidentifier_figure_id_8f9316eb ON public.events_figureidentifier USING btree (figure_id);

CREATE UNIQUE INDEX events_figureidentifier_figure_preferred_once ON public.events_figureidentifier USING btree (figure_id, scheme) WHERE preferred;

CREATE UNIQUE INDEX events_figureidentifier_value_preferred_once ON public.events_figureidentifier USING btree (scheme, value) WHERE preferred;

CREATE INDEX events_participation_actor_id_8525dad3 ON public.events_participation USING btree (actor_id);

CREATE INDEX events_participation_event_id_f43b76b4 ON public.events_participation USING btree (event_id);

CREATE INDEX events_participation_on_behalf_of_id_35b4aef7 ON public.events_participation USING btree (on_behalf_of_id);

CREATE INDEX events_participation_toward_id_7414cea2 ON public.events_participation USING btree (toward_id);

CREATE INDEX events_place_begins ON public.events_place USING btree ("left"(folded, 80));

CREATE INDEX events_place_country_id_992b123e ON public.events_place USING btree (country_id);

CREATE INDEX events_place_folded ON public.events_place USING gin (folded public.gin_trgm_ops);

CREATE INDEX events_place_parent_id_e61d1fff ON public.events_place USING btree (parent_id);

CREATE INDEX events_place_search ON public.events_place USING gin (search);

CREATE INDEX events_place_sorted ON public.events_place USING btree (sort_key, id);

CREATE INDEX events_placeidentifier_code ON public.events_placeidentifier USING btree (value, scheme);

CREATE INDEX events_placeidentifier_place_id_17b8817a ON public.events_placeidentifier USING btree (place_id);

CREATE UNIQUE INDEX events_placeidentifier_place_preferred_once ON public.events_placeidentifier USING btree (place_id, scheme) WHERE preferred;

CREATE UNIQUE INDEX events_placeidentifier_value_preferred_once ON public.events_placeidentifier USING btree (scheme, value) WHERE preferred;

CREATE INDEX events_placename_begins ON public.events_placename USING btree ("left"(folded, 80));

CREATE INDEX events_placename_folded ON public.events_placename USING gin (folded public.gin_trgm_ops);

CREATE INDEX events_placename_place_id_b6107c85 ON public.events_placename USING btree (place_id);

CREATE INDEX events_placename_search ON public.events_placename USING gin (search);

CREATE INDEX evidence_claimanchor_decided_by_id_6f0b1153 ON public.evidence_claimanchor USING btree (decided_by_id);

CREATE INDEX evidence_claimanchor_open ON public.evidence_claimanchor USING btree (state, id) WHERE ((decision)::text = ''::text);

CREATE INDEX evidence_claimanchor_searched_from_id_b5aac35b ON public.evidence_claimanchor USING btree (searched_from_id);

CREATE INDEX evidence_claimanchor_text_id_3a8bc2c0 ON public.evidence_claimanchor USING btree (text_id);

CREATE INDEX evidence_snapshotfetch_snapshot_id_e4be371a ON public.evidence_snapshotfetch USING btree (snapshot_id);

CREATE INDEX evidence_snapshotfetch_source_id_8cac2849 ON public.evidence_snapshotfetch USING btree (source_id);

CREATE INDEX evidence_snapshotfetch_user_id_a2b95486 ON public.evidence_snapshotfetch USING btree (user_id);

CREATE INDEX evidence_snapshottext_digest ON public.evidence_snapshottext USING btree (digest);

CREATE INDEX evidence_snapshottext_snapshot_id_628c1275 ON public.evidence_snapshottext USING btree (snapshot_id);

CREATE INDEX evidence_sourcesnapshot_added_by_id_dba4d859 ON public.evidence_sourcesnapshot USING btree (added_by_id);

CREATE INDEX evidence_sourcesnapshot_bytes ON public.evidence_sourcesnapshot USING btree (digest);

CREATE INDEX evidence_sourcesnapshot_source_id_030e16fd ON public.evidence_sourcesnapshot USING btree (source_id);

CREATE INDEX imports_import_asked_by_id_28dc06d0 ON public.imports_import USING btree (asked_by_id);

CREATE INDEX imports_import_part_of_id_416f91a1 ON public.imports_import USING btree (part_of_id);

CREATE INDEX imports_import_proposals_id_0d5b66a1 ON public.imports_import USING btree (proposals_id);

CREATE INDEX imports_import_undoing_proposals_id_9aaf5f82 ON public.imports_import USING btree (undoing_proposals_id);

CREATE INDEX imports_import_who_id_267aed96 ON public.imports_import USING btree (who_id);

CREATE INDEX imports_importchange_of_id_3e5e0298 ON public.imports_importchange USING btree (of_id);

CREATE INDEX imports_importfault_line ON public.imports_importfault USING btree (of_id, line);

CREATE INDEX imports_importfault_of_id_d6ee2183 ON public.imports_importfault USING btree (of_id);

CREATE INDEX imports_importrow_of_id_fc2835b3 ON public.imports_importrow USING btree (of_id);

CREATE INDEX imports_importrow_state ON public.imports_importrow USING btree (of_id, state, number);

CREATE INDEX imports_namematch_who_id_705ac167 ON public.imports_namematch USING btree (who_id);

CREATE INDEX imports_savedprofile_user_id_d12437a3 ON public.imports_savedprofile USING btree (user_id);

CREATE INDEX otp_static_staticdevice_user_id_7f9cff2b ON public.otp_static_staticdevice USING btree (user_id);

CREATE INDEX otp_static_statictoken_device_id_74b7c7d1 ON public.otp_static_statictoken USING btree (device_id);

CREATE INDEX otp_static_statictoken_token_d0a51866 ON public.otp_static_statictoken USING btree (token);

CREATE INDEX otp_static_statictoken_token_d0a51866_like ON public.otp_static_statictoken USING btree (token varchar_pattern_ops);

CREATE INDEX otp_totp_totpdevice_user_id_0fb18292 ON public.otp_totp_totpdevice USING btree (user_id);

CREATE INDEX records_change_at ON public.records_change USING btree (at);

CREATE INDEX records_change_resource ON public.records_change USING btree (resource, number);

CREATE INDEX sources_source_begins ON public.sources_source USING btree ("left"(folded, 80));

CREATE INDEX sources_source_day_asc ON public.sources_source USING btree (COALESCE(published_on, 'infinity'::date), id);

CREATE INDEX sources_source_day_desc ON public.sources_source USING btree (COALESCE(published_on, '-infinity'::date), id);

CREATE INDEX sources_source_folded ON public.sources_source USING gin (folded public.gin_trgm_ops);

CREATE INDEX sources_source_merged_into_id_4696868e ON public.sources_source USING btree (merged_into_id);

CREATE INDEX sources_source_pending ON public.sources_source USING btree (review_status, updated_at) WHERE (NOT ((review_status)::text = 'published'::text));

CREATE INDEX sources_source_relies_on_id_342a0e62 ON public.sources_source USING btree (relies_on_id);

CREATE INDEX sources_source_search ON public.sources_source USING gin (search);

CREATE INDEX sources_source_sorted ON public.sources_source USING btree (sort_key, id);

CREATE INDEX sources_source_updated ON public.sources_source USING btree (updated_at, id);

CREATE INDEX sources_source_waiting ON public.sources_source USING btree (submitted_at, id) WHERE ((review_status)::text = 'in_review'::text);

CREATE INDEX sources_sourceidentifier_code ON public.sources_sourceidentifier USING btree (value, scheme);

CREATE INDEX sources_sourceidentifier_source_id_1fab58aa ON public.sources_sourceidentifier USING btree (source_id);

CREATE UNIQUE INDEX sources_sourceidentifier_source_preferred_once ON public.sources_sourceidentifier USING btree (source_id, scheme) WHERE preferred;

CREATE UNIQUE INDEX sources_sourceidentifier_value_preferred_once ON public.sources_sourceidentifier USING btree (scheme, value) WHERE preferred;

CREATE INDEX tasks_db_new_ordering_idx ON public.django_tasks_database_dbtaskresult USING btree (status, priority DESC, run_after, enqueued_at) WHERE ((status)::text = 'READY'::text);

ALTER TABLE ONLY public.accounts_apikey
    ADD CONSTRAINT accounts_apikey_created_by_id_1b5317c8_fk_auth_user_id FOREIGN KEY (created_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_apikey
    ADD CONSTRAINT accounts_apikey_revoked_by_id_c794153d_fk_auth_user_id FOREIGN KEY (revoked_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_actor
    ADD CONSTRAINT actors_actor_country_id_23fa2e4c_fk_actors_actor_id FOREIGN KEY (country_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_actor
    ADD CONSTRAINT actors_actor_merged_into_id_f8e10042_fk_actors_actor_id FOREIGN KEY (merged_into_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_actor
    ADD CONSTRAINT actors_actor_reviewed_by_id_564cf666_fk_auth_user_id FOREIGN KEY (reviewed_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_actor
    ADD CONSTRAINT actors_actor_submitted_by_id_5eb68884_fk_auth_user_id FOREIGN KEY (submitted_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_actorclaim
    ADD CONSTRAINT actors_actorclaim_actor_id_467c5db0_fk_actors_actor_id FOREIGN KEY (actor_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_actorclaim
    ADD CONSTRAINT actors_actorclaim_relationship_id_0a02e525_fk_actors_re FOREIGN KEY (relationship_id) REFERENCES public.actors_relationship(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_actorclaim
    ADD CONSTRAINT actors_actorclaim_source_id_833edc55_fk_sources_source_id FOREIGN KEY (source_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_actoridentifier
    ADD CONSTRAINT actors_actoridentifier_actor_id_cc03c650_fk_actors_actor_id FOREIGN KEY (actor_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_actorname
    ADD CONSTRAINT actors_actorname_actor_id_58df9b31_fk_actors_actor_id FOREIGN KEY (actor_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_relationship
    ADD CONSTRAINT actors_relationship_merged_into_id_7d3540f1_fk_actors_re FOREIGN KEY (merged_into_id) REFERENCES public.actors_relationship(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_relationship
    ADD CONSTRAINT actors_relationship_object_id_270cdedb_fk_actors_actor_id FOREIGN KEY (object_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_relationship
    ADD CONSTRAINT actors_relationship_reviewed_by_id_62956574_fk_auth_user_id FOREIGN KEY (reviewed_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_relationship
    ADD CONSTRAINT actors_relationship_subject_id_918733ea_fk_actors_actor_id FOREIGN KEY (subject_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_relationship
    ADD CONSTRAINT actors_relationship_submitted_by_id_e5051710_fk_auth_user_id FOREIGN KEY (submitted_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.actors_relationshipidentifier
    ADD CONSTRAINT actors_relationshipi_relationship_id_9dd1e8da_fk_actors_re FOREIGN KEY (relationship_id) REFERENCES public.actors_relationship(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreementclaim
    ADD CONSTRAINT agreements_agreement_action_id_7e9a79af_fk_agreement FOREIGN KEY (action_id) REFERENCES public.agreements_partyaction(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreementparty
    ADD CONSTRAINT agreements_agreement_agreement_id_15a1ff1d_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreementclaim
    ADD CONSTRAINT agreements_agreement_agreement_id_291dcefc_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreementidentifier
    ADD CONSTRAINT agreements_agreement_agreement_id_ea6c0d38_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_bloc_id_d574672f_fk_actors_actor_id FOREIGN KEY (bloc_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreementclaim
    ADD CONSTRAINT agreements_agreement_clause_id_8dd22d4f_fk_agreement FOREIGN KEY (clause_id) REFERENCES public.agreements_clause(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreementclaim
    ADD CONSTRAINT agreements_agreement_link_id_4fb2f058_fk_agreement FOREIGN KEY (link_id) REFERENCES public.agreements_agreementlink(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_merged_into_id_51fc3e94_fk_agreement FOREIGN KEY (merged_into_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreementclaim
    ADD CONSTRAINT agreements_agreement_party_id_9269e028_fk_agreement FOREIGN KEY (party_id) REFERENCES public.agreements_agreementparty(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_reviewed_by_id_24d591db_fk_auth_user_id FOREIGN KEY (reviewed_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreementclaim
    ADD CONSTRAINT agreements_agreement_source_id_0c82f05e_fk_sources_s FOREIGN KEY (source_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreementlink
    ADD CONSTRAINT agreements_agreement_source_id_3f2e2791_fk_agreement FOREIGN KEY (source_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_submitted_by_id_37e6e139_fk_auth_user_id FOREIGN KEY (submitted_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreementlink
    ADD CONSTRAINT agreements_agreement_target_id_c66eb84e_fk_agreement FOREIGN KEY (target_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreementparty
    ADD CONSTRAINT agreements_agreementparty_actor_id_206e8456_fk_actors_actor_id FOREIGN KEY (actor_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_clause
    ADD CONSTRAINT agreements_clause_agreement_id_0f393a86_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_clause_concerns
    ADD CONSTRAINT agreements_clause_co_clause_id_0aaa4556_fk_agreement FOREIGN KEY (clause_id) REFERENCES public.agreements_clause(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_clause_concerns
    ADD CONSTRAINT agreements_clause_concerns_actor_id_22ff953e_fk_actors_actor_id FOREIGN KEY (actor_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_clause_topics
    ADD CONSTRAINT agreements_clause_to_clause_id_a2c5871e_fk_agreement FOREIGN KEY (clause_id) REFERENCES public.agreements_clause(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_clause_topics
    ADD CONSTRAINT agreements_clause_to_topic_id_8b07a851_fk_agreement FOREIGN KEY (topic_id) REFERENCES public.agreements_topic(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_partyaction
    ADD CONSTRAINT agreements_partyacti_party_id_40494f4e_fk_agreement FOREIGN KEY (party_id) REFERENCES public.agreements_agreementparty(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_representative
    ADD CONSTRAINT agreements_represent_action_id_c6d8c7fc_fk_agreement FOREIGN KEY (action_id) REFERENCES public.agreements_partyaction(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_representative
    ADD CONSTRAINT agreements_representative_person_id_6434322a_fk_actors_actor_id FOREIGN KEY (person_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_topic
    ADD CONSTRAINT agreements_topic_parent_id_f5e60777_fk_agreements_topic_id FOREIGN KEY (parent_id) REFERENCES public.agreements_topic(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_topiccrosswalk
    ADD CONSTRAINT agreements_topiccros_term_id_572e86d4_fk_agreement FOREIGN KEY (term_id) REFERENCES public.agreements_topic(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_group_id_97559544_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_6a12ed8b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_a95ead1b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_batchitem
    ADD CONSTRAINT curation_batchitem_batch_id_ac8b0332_fk_curation_reviewbatch_id FOREIGN KEY (batch_id) REFERENCES public.curation_reviewbatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_batchitem
    ADD CONSTRAINT curation_batchitem_content_type_id_d82b0969_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_merge
    ADD CONSTRAINT curation_merge_content_type_id_680475f3_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_merge
    ADD CONSTRAINT curation_merge_merged_by_id_eba6db57_fk_auth_user_id FOREIGN KEY (merged_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_merge
    ADD CONSTRAINT curation_merge_undone_by_id_ce22812d_fk_auth_user_id FOREIGN KEY (undone_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_proposal
    ADD CONSTRAINT curation_proposal_author_id_4a06c702_fk_auth_user_id FOREIGN KEY (author_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_proposal
    ADD CONSTRAINT curation_proposal_content_type_id_a17bdf59_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_proposal
    ADD CONSTRAINT curation_proposal_decided_by_id_ca1e54e0_fk_auth_user_id FOREIGN KEY (decided_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_proposal
    ADD CONSTRAINT curation_proposal_group_id_7993d3aa_fk_curation_ FOREIGN KEY (group_id) REFERENCES public.curation_proposalgroup(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_proposalgroup
    ADD CONSTRAINT curation_proposalgroup_author_id_76b71504_fk_auth_user_id FOREIGN KEY (author_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_reviewbatch
    ADD CONSTRAINT curation_reviewbatch_user_id_65c47eae_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.curation_savedsearch
    ADD CONSTRAINT curation_savedsearch_owner_id_ea90e7c4_fk_auth_user_id FOREIGN KEY (owner_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_agreement_id_1df69259_fk_agreements_agreement_id FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_merged_into_id_e3755e85_fk_events_event_id FOREIGN KEY (merged_into_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_parent_id_47216859_fk_events_event_id FOREIGN KEY (parent_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_place_id_61ecc581_fk_events_place_id FOREIGN KEY (place_id) REFERENCES public.events_place(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_reviewed_by_id_6b27b197_fk_auth_user_id FOREIGN KEY (reviewed_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_submitted_by_id_8b080510_fk_auth_user_id FOREIGN KEY (submitted_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_event
    ADD CONSTRAINT events_event_type_id_04a81abf_fk_events_eventtype_id FOREIGN KEY (type_id) REFERENCES public.events_eventtype(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_eventclaim
    ADD CONSTRAINT events_eventclaim_event_id_d527c56a_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_eventclaim
    ADD CONSTRAINT events_eventclaim_figure_id_46406c7a_fk_events_figure_id FOREIGN KEY (figure_id) REFERENCES public.events_figure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_eventclaim
    ADD CONSTRAINT events_eventclaim_link_id_d3ab2f6c_fk_events_eventlink_id FOREIGN KEY (link_id) REFERENCES public.events_eventlink(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_eventclaim
    ADD CONSTRAINT events_eventclaim_participation_id_135cb886_fk_events_pa FOREIGN KEY (participation_id) REFERENCES public.events_participation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_eventclaim
    ADD CONSTRAINT events_eventclaim_source_id_888e7d8f_fk_sources_source_id FOREIGN KEY (source_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_eventidentifier
    ADD CONSTRAINT events_eventidentifier_event_id_c75d53da_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_eventlink
    ADD CONSTRAINT events_eventlink_source_id_53e31d62_fk_events_event_id FOREIGN KEY (source_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_eventlink
    ADD CONSTRAINT events_eventlink_target_id_ca8a6ebf_fk_events_event_id FOREIGN KEY (target_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_eventtype
    ADD CONSTRAINT events_eventtype_parent_id_d371bc17_fk_events_eventtype_id FOREIGN KEY (parent_id) REFERENCES public.events_eventtype(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_eventtypecrosswalk
    ADD CONSTRAINT events_eventtypecros_term_id_4bf9fa7e_fk_events_ev FOREIGN KEY (term_id) REFERENCES public.events_eventtype(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_figure
    ADD CONSTRAINT events_figure_actor_id_3a2d9e49_fk_actors_actor_id FOREIGN KEY (actor_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_figure
    ADD CONSTRAINT events_figure_agreement_id_70add4be_fk_agreements_agreement_id FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_figure
    ADD CONSTRAINT events_figure_event_id_296660ef_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_figure
    ADD CONSTRAINT events_figure_merged_into_id_a9acef66_fk_events_figure_id FOREIGN KEY (merged_into_id) REFERENCES public.events_figure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_figure
    ADD CONSTRAINT events_figure_reviewed_by_id_f1e03da1_fk_auth_user_id FOREIGN KEY (reviewed_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_figure
    ADD CONSTRAINT events_figure_submitted_by_id_bbe33258_fk_auth_user_id FOREIGN KEY (submitted_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_figureidentifier
    ADD CONSTRAINT events_figureidentifier_figure_id_8f9316eb_fk_events_figure_id FOREIGN KEY (figure_id) REFERENCES public.events_figure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_participation
    ADD CONSTRAINT events_participation_actor_id_8525dad3_fk_actors_actor_id FOREIGN KEY (actor_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_participation
    ADD CONSTRAINT events_participation_event_id_f43b76b4_fk_events_event_id FOREIGN KEY (event_id) REFERENCES public.events_event(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_participation
    ADD CONSTRAINT events_participation_on_behalf_of_id_35b4aef7_fk_actors_ac FOREIGN KEY (on_behalf_of_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_participation
    ADD CONSTRAINT events_participation_toward_id_7414cea2_fk_actors_actor_id FOREIGN KEY (toward_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_place
    ADD CONSTRAINT events_place_country_id_992b123e_fk_actors_actor_id FOREIGN KEY (country_id) REFERENCES public.actors_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_place
    ADD CONSTRAINT events_place_parent_id_e61d1fff_fk_events_place_id FOREIGN KEY (parent_id) REFERENCES public.events_place(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_placeidentifier
    ADD CONSTRAINT events_placeidentifier_place_id_17b8817a_fk_events_place_id FOREIGN KEY (place_id) REFERENCES public.events_place(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.events_placename
    ADD CONSTRAINT events_placename_place_id_b6107c85_fk_events_place_id FOREIGN KEY (place_id) REFERENCES public.events_place(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.evidence_claimanchor
    ADD CONSTRAINT evidence_claimanchor_decided_by_id_6f0b1153_fk_auth_user_id FOREIGN KEY (decided_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.evidence_claimanchor
    ADD CONSTRAINT evidence_claimanchor_searched_from_id_b5aac35b_fk_evidence_ FOREIGN KEY (searched_from_id) REFERENCES public.evidence_claimanchor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.evidence_claimanchor
    ADD CONSTRAINT evidence_claimanchor_text_id_3a8bc2c0_fk_evidence_ FOREIGN KEY (text_id) REFERENCES public.evidence_snapshottext(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.evidence_snapshotfetch
    ADD CONSTRAINT evidence_snapshotfet_snapshot_id_e4be371a_fk_evidence_ FOREIGN KEY (snapshot_id) REFERENCES public.evidence_sourcesnapshot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.evidence_snapshotfetch
    ADD CONSTRAINT evidence_snapshotfetch_source_id_8cac2849_fk_sources_source_id FOREIGN KEY (source_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.evidence_snapshotfetch
    ADD CONSTRAINT evidence_snapshotfetch_user_id_a2b95486_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.evidence_snapshottext
    ADD CONSTRAINT evidence_snapshottex_snapshot_id_628c1275_fk_evidence_ FOREIGN KEY (snapshot_id) REFERENCES public.evidence_sourcesnapshot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.evidence_sourcesnapshot
    ADD CONSTRAINT evidence_sourcesnapshot_added_by_id_dba4d859_fk_auth_user_id FOREIGN KEY (added_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.evidence_sourcesnapshot
    ADD CONSTRAINT evidence_sourcesnapshot_source_id_030e16fd_fk_sources_source_id FOREIGN KEY (source_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_asked_by_id_28dc06d0_fk_auth_user_id FOREIGN KEY (asked_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_part_of_id_416f91a1_fk_imports_import_id FOREIGN KEY (part_of_id) REFERENCES public.imports_import(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_proposals_id_0d5b66a1_fk_curation_ FOREIGN KEY (proposals_id) REFERENCES public.curation_proposalgroup(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_undoing_proposals_id_9aaf5f82_fk_curation_ FOREIGN KEY (undoing_proposals_id) REFERENCES public.curation_proposalgroup(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_who_id_267aed96_fk_auth_user_id FOREIGN KEY (who_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.imports_importchange
    ADD CONSTRAINT imports_importchange_of_id_3e5e0298_fk_imports_import_id FOREIGN KEY (of_id) REFERENCES public.imports_import(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.imports_importfault
    ADD CONSTRAINT imports_importfault_of_id_d6ee2183_fk_imports_import_id FOREIGN KEY (of_id) REFERENCES public.imports_import(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.imports_importrow
    ADD CONSTRAINT imports_importrow_of_id_fc2835b3_fk_imports_import_id FOREIGN KEY (of_id) REFERENCES public.imports_import(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.imports_namematch
    ADD CONSTRAINT imports_namematch_who_id_705ac167_fk_auth_user_id FOREIGN KEY (who_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.imports_savedprofile
    ADD CONSTRAINT imports_savedprofile_user_id_d12437a3_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.otp_static_staticdevice
    ADD CONSTRAINT otp_static_staticdevice_user_id_7f9cff2b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.otp_static_statictoken
    ADD CONSTRAINT otp_static_statictok_device_id_74b7c7d1_fk_otp_stati FOREIGN KEY (device_id) REFERENCES public.otp_static_staticdevice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.otp_totp_totpdevice
    ADD CONSTRAINT otp_totp_totpdevice_user_id_0fb18292_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_merged_into_id_4696868e_fk_sources_source_id FOREIGN KEY (merged_into_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_relies_on_id_342a0e62_fk_sources_source_id FOREIGN KEY (relies_on_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_reviewed_by_id_aca66c61_fk_auth_user_id FOREIGN KEY (reviewed_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_submitted_by_id_1330ff4b_fk_auth_user_id FOREIGN KEY (submitted_by_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_sourceidentifier
    ADD CONSTRAINT sources_sourceidenti_source_id_1fab58aa_fk_sources_s FOREIGN KEY (source_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

INSERT INTO public.django_migrations (app, name, applied) VALUES
    ('accounts', '0001_api_keys', now()),
    ('accounts', '0001_release_0_1', now()),
    ('actors', '0001_actors', now()),
    ('actors', '0001_release_0_1', now()),
    ('actors', '0002_public_ids', now()),
    ('actors', '0002_search', now()),
    ('actors', '0003_public_changes', now()),
    ('actors', '0003_sort_key', now()),
    ('actors', '0004_identifiers', now()),
    ('actors', '0004_review', now()),
    ('actors', '0005_edtf_dates', now()),
    ('actors', '0005_work_queues', now()),
    ('actors', '0006_numbers_without_zeros', now()),
    ('actors', '0006_versions', now()),
    ('actors', '0007_history', now()),
    ('actors', '0007_short_quotes', now()),
    ('actors', '0008_created_with_transaction', now()),
    ('actors', '0008_names_by_date', now()),
    ('admin', '0001_initial', now()),
    ('admin', '0002_logentry_remove_auto_add', now()),
    ('admin', '0003_logentry_add_action_flag_choices', now()),
    ('agreements', '0001_agreements', now()),
    ('agreements', '0001_release_0_1', now()),
    ('agreements', '0002_proposed_terms', now()),
    ('agreements', '0002_search', now()),
    ('agreements', '0003_public_changes', now()),
    ('agreements', '0003_public_ids', now()),
    ('agreements', '0004_review', now()),
    ('agreements', '0004_sort_key', now()),
    ('agreements', '0005_identifiers', now()),
    ('agreements', '0005_work_queues', now()),
    ('agreements', '0006_edtf_dates', now()),
    ('agreements', '0006_versions', now()),
    ('agreements', '0007_history', now()),
    ('agreements', '0007_party_actions', now()),
    ('agreements', '0008_created_with_transaction', now()),
    ('agreements', '0008_links_without_cycles', now()),
    ('agreements', '0009_short_quotes', now()),
    ('agreements', '0010_dates_of_force', now()),
    ('auth', '0001_initial', now()),
    ('auth', '0002_alter_permission_name_max_length', now()),
    ('auth', '0003_alter_user_email_max_length', now()),
    ('auth', '0004_alter_user_username_opts', now()),
    ('auth', '0005_alter_user_last_login_null', now()),
    ('auth', '0006_require_contenttypes_0002', now()),
    ('auth', '0007_alter_validators_add_error_messages', now()),
    ('auth', '0008_alter_user_username_max_length', now()),
    ('auth', '0009_alter_user_last_name_max_length', now()),
    ('auth', '0010_alter_group_name_max_length', now()),
    ('auth', '0011_update_proxy_permissions', now()),
    ('auth', '0012_alter_user_first_name_max_length', now()),
    ('contenttypes', '0001_initial', now()),
    ('contenttypes', '0002_remove_content_type_name', now()),
    ('curation', '0001_release_0_1', now()),
    ('curation', '0001_review', now()),
    ('curation', '0002_saved_searches', now()),
    ('curation', '0002_terms_of_proposals', now()),
    ('curation', '0003_merges', now()),
    ('curation', '0003_public_ids', now()),
    ('curation', '0004_history', now()),
    ('curation', '0004_identifiers', now()),
    ('curation', '0005_history_begins', now()),
    ('curation', '0005_partial_indexes_of_histories', now()),
    ('curation', '0006_corrections_by_file', now()),
    ('curation', '0006_place_names', now()),
    ('curation', '0007_review_batches', now()),
    ('curation', '0008_edtf_dates', now()),
    ('curation', '0009_party_actions', now()),
    ('curation', '0010_relies_on', now()),
    ('curation', '0011_terms_of_open_proposals', now()),
    ('curation', '0012_short_quotes', now()),
    ('curation', '0013_names_and_dates', now()),
    ('curation', '0014_bounds', now()),
    ('django_tasks_database', '0001_initial', now()),
    ('django_tasks_database', '0002_alter_dbtaskresult_options', now()),
    ('django_tasks_database', '0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at', now()),
    ('django_tasks_database', '0004_dbtaskresult_started_at', now()),
    ('django_tasks_database', '0005_alter_dbtaskresult_priority_and_more', now()),
    ('django_tasks_database', '0006_alter_dbtaskresult_args_kwargs_and_more', now()),
    ('django_tasks_database', '0007_add_separate_results_fields', now()),
    ('django_tasks_database', '0008_separate_results_field', now()),
    ('django_tasks_database', '0009_remove_results_field', now()),
    ('django_tasks_database', '0010_alter_dbtaskresult_status', now()),
    ('django_tasks_database', '0011_rename_complete_status', now()),
    ('django_tasks_database', '0012_add_separate_exception_fields', now()),
    ('django_tasks_database', '0013_separate_exception_fields', now()),
    ('django_tasks_database', '0014_remove_dbtaskresult_exception_data', now()),
    ('django_tasks_database', '0015_correctly_order_run_after', now()),
    ('django_tasks_database', '0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more', now()),
    ('django_tasks_database', '0017_dbtaskresult_metadata', now()),
    ('django_tasks_database', '0018_rename_succeeded_status', now()),
    ('django_tasks_database', '0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more', now()),
    ('django_tasks_database', '0020_update_db_task_result_ordering', now()),
    ('django_tasks_database', '0021_conditional_partial_index_ordering', now()),
    ('events', '0001_events', now()),
    ('events', '0001_release_0_1', now()),
    ('events', '0002_proposed_terms', now()),
    ('events', '0002_search', now()),
    ('events', '0003_public_changes', now()),
    ('events', '0003_public_ids', now()),
    ('events', '0004_review', now()),
    ('events', '0004_sort_key', now()),
    ('events', '0005_identifiers', now()),
    ('events', '0005_work_queues', now()),
    ('events', '0006_edtf_dates', now()),
    ('events', '0006_versions', now()),
    ('events', '0007_history', now()),
    ('events', '0007_without_cycles', now()),
    ('events', '0008_created_with_transaction', now()),
    ('events', '0008_units_of_metrics', now()),
    ('events', '0009_place_names', now()),
    ('events', '0009_short_quotes', now()),
    ('events', '0010_names_by_date', now()),
    ('events', '0011_bounds', now()),
    ('evidence', '0001_snapshots', now()),
    ('evidence', '0002_anchors', now()),
    ('imports', '0001_imports', now()),
    ('imports', '0001_release_0_1', now()),
    ('imports', '0002_jobs', now()),
    ('imports', '0002_task_path', now()),
    ('imports', '0003_corrections_by_file', now()),
    ('imports', '0003_name_matches', now()),
    ('imports', '0004_profiles', now()),
    ('imports', '0004_removed_rows', now()),
    ('imports', '0005_saved_profiles', now()),
    ('imports', '0006_doubts', now()),
    ('otp_static', '0001_initial', now()),
    ('otp_static', '0002_throttling', now()),
    ('otp_static', '0003_add_timestamps', now()),
    ('otp_totp', '0001_initial', now()),
    ('otp_totp', '0002_auto_20190420_0723', now()),
    ('otp_totp', '0003_add_timestamps', now()),
    ('pghistory', '0001_initial', now()),
    ('pghistory', '0002_aggregateevent', now()),
    ('pghistory', '0003_auto_20201023_1636', now()),
    ('pghistory', '0004_auto_20220906_1625', now()),
    ('pghistory', '0005_events_middlewareevents', now()),
    ('pghistory', '0006_delete_aggregateevent', now()),
    ('pghistory', '0007_auto_20250421_0444', now()),
    ('records', '0001_dates_and_extensions', now()),
    ('records', '0001_release_0_1', now()),
    ('records', '0002_edtf_texts', now()),
    ('records', '0002_feed_of_permanent_ids', now()),
    ('records', '0003_folding', now()),
    ('records', '0003_sort_key', now()),
    ('records', '0004_dates', now()),
    ('records', '0004_public_changes', now()),
    ('records', '0005_noted_day', now()),
    ('records', '0005_reading_dates', now()),
    ('records', '0006_folding_plain_letters', now()),
    ('sessions', '0001_initial', now()),
    ('sources', '0001_release_0_1', now()),
    ('sources', '0001_sources', now()),
    ('sources', '0002_search', now()),
    ('sources', '0002_sort_key', now()),
    ('sources', '0003_identifiers', now()),
    ('sources', '0003_public_changes', now()),
    ('sources', '0004_edtf_dates', now()),
    ('sources', '0004_review', now()),
    ('sources', '0005_relies_on', now()),
    ('sources', '0005_work_queues', now()),
    ('sources', '0006_short_quotes', now()),
    ('sources', '0006_versions', now()),
    ('sources', '0007_history', now()),
    ('sources', '0008_created_with_transaction', now());
