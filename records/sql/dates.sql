-- Dates as EDTF texts (ISO 8601-2), written and read as in records/dates.py

-- Stable, as to_char is: so that PostgreSQL inlines the bodies.
CREATE OR REPLACE FUNCTION date_text(day date, exactness text)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE exactness
    WHEN 'month' THEN to_char(day, 'YYYY-MM')
    WHEN 'quarter' THEN to_char(day, 'YYYY-') || (32 + extract(quarter FROM day)::int)
    WHEN 'year' THEN to_char(day, 'YYYY')
    WHEN 'decade' THEN left(to_char(day, 'YYYY'), 3) || 'X'
    ELSE to_char(day, 'YYYY-MM-DD')
END;

COMMENT ON FUNCTION date_text IS
'EDTF text (ISO 8601-2) of a single date of stated precision; NULL for an unknown one.';


CREATE OR REPLACE FUNCTION window_text(date_from date, date_to date, exactness text)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
    WHEN date_from IS NULL THEN NULL
    WHEN date_to IS NULL THEN date_text(date_from, exactness) || '/..'
    WHEN date_text(date_from, exactness) = date_text(date_to, exactness)
        THEN date_text(date_from, exactness)
    ELSE date_text(date_from, exactness) || '/' || date_text(date_to, exactness)
END;

COMMENT ON FUNCTION window_text IS
'EDTF text (ISO 8601-2) of a window from its first to its last possible day; NULL for an undated one.';


CREATE OR REPLACE FUNCTION read_date(txt text)
RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN
        txt ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
        AND txt >= '0001' COLLATE "C"
        AND txt < '9999' COLLATE "C"
    THEN CASE
        -- make_date raises an error on a day that its month does not have.
        WHEN right(txt, 2)::int <= extract(
            day FROM make_date(left(txt, 4)::int, substr(txt, 6, 2)::int, 1)
            + interval '1 month' - interval '1 day'
        )
        THEN make_date(left(txt, 4)::int, substr(txt, 6, 2)::int, right(txt, 2)::int)
    END
END;

COMMENT ON FUNCTION read_date IS
'The day that YYYY-MM-DD means; NULL for what is no day of the calendar.';


CREATE OR REPLACE FUNCTION read_unit(txt text, OUT first_day date, OUT exactness text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
BEGIN
    IF txt ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN
        first_day := public.read_date(txt);
        exactness := 'day';
    -- Years run from 1 to 9998; a decade begins with its year 0, so there is none from 0000 on.
    ELSIF txt !~ '^[0-9]{3}[0-9X]'
        OR left(txt, 4) > '9998' COLLATE "C"
        OR left(txt, 3) || '0' = '0000' AND right(left(txt, 4), 1) IN ('0', 'X')
    THEN
        NULL;
    ELSIF txt ~ '^[0-9]{4}-3[3-6]$' THEN
        first_day := make_date(left(txt, 4)::int, 3 * (right(txt, 1)::int - 3) + 1, 1);
        exactness := 'quarter';
    ELSIF txt ~ '^[0-9]{4}-(0[1-9]|1[0-2])$' THEN
        first_day := make_date(left(txt, 4)::int, right(txt, 2)::int, 1);
        exactness := 'month';
    ELSIF txt ~ '^[0-9]{4}$' THEN
        first_day := make_date(txt::int, 1, 1);
        exactness := 'year';
    ELSIF txt ~ '^[0-9]{3}X$' THEN
        first_day := make_date(left(txt, 3)::int * 10, 1, 1);
        exactness := 'decade';
    END IF;
END $body$;

COMMENT ON FUNCTION read_unit IS
'First day and precision of one EDTF date; NULL for a text that is none.';


CREATE OR REPLACE FUNCTION read_window(txt text, OUT date_from date, OUT date_to date, OUT exactness text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
    start record;
    ending record;
    slash int := position('/' in txt);
BEGIN
    IF txt IS NULL THEN
        exactness := 'unknown';
        RETURN;
    END IF;
    start := public.read_unit(CASE WHEN slash > 0 THEN left(txt, slash - 1) ELSE txt END);
    IF start.first_day IS NULL THEN RETURN; END IF;

    IF slash = 0 THEN
        date_to := public.last_day_of(start.first_day, start.exactness);
        exactness := start.exactness;
    ELSIF substr(txt, slash) = '/..' THEN
        exactness := start.exactness;
    ELSE
        ending := public.read_unit(substr(txt, slash + 1));
        date_to := public.last_day_of(ending.first_day, ending.exactness);
        IF ending.first_day IS NULL
            OR ending.exactness <> start.exactness
            OR date_to < start.first_day
        THEN
            date_to := NULL;
            RETURN;
        END IF;
        exactness := CASE
            WHEN start.exactness = 'day' AND start.first_day <> date_to THEN 'range'
            ELSE start.exactness
        END;
    END IF;
    date_from := start.first_day;
END $body$;

COMMENT ON FUNCTION read_window IS
'The window that an EDTF text (ISO 8601-2) states, as records/dates.py reads it; no precision for a text that states none.';
