-- Dates as EDTF texts (ISO 8601-2), written and read as in records/dates.py

-- Stable, as to_char is: so that PostgreSQL inlines the bodies.
CREATE OR REPLACE FUNCTION date_text(day date, exactness text)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE exactness
    WHEN 'month' THEN to_char(day, 'YYYY-MM')
    WHEN 'quarter' THEN to_char(day, 'YYYY-') || (32 + extract(quarter FROM day)::int)
    -- Winter begins in December: January and February are in that of the year before.
    WHEN 'season' THEN to_char(day - interval '2 months', 'YYYY-')
        || (20 + extract(quarter FROM day - interval '2 months')::int)
    WHEN 'year' THEN to_char(day, 'YYYY')
    WHEN 'decade' THEN left(to_char(day, 'YYYY'), 3) || 'X'
    WHEN 'century' THEN left(to_char(day, 'YYYY'), 2) || 'XX'
    ELSE to_char(day, 'YYYY-MM-DD')
END;

COMMENT ON FUNCTION date_text IS
'EDTF text (ISO 8601-2) of a single date of stated precision; NULL for an unknown one.';


-- The window of two arguments more was another function.
DROP FUNCTION IF EXISTS window_text(date, date, text);

CREATE OR REPLACE FUNCTION window_text(
    date_from date, date_to date, exactness text, end_exactness text, qualifier text, end_qualifier text,
    is_span boolean
)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
    WHEN date_from IS NULL AND date_to IS NULL THEN NULL
    WHEN date_text(date_from, exactness) || qualifier
        = date_text(date_to, CASE end_exactness WHEN '' THEN exactness ELSE end_exactness END) || end_qualifier
        THEN date_text(date_from, exactness) || qualifier
    ELSE
        CASE WHEN is_span THEN '' ELSE '[' END
        || coalesce(date_text(date_from, exactness) || qualifier, CASE WHEN is_span THEN '..' ELSE '' END)
        || CASE WHEN is_span THEN '/' ELSE '..' END
        || coalesce(
            date_text(date_to, CASE end_exactness WHEN '' THEN exactness ELSE end_exactness END) || end_qualifier,
            CASE WHEN is_span THEN '..' ELSE '' END
        )
        || CASE WHEN is_span THEN '' ELSE ']' END
END;

COMMENT ON FUNCTION window_text IS
'EDTF text (ISO 8601-2) of the window of an event: an interval of what lasted, a set of what happened once; NULL for an undated one.';


CREATE OR REPLACE FUNCTION precision_of_day(txt text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN txt IS NOT NULL THEN 'day' END;

COMMENT ON FUNCTION precision_of_day IS
'The precision of a date in files of versions that had days only; NULL where there is none.';


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


DROP FUNCTION IF EXISTS read_window(text);
DROP FUNCTION IF EXISTS read_unit(text);

CREATE FUNCTION read_unit(
    txt text, OUT first_day date, OUT last_day date, OUT exactness text, OUT qualifier text
)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
BEGIN
    qualifier := coalesce(substring(txt FROM '[~?%]$'), '');
    txt := left(txt, length(txt) - length(qualifier));
    IF txt ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN
        first_day := public.read_date(txt);
        exactness := 'day';
    -- Years run from 1 to 9998; a decade begins with its year 0, so there is none from 0000 on.
    ELSIF txt !~ '^[0-9]{2}([0-9][0-9X]|XX)'
        OR left(txt, 4) > '9998' COLLATE "C"
        OR replace(left(txt, 4), 'X', '0') = '0000'
    THEN
        NULL;
    ELSIF txt ~ '^[0-9]{4}-3[3-6]$' THEN
        first_day := make_date(left(txt, 4)::int, 3 * (right(txt, 1)::int - 3) + 1, 1);
        exactness := 'quarter';
    ELSIF txt ~ '^[0-9]{4}-2[1-4]$' AND txt <> '9998-24' THEN
        first_day := make_date(left(txt, 4)::int, 3 * right(txt, 1)::int, 1);
        exactness := 'season';
    ELSIF txt ~ '^[0-9]{4}-(0[1-9]|1[0-2])$' THEN
        first_day := make_date(left(txt, 4)::int, right(txt, 2)::int, 1);
        exactness := 'month';
    ELSIF txt ~ '^[0-9]{4}$' THEN
        first_day := make_date(txt::int, 1, 1);
        exactness := 'year';
    ELSIF txt ~ '^[0-9]{3}X$' THEN
        first_day := make_date(left(txt, 3)::int * 10, 1, 1);
        exactness := 'decade';
    ELSIF txt ~ '^[0-9]{2}XX$' THEN
        first_day := make_date(left(txt, 2)::int * 100, 1, 1);
        exactness := 'century';
    END IF;
    last_day := public.last_day_of(first_day, exactness);
END $body$;

COMMENT ON FUNCTION read_unit IS
'Days, precision and qualifier of one EDTF date; no day for a text that is none.';


CREATE FUNCTION read_window(
    txt text, OUT date_from date, OUT date_to date, OUT exactness text, OUT end_exactness text,
    OUT qualifier text, OUT end_qualifier text, OUT form text
)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
    starting record;
    ending record;
    start_text text := txt;
    end_text text;
    has_start boolean := true;
    has_end boolean := true;
BEGIN
    IF txt IS NULL THEN
        exactness := 'unknown';
        end_exactness := '';
        qualifier := '';
        end_qualifier := '';
        form := 'date';
        RETURN;
    END IF;

    form := CASE
        WHEN txt ~ '^\[.*\.\..*\]$' THEN 'set' WHEN position('/' IN txt) > 0 THEN 'interval' ELSE 'date'
    END;
    IF form = 'set' THEN
        start_text := substr(txt, 2, position('..' IN txt) - 2);
        end_text := substr(txt, position('..' IN txt) + 2, length(txt) - position('..' IN txt) - 2);
        has_start := start_text <> '';
        has_end := end_text <> '';
    ELSIF form = 'interval' THEN
        start_text := left(txt, position('/' IN txt) - 1);
        end_text := substr(txt, position('/' IN txt) + 1);
        has_start := start_text <> '..';
        has_end := end_text <> '..';
    END IF;
    starting := public.read_unit(CASE WHEN has_start THEN start_text END);
    ending := CASE WHEN form = 'date' THEN starting ELSE public.read_unit(CASE WHEN has_end THEN end_text END) END;
    IF NOT (has_start OR has_end)
        OR has_start AND starting.first_day IS NULL
        OR has_end AND ending.first_day IS NULL
        OR ending.last_day < starting.first_day
    THEN
        form := NULL;
        RETURN;
    END IF;

    date_from := starting.first_day;
    date_to := ending.last_day;
    qualifier := coalesce(starting.qualifier, '');
    end_qualifier := coalesce(ending.qualifier, '');
    exactness := CASE
        WHEN starting.exactness = 'day' AND ending.exactness = 'day' AND date_from <> date_to THEN 'range'
        ELSE coalesce(starting.exactness, ending.exactness)
    END;
    end_exactness := CASE WHEN starting.exactness <> ending.exactness THEN ending.exactness ELSE '' END;
END $body$;

COMMENT ON FUNCTION read_window IS
'The window that an EDTF text (ISO 8601-2) states and whether it is one date, a set or an interval, as records/dates.py reads it; no precision for a text that states none.';
