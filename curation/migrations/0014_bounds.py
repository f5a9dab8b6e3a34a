"""History of the new columns of events and their links."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curation', '0013_names_and_dates'),
    ]

    operations = [
        migrations.AddField(
            model_name='eventhistory',
            name='part_in_time',
            field=models.BooleanField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='eventhistory',
            name='undated_reason',
            field=models.TextField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='eventlinkhistory',
            name='lag',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='eventlinkhistory',
            name='lag_unit',
            field=models.TextField(editable=False, null=True),
        ),
    ]
