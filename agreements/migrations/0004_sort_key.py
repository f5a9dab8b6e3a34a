"""What agreements are sorted by."""

from django.db import migrations, models

from records.sorting import SortKeyField


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0003_sort_key'),
        ('agreements', '0003_public_ids'),
        ('records', '0003_sort_key'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='sort_key',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.F('title'), function='sort_key', output_field=SortKeyField(db_collation='C')), output_field=SortKeyField(db_collation='C')),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['sort_key', 'id'], name='agreements_agreement_sorted'),
        ),
    ]
