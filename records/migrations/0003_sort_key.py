"""The SQL function that names are sorted by."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):

    dependencies = [("records", "0002_feed_of_permanent_ids")]

    operations = [migrations.RunSQL(SQL, "DROP FUNCTION sort_key(text)")]
