"""What events, places and their names are sorted by."""

from django.db import migrations, models

from records.sorting import SortKeyField


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0003_sort_key'),
        ('agreements', '0004_sort_key'),
        ('events', '0003_public_ids'),
        ('records', '0003_sort_key'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='placename',
            options={'ordering': ['place', 'language', 'sort_key'], 'verbose_name': 'name of a place', 'verbose_name_plural': 'names of places'},
        ),
        migrations.AddField(
            model_name='event',
            name='sort_key',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.F('title'), function='sort_key', output_field=SortKeyField(db_collation='C')), output_field=SortKeyField(db_collation='C')),
        ),
        migrations.AddField(
            model_name='place',
            name='sort_key',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.F('name'), function='sort_key', output_field=SortKeyField(db_collation='C')), output_field=SortKeyField(db_collation='C')),
        ),
        migrations.AddField(
            model_name='placename',
            name='sort_key',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.F('name'), function='sort_key', output_field=SortKeyField(db_collation='C')), output_field=SortKeyField(db_collation='C')),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['sort_key', 'id'], name='events_event_sorted'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['sort_key', 'id'], name='events_place_sorted'),
        ),
    ]
