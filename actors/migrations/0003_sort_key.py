"""What actors and their names are sorted by."""

from django.db import migrations, models

from records.sorting import SortKeyField


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0002_public_ids'),
        ('records', '0003_sort_key'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='actorname',
            options={'ordering': ['actor', 'language', 'sort_key'], 'verbose_name': 'name'},
        ),
        migrations.AddField(
            model_name='actor',
            name='sort_key',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.F('name'), function='sort_key', output_field=SortKeyField(db_collation='C')), output_field=SortKeyField(db_collation='C')),
        ),
        migrations.AddField(
            model_name='actorname',
            name='sort_key',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.F('name'), function='sort_key', output_field=SortKeyField(db_collation='C')), output_field=SortKeyField(db_collation='C')),
        ),
        migrations.AddIndex(
            model_name='actor',
            index=models.Index(fields=['sort_key', 'id'], name='actors_actor_sorted'),
        ),
    ]
