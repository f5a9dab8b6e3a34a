"""The history of codes in other systems."""

import pghistory.utils
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curation', '0003_public_ids'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgreementIdentifierHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField()),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_transaction', models.BigIntegerField(db_default=models.Func(function='txid_current', output_field=models.BigIntegerField()), editable=False)),
                ('id', models.BigIntegerField(db_index=True, editable=False, null=True)),
                ('value', models.TextField(editable=False, null=True)),
                ('preferred', models.BooleanField(editable=False, null=True)),
                ('valid_from', models.DateField(editable=False, null=True)),
                ('valid_to', models.DateField(editable=False, null=True)),
                ('agreement', models.BigIntegerField(db_column='agreement_id', db_index=True, editable=False, null=True)),
                ('scheme', models.TextField(editable=False, null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'identifier',
                'verbose_name_plural': 'identifiers',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='EventIdentifierHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField()),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_transaction', models.BigIntegerField(db_default=models.Func(function='txid_current', output_field=models.BigIntegerField()), editable=False)),
                ('id', models.BigIntegerField(db_index=True, editable=False, null=True)),
                ('value', models.TextField(editable=False, null=True)),
                ('preferred', models.BooleanField(editable=False, null=True)),
                ('valid_from', models.DateField(editable=False, null=True)),
                ('valid_to', models.DateField(editable=False, null=True)),
                ('event', models.BigIntegerField(db_column='event_id', db_index=True, editable=False, null=True)),
                ('scheme', models.TextField(editable=False, null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'identifier',
                'verbose_name_plural': 'identifiers',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='FigureIdentifierHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField()),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_transaction', models.BigIntegerField(db_default=models.Func(function='txid_current', output_field=models.BigIntegerField()), editable=False)),
                ('id', models.BigIntegerField(db_index=True, editable=False, null=True)),
                ('value', models.TextField(editable=False, null=True)),
                ('preferred', models.BooleanField(editable=False, null=True)),
                ('valid_from', models.DateField(editable=False, null=True)),
                ('valid_to', models.DateField(editable=False, null=True)),
                ('figure', models.BigIntegerField(db_column='figure_id', db_index=True, editable=False, null=True)),
                ('scheme', models.TextField(editable=False, null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'identifier',
                'verbose_name_plural': 'identifiers',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PlaceIdentifierHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField()),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_transaction', models.BigIntegerField(db_default=models.Func(function='txid_current', output_field=models.BigIntegerField()), editable=False)),
                ('id', models.BigIntegerField(db_index=True, editable=False, null=True)),
                ('value', models.TextField(editable=False, null=True)),
                ('preferred', models.BooleanField(editable=False, null=True)),
                ('valid_from', models.DateField(editable=False, null=True)),
                ('valid_to', models.DateField(editable=False, null=True)),
                ('place', models.BigIntegerField(db_column='place_id', db_index=True, editable=False, null=True)),
                ('scheme', models.TextField(editable=False, null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'identifier',
                'verbose_name_plural': 'identifiers',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RelationshipIdentifierHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField()),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_transaction', models.BigIntegerField(db_default=models.Func(function='txid_current', output_field=models.BigIntegerField()), editable=False)),
                ('id', models.BigIntegerField(db_index=True, editable=False, null=True)),
                ('value', models.TextField(editable=False, null=True)),
                ('preferred', models.BooleanField(editable=False, null=True)),
                ('valid_from', models.DateField(editable=False, null=True)),
                ('valid_to', models.DateField(editable=False, null=True)),
                ('relationship', models.BigIntegerField(db_column='relationship_id', db_index=True, editable=False, null=True)),
                ('scheme', models.TextField(editable=False, null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'identifier',
                'verbose_name_plural': 'identifiers',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SourceIdentifierHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField()),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_transaction', models.BigIntegerField(db_default=models.Func(function='txid_current', output_field=models.BigIntegerField()), editable=False)),
                ('id', models.BigIntegerField(db_index=True, editable=False, null=True)),
                ('value', models.TextField(editable=False, null=True)),
                ('preferred', models.BooleanField(editable=False, null=True)),
                ('valid_from', models.DateField(editable=False, null=True)),
                ('valid_to', models.DateField(editable=False, null=True)),
                ('source', models.BigIntegerField(db_column='source_id', db_index=True, editable=False, null=True)),
                ('scheme', models.TextField(editable=False, null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'identifier',
                'verbose_name_plural': 'identifiers',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='actoridentifierhistory',
            name='valid_from',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='actoridentifierhistory',
            name='valid_to',
            field=models.DateField(editable=False, null=True),
        ),
    ]
