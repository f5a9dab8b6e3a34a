"""The day up to which the feed of changes has what only the passing of days changed; none before it is first read."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0004_dates")]

    operations = [
        migrations.RunSQL(
            "CREATE TABLE records_noted_day ("
            " id int PRIMARY KEY DEFAULT 1 CONSTRAINT records_noted_day_is_one CHECK (id = 1),"
            " day date NOT NULL)",
            "DROP TABLE records_noted_day",
        )
    ]
