"""SQL functions that write dates as the API shows them, equal to records/dates.py."""

from django.db import migrations

# Stable, as to_char is: so that PostgreSQL puts the bodies in place of the calls.
FUNCTIONS = """
CREATE FUNCTION date_text(day date, exactness text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE exactness
    WHEN 'month' THEN to_char(day, 'YYYY-MM')
    WHEN 'quarter' THEN to_char(day, 'YYYY-') || (32 + extract(quarter FROM day)::int)
    WHEN 'year' THEN to_char(day, 'YYYY')
    WHEN 'decade' THEN left(to_char(day, 'YYYY'), 3) || 'X'
    ELSE to_char(day, 'YYYY-MM-DD')
END;
COMMENT ON FUNCTION date_text IS
'EDTF text (ISO 8601-2) of a single date of stated precision; NULL for an unknown one.';

CREATE FUNCTION window_text(date_from date, date_to date, exactness text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
    WHEN date_from IS NULL THEN NULL
    WHEN date_to IS NULL THEN date_text(date_from, exactness) || '/..'
    WHEN date_text(date_from, exactness) = date_text(date_to, exactness) THEN date_text(date_from, exactness)
    ELSE date_text(date_from, exactness) || '/' || date_text(date_to, exactness)
END;
COMMENT ON FUNCTION window_text IS
'EDTF text (ISO 8601-2) of a window from its first to its last possible day; NULL for an undated one.';
"""

DROP = """
DROP FUNCTION window_text;
DROP FUNCTION date_text;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_dates_and_extensions")]
    operations = [migrations.RunSQL(FUNCTIONS, DROP)]
