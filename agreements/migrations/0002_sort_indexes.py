"""Indexes in which what has no date stands last, up and down."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0001_actors"),
        ("agreements", "0001_agreements"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                models.Func(
                    models.F("signed_on"),
                    output_field=models.DateField(),
                    template="COALESCE(%(expressions)s, 'infinity'::date)",
                ),
                models.F("id"),
                name="agreements_agreement_day_asc",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                models.Func(
                    models.F("signed_on"),
                    output_field=models.DateField(),
                    template="COALESCE(%(expressions)s, '-infinity'::date)",
                ),
                models.F("id"),
                name="agreements_agreement_day_desc",
            ),
        ),
    ]
