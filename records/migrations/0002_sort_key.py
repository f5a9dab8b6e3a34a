"""The SQL function that names are sorted by."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):

    dependencies = [("records", "0001_release_0_1")]

    operations = [migrations.RunSQL(SQL, "DROP FUNCTION sort_key(text)")]
