"""What sources are sorted by."""

from django.db import migrations, models

from records.sorting import SortKeyField


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0001_release_0_1'),
        ('records', '0003_sort_key'),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='sort_key',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.F('title'), function='sort_key', output_field=SortKeyField(db_collation='C')), output_field=SortKeyField(db_collation='C')),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(fields=['sort_key', 'id'], name='sources_source_sorted'),
        ),
    ]
