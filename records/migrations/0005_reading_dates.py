"""SQL functions that read EDTF texts, equal to records/dates.py."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION read_date(txt text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN txt ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
        AND txt >= '0001' COLLATE "C" AND txt < '9999' COLLATE "C"
    THEN CASE
        WHEN right(txt, 2)::int <= extract(
            day FROM make_date(left(txt, 4)::int, substr(txt, 6, 2)::int, 1)
            + interval '1 month' - interval '1 day'
        ) THEN make_date(left(txt, 4)::int, substr(txt, 6, 2)::int, right(txt, 2)::int)
    END
END;
COMMENT ON FUNCTION read_date IS 'The day that YYYY-MM-DD means; NULL for what is no day of the calendar.';

CREATE FUNCTION read_unit(txt text, OUT first_day date, OUT exactness text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
BEGIN
    IF txt ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN
        first_day := public.read_date(txt);
        exactness := 'day';
    ELSIF txt !~ '^[0-9]{3}[0-9X]' OR left(txt, 4) > '9998' COLLATE "C" OR left(txt, 3) || '0' = '0000'
        AND (right(left(txt, 4), 1) IN ('0', 'X')) THEN
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
COMMENT ON FUNCTION read_unit IS 'First day and precision of one EDTF date; NULL for a text that is none.';

CREATE FUNCTION read_window(txt text, OUT date_from date, OUT date_to date, OUT exactness text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE
    start record;
    ending record;
    slash int := position('/' in txt);
BEGIN
    IF txt IS NULL THEN exactness := 'unknown'; RETURN; END IF;
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
        IF ending.first_day IS NULL OR ending.exactness <> start.exactness
            OR date_to < start.first_day THEN date_to := NULL; RETURN; END IF;
        exactness := CASE WHEN start.exactness = 'day' AND start.first_day <> date_to
            THEN 'range' ELSE start.exactness END;
    END IF;
    date_from := start.first_day;
END $body$;
COMMENT ON FUNCTION read_window IS
'The window that an EDTF text (ISO 8601-2) states, as records/dates.py reads it; no precision for a text that states none.';
"""

DROP = """
DROP FUNCTION read_window;
DROP FUNCTION read_unit;
DROP FUNCTION read_date;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0004_public_changes")]
    operations = [migrations.RunSQL(FUNCTIONS, DROP)]
