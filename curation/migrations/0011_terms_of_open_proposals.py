"""What open proposals would show is found by an index: every change of a term or place asks for it."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0010_relies_on"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="proposal",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.F("terms"), name="jsonb_path_ops"
                ),
                condition=models.Q(("state", "open")),
                name="curation_proposal_terms",
            ),
        ),
    ]
