"""What a source relies on, in its history."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curation', '0009_party_actions'),
    ]

    operations = [
        migrations.AddField(
            model_name='sourcehistory',
            name='relies_on',
            field=models.BigIntegerField(db_column='relies_on_id', editable=False, null=True),
        ),
    ]
