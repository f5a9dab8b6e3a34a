"""Indexes in which what has no date stands last, up and down."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_sort_indexes"),
        ("events", "0001_events"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                models.Func(
                    models.F("date_from"),
                    output_field=models.DateField(),
                    template="COALESCE(%(expressions)s, 'infinity'::date)",
                ),
                models.F("id"),
                name="events_event_day_asc",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                models.Func(
                    models.F("date_from"),
                    output_field=models.DateField(),
                    template="COALESCE(%(expressions)s, '-infinity'::date)",
                ),
                models.F("id"),
                name="events_event_day_desc",
            ),
        ),
    ]
