-- Seasons and centuries, and windows that are open on one side. Rows store what these return: this file never changes.

CREATE OR REPLACE FUNCTION first_day_of(day date, exactness text)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN exactness IN ('month', 'quarter', 'year', 'decade')
        THEN date_trunc(exactness, day::timestamp)::date
    WHEN exactness = 'season'
        THEN (date_trunc('quarter', day::timestamp - interval '2 months') + interval '2 months')::date
    WHEN exactness = 'century'
        THEN (date_trunc('year', day::timestamp) - make_interval(years => extract(year FROM day)::int % 100))::date
    ELSE day
END;

COMMENT ON FUNCTION first_day_of IS
'First day of the month, quarter, season, year, decade or century around a day; the day itself for exact dates.';


CREATE OR REPLACE FUNCTION last_day_of(day date, exactness text)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE exactness
    WHEN 'month' THEN (date_trunc('month', day::timestamp) + interval '1 month')::date - 1
    WHEN 'quarter' THEN (date_trunc('quarter', day::timestamp) + interval '3 months')::date - 1
    WHEN 'season'
        THEN (date_trunc('quarter', day::timestamp - interval '2 months') + interval '5 months')::date - 1
    WHEN 'year' THEN (date_trunc('year', day::timestamp) + interval '1 year')::date - 1
    WHEN 'decade' THEN (date_trunc('decade', day::timestamp) + interval '10 years')::date - 1
    WHEN 'century'
        THEN (
            date_trunc('year', day::timestamp)
            + make_interval(years => 100 - extract(year FROM day)::int % 100)
        )::date - 1
    ELSE day
END;

COMMENT ON FUNCTION last_day_of IS
'Last day of the month, quarter, season, year, decade or century around a day; the day itself for exact dates.';


CREATE FUNCTION event_period(date_from date, date_to date, exactness text, is_span boolean, lifecycle text)
RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN date_to < date_from THEN NULL
    WHEN date_from IS NOT NULL AND date_to IS NOT NULL THEN daterange(date_from, date_to, '[]')
    WHEN date_from IS NOT NULL AND lifecycle = 'ongoing' THEN daterange(date_from, NULL)
    WHEN NOT is_span THEN NULL
    WHEN date_from IS NOT NULL THEN daterange(date_from, last_day_of(date_from, exactness), '[]')
    WHEN date_to IS NOT NULL THEN daterange(first_day_of(date_to, exactness), date_to, '[]')
END;

COMMENT ON FUNCTION event_period IS
'The days on which an event can have happened: its window; without end while ongoing; where one end of a span is open, '
'the days on which the other can have been. NULL where it is undated, and where something that happened once has one day only.';
