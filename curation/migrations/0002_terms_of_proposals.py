"""Proposals name the terms and places that their records would show."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("curation", "0001_release_0_1")]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="terms",
            field=models.JSONField(default=dict, editable=False),
        ),
    ]
