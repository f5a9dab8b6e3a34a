"""The tables of imports as of release 0.1."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import imports.models
import records.search
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('imports', '0001_imports'),
        ('imports', '0002_jobs'),
        ('imports', '0003_name_matches'),
        ('imports', '0004_profiles'),
    ]

    dependencies = [
        ('records', '0001_release_0_1'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('file_name', models.CharField(editable=False, max_length=255)),
                ('checksum', models.CharField(blank=True, editable=False, max_length=64)),
                ('resource', models.CharField(editable=False, max_length=60)),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, editable=False, size=None)),
                ('upload', models.FileField(blank=True, editable=False, max_length=60, storage=imports.models.uploads, upload_to=imports.models.stored_name)),
                ('options', models.JSONField(default=dict, editable=False)),
                ('profile', models.CharField(blank=True, editable=False, max_length=60)),
                ('mapping', models.TextField(blank=True, editable=False)),
                ('notes', models.JSONField(default=list, editable=False)),
                ('status', models.CharField(default='queued', editable=False, max_length=9)),
                ('step', models.CharField(default='nothing', editable=False, max_length=7)),
                ('task', models.UUIDField(editable=False, null=True)),
                ('progress', models.JSONField(default=dict, editable=False)),
                ('cancelled_at', models.DateTimeField(editable=False, null=True)),
                ('counts', models.JSONField(default=dict, editable=False)),
                ('error', models.TextField(blank=True, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('started_at', models.DateTimeField(editable=False, null=True)),
                ('heartbeat_at', models.DateTimeField(editable=False, null=True)),
                ('finished_at', models.DateTimeField(editable=False, null=True)),
                ('part_of', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='imports.import')),
                ('user', models.ForeignKey(db_column='who_id', editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ('-id',),
                'default_permissions': ('view',),
                'constraints': [
                    models.UniqueConstraint(fields=('key',), name='imports_import_key_unique'),
                    models.CheckConstraint(condition=models.Q(('status__in', ['applying', 'cancelled', 'checked', 'checking', 'done', 'failed', 'queued', 'undoing', 'undone'])), name='imports_import_status_known'),
                    models.CheckConstraint(condition=models.Q(('step__in', ['apply', 'check', 'nothing', 'undo'])), name='imports_import_step_known'),
                    models.CheckConstraint(condition=models.Q(('part_of', None), ('mapping', ''), _connector='OR'), name='imports_import_whole_or_part'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('line', models.PositiveIntegerField(editable=False)),
                ('table', models.CharField(editable=False, max_length=63)),
                ('row', models.BigIntegerField(editable=False)),
                ('was', models.JSONField(editable=False, null=True)),
                ('stamp', models.TextField(editable=False)),
                ('import_job', models.ForeignKey(db_column='of_id', editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='imports.import')),
            ],
            options={
                'verbose_name': 'change of an import',
                'verbose_name_plural': 'changes of imports',
                'ordering': ('import_job', 'number'),
                'default_permissions': ('view',),
                'constraints': [
                    models.UniqueConstraint(fields=('import_job', 'number'), name='imports_importchange_unique'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('line', models.PositiveIntegerField(editable=False)),
                ('kind', models.CharField(editable=False, max_length=14)),
                ('column', models.TextField(blank=True, editable=False)),
                ('value', models.TextField(blank=True, editable=False)),
                ('expected', models.TextField(blank=True, editable=False)),
                ('nearest', models.TextField(blank=True, editable=False)),
                ('import_job', models.ForeignKey(db_column='of_id', editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='faults', to='imports.import')),
            ],
            options={
                'verbose_name': 'fault of an import',
                'verbose_name_plural': 'faults of imports',
                'ordering': ('import_job', 'number'),
                'default_permissions': ('view',),
                'indexes': [
                    models.Index(fields=['import_job', 'line'], name='imports_importfault_line'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('import_job', 'number'), name='imports_importfault_unique'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['ambiguous', 'cells', 'character', 'code', 'conflict', 'date', 'doubled_column', 'duplicate', 'file', 'left_out', 'long', 'missing', 'missing_column', 'not_draft', 'number', 'rule', 'truth', 'unknown', 'unknown_column', 'unmatched'])), name='imports_importfault_kind_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('cells', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(null=True), editable=False, size=None)),
                ('state', models.CharField(editable=False, max_length=9)),
                ('differences', models.JSONField(editable=False, null=True)),
                ('stamp', models.TextField(blank=True, editable=False)),
                ('import_job', models.ForeignKey(db_column='of_id', editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='imports.import')),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of imports',
                'ordering': ('import_job', 'number'),
                'default_permissions': ('view',),
                'indexes': [
                    models.Index(fields=['import_job', 'state', 'number'], name='imports_importrow_state'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('import_job', 'number'), name='imports_importrow_unique'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['bad', 'changed', 'new', 'unchanged'])), name='imports_importrow_state_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='NameMatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('table', models.CharField(editable=False, max_length=63)),
                ('name', models.CharField(editable=False, max_length=200)),
                ('folded', models.GeneratedField(db_persist=True, expression=models.Func(models.F('name'), function='folded', output_field=records.search.FoldedField(db_collation='C')), output_field=records.search.FoldedField(db_collation='C'))),
                ('row', models.BigIntegerField(editable=False)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('user', models.ForeignKey(db_column='who_id', editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'remembered name',
                'verbose_name_plural': 'remembered names',
                'ordering': ('table', 'folded'),
                'default_permissions': ('view', 'change', 'delete'),
                'constraints': [
                    models.UniqueConstraint(fields=('table', 'folded'), name='imports_namematch_unique'),
                    models.CheckConstraint(condition=models.Q(('folded', ''), _negated=True), name='imports_namematch_named'),
                ],
            },
        ),
        migrations.RunSQL('ALTER TABLE imports_importrow SET UNLOGGED'),
        migrations.RunSQL('ALTER TABLE imports_importfault SET UNLOGGED'),
    ]
