-- Functions behind generated columns, indexes and constraints, as of release 0.1.
--
-- Rows store what these return, so this file never changes (tests/project/test_migrations.py). To change a
-- function, write a migration with its new definition that also recomputes the columns.
--
-- Bodies in the SQL standard form are bound when they are created: they work under any search_path,
-- including the empty one of a restore, and PostgreSQL knows which function needs which.

CREATE FUNCTION first_day_of(day date, exactness text)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN exactness IN ('month', 'quarter', 'year', 'decade')
        THEN date_trunc(exactness, day::timestamp)::date
    ELSE day
END;

COMMENT ON FUNCTION first_day_of IS
'First day of the month, quarter, year or decade around a day; the day itself for exact dates.';


CREATE FUNCTION last_day_of(day date, exactness text)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE exactness
    WHEN 'month' THEN (date_trunc('month', day::timestamp) + interval '1 month')::date - 1
    WHEN 'quarter' THEN (date_trunc('quarter', day::timestamp) + interval '3 months')::date - 1
    WHEN 'year' THEN (date_trunc('year', day::timestamp) + interval '1 year')::date - 1
    WHEN 'decade' THEN (date_trunc('decade', day::timestamp) + interval '10 years')::date - 1
    ELSE day
END;

COMMENT ON FUNCTION last_day_of IS
'Last day of the month, quarter, year or decade around a day; the day itself for exact dates.';


CREATE FUNCTION known_period(
    start_on date, start_precision text, end_on date, lifecycle text, as_of date
)
RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT
        CASE
            WHEN first_known IS NULL THEN NULL
            WHEN lifecycle = 'ongoing' THEN daterange(first_known, NULL)
            WHEN lifecycle = 'ended' AND end_on > first_known THEN daterange(first_known, end_on)
            WHEN lifecycle = 'unknown' AND as_of >= first_known THEN daterange(first_known, as_of, '[]')
        END
    FROM (SELECT least(last_day_of(start_on, start_precision), as_of) AS first_known) AS known
);

COMMENT ON FUNCTION known_period IS
'The days on which something is known to have held: from the last day on which it can have begun, or '
'the day of the report if that is earlier, '
'to the day before it ended, to no end while ongoing, to the day of the last report where nothing '
'is known of its end. NULL where no day is known.';


CREATE FUNCTION window_period(date_from date, date_to date, exactness text, lifecycle text)
RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN date_from IS NULL OR date_to < date_from THEN NULL
    WHEN date_to IS NOT NULL THEN daterange(date_from, date_to, '[]')
    WHEN lifecycle = 'ongoing' THEN daterange(date_from, NULL)
    ELSE daterange(date_from, last_day_of(date_from, exactness), '[]')
END;

COMMENT ON FUNCTION window_period IS
'The days on which an event can have happened: its window, without end while ongoing, only the '
'window of its start where nothing is known of its end. NULL where it is undated.';


-- Not STRICT, which changes nothing for NULL: so PostgreSQL inlines the expression into its statements.
CREATE FUNCTION folded(text text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    -- ASCII text needs no look at other alphabets; the result is the same.
    WHEN octet_length(text) = length(text)
        THEN regexp_replace(lower(translate(text, '`', '''') COLLATE "C"), 'dj+', 'd', 'g')
    ELSE regexp_replace(lower(regexp_replace(normalize(translate(
        -- Letters that become several, in both cases alike
        replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(
            normalize(text, NFC),
            -- Serbian and Macedonian: as in their own Latin script, without its diacritics
            'Љ', 'lj'), 'љ', 'lj'),
            'Њ', 'nj'), 'њ', 'nj'),
            'Џ', 'dz'), 'џ', 'dz'),
            'Ђ', 'dj'), 'ђ', 'dj'),
            'Ѓ', 'gj'), 'ѓ', 'gj'),
            'Ќ', 'kj'), 'ќ', 'kj'),
            'Ѕ', 'dz'), 'ѕ', 'dz'),
            -- Bulgarian, Ukrainian, Russian
            'Щ', 'st'), 'щ', 'st'),
            'Ю', 'ju'), 'ю', 'ju'),
            'Я', 'ja'), 'я', 'ja'),
            'Є', 'je'), 'є', 'je'),
            -- Latin: Đ is typed as Dj or as D, so all three become d; Ð and Ɖ are often typed in its place
            'Đ', 'dj'), 'đ', 'dj'),
            'Ð', 'dj'), 'ð', 'dj'),
            'Ɖ', 'dj'), 'ɖ', 'dj'),
            'ẞ', 'ss'), 'ß', 'ss'),
            'Æ', 'ae'), 'æ', 'ae'),
            'Œ', 'oe'), 'œ', 'oe'),
            'Þ', 'th'), 'þ', 'th'),
        -- Single letters: Cyrillic; Latin without a decomposition; Greek, which keeps its letters in one case; signs.
        -- The last two are dropped.
            'абвгдежзијклмнопрстћуфхцчш'
            'АБВГДЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ'
            'йъёэыіїґўѐѝ'
            'ЙЪЁЭЫІЇҐЎЀЍ'
            'łøıħŧ'
            'ŁØĦŦ'
            'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςΆΈΉΊΌΎΏΪΫ'
            '’‘ʼ`–—‑'
            'ьЬ',
            'abvgdezzijklmnoprstcufhccs'
            'abvgdezzijklmnoprstcufhccs'
            'jaeeyiiguei'
            'jaeeyiiguei'
            'loiht'
            'loht'
            'αβγδεζηθικλμνξοπρστυφχψωσαεηιουωιυ'
            '''''''''---'
    ), NFKD), U&'[\0300-\036F]', '', 'g') COLLATE "C"), 'dj+', 'd', 'g')
END;

COMMENT ON FUNCTION folded IS
'The text in small Latin letters without diacritics: Вучић, Vučić and VUCIC are all vucic.';


CREATE FUNCTION folded_words(text text, weight text)
RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN setweight(
    to_tsvector('simple'::regconfig, translate(folded(left(text, 200000)), './_@:-', '      ')),
    weight::"char"
);

COMMENT ON FUNCTION folded_words IS
'The folded words of a text with their weight, A to D, for full text search.';
