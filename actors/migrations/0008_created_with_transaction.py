"""A record's creation is told by its transaction, so that the transaction does not count its own writes."""

import django.contrib.postgres.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0007_history"),
    ]

    operations = [
        migrations.AlterField(
            model_name="actor",
            name="created_at",
            field=models.DateTimeField(
                db_default=django.contrib.postgres.functions.TransactionNow(), editable=False
            ),
        ),
        migrations.AlterField(
            model_name="relationship",
            name="created_at",
            field=models.DateTimeField(
                db_default=django.contrib.postgres.functions.TransactionNow(), editable=False
            ),
        ),
    ]
