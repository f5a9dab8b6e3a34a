"""History of the new columns of dates of events; known entries had none of these marks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curation', '0007_review_batches'),
    ]

    operations = [
        migrations.AddField(
            model_name='eventhistory',
            name='date_qualifier',
            field=models.TextField(default='', editable=False, null=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='eventhistory',
            name='end_precision',
            field=models.TextField(default='', editable=False, null=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='eventhistory',
            name='end_qualifier',
            field=models.TextField(default='', editable=False, null=True),
            preserve_default=False,
        ),
    ]
