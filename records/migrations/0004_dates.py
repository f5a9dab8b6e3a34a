"""Dates of seasons and centuries; windows that are open on one side."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):

    dependencies = [("records", "0003_sort_key")]

    # The first two go on reading what they read before.
    operations = [
        migrations.RunSQL(SQL, "DROP FUNCTION event_period(date, date, text, boolean, text)")
    ]
