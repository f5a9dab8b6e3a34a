"""SQL functions on imprecise dates, used by generated columns and checks; extensions of PostgreSQL."""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

# Bodies in the SQL standard form are bound when created: they work under any search_path, a restore's empty one included.
FUNCTIONS = """
CREATE FUNCTION first_day_of(day date, exactness text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN exactness IN ('month', 'quarter', 'year', 'decade') THEN date_trunc(exactness, day::timestamp)::date
    ELSE day
END;
COMMENT ON FUNCTION first_day_of IS
'First day of the month, quarter, year or decade around a day; the day itself for exact dates.';

CREATE FUNCTION last_day_of(day date, exactness text) RETURNS date
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
) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT CASE
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

CREATE FUNCTION window_period(
    date_from date, date_to date, exactness text, lifecycle text
) RETURNS daterange
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
"""

DROP = """
DROP FUNCTION window_period;
DROP FUNCTION known_period;
DROP FUNCTION last_day_of;
DROP FUNCTION first_day_of;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(FUNCTIONS, DROP),
    ]
