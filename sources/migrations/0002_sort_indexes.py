"""Indexes in which what has no date stands last, up and down."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0001_sources"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                models.Func(
                    models.F("published_on"),
                    output_field=models.DateField(),
                    template="COALESCE(%(expressions)s, 'infinity'::date)",
                ),
                models.F("id"),
                name="sources_source_day_asc",
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                models.Func(
                    models.F("published_on"),
                    output_field=models.DateField(),
                    template="COALESCE(%(expressions)s, '-infinity'::date)",
                ),
                models.F("id"),
                name="sources_source_day_desc",
            ),
        ),
    ]
