"""Snapshots of sources, their texts, and pages to be fetched."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sources', '0005_relies_on'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('media_type', models.CharField(editable=False, max_length=80)),
                ('size', models.PositiveBigIntegerField(editable=False)),
                ('file_name', models.CharField(blank=True, editable=False, max_length=255)),
                ('address', models.CharField(blank=True, editable=False, max_length=2000)),
                ('taken_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('state', models.CharField(default='waiting', editable=False, max_length=7)),
                ('failure', models.TextField(blank=True, editable=False)),
                ('began_at', models.DateTimeField(editable=False, null=True)),
                ('task', models.UUIDField(editable=False, null=True)),
                ('added_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='sources.source')),
            ],
            options={
                'verbose_name': 'snapshot',
                'verbose_name_plural': 'snapshots',
                'ordering': ['-id'],
                'default_permissions': ('add', 'view'),
            },
        ),
        migrations.CreateModel(
            name='SnapshotText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('extractor', models.CharField(editable=False, max_length=60)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('text', models.TextField(editable=False)),
                ('pages', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, editable=False, size=None)),
                ('words', models.PositiveIntegerField(editable=False)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('snapshot', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='evidence.sourcesnapshot')),
            ],
            options={
                'verbose_name': 'text of a snapshot',
                'verbose_name_plural': 'texts of snapshots',
                'ordering': ['-id'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='SnapshotFetch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('address', models.CharField(editable=False, max_length=2000)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('state', models.CharField(default='waiting', editable=False, max_length=7)),
                ('failure', models.TextField(blank=True, editable=False)),
                ('began_at', models.DateTimeField(editable=False, null=True)),
                ('source', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='fetches', to='sources.source')),
                ('user', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fetches', to='evidence.sourcesnapshot')),
            ],
            options={
                'verbose_name': 'fetched page',
                'verbose_name_plural': 'fetched pages',
                'ordering': ['-id'],
                'default_permissions': ('view',),
            },
        ),
        migrations.AddIndex(
            model_name='sourcesnapshot',
            index=models.Index(fields=['digest'], name='evidence_sourcesnapshot_bytes'),
        ),
        migrations.AddConstraint(
            model_name='sourcesnapshot',
            constraint=models.CheckConstraint(condition=models.Q(('media_type__in', ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'image/gif', 'image/jpeg', 'image/png', 'image/tiff', 'image/webp', 'text/html', 'text/plain'])), name='evidence_sourcesnapshot_media_type_known'),
        ),
        migrations.AddConstraint(
            model_name='sourcesnapshot',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['empty', 'failed', 'picture', 'ready', 'running', 'waiting'])), name='evidence_sourcesnapshot_state_known'),
        ),
        migrations.AddConstraint(
            model_name='sourcesnapshot',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='evidence_sourcesnapshot_digest_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='sourcesnapshot',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='evidence_sourcesnapshot_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='sourcesnapshot',
            constraint=models.CheckConstraint(condition=models.Q(('failure', ''), ('state', 'failed'), _connector='OR'), name='evidence_sourcesnapshot_failure_is_failed'),
        ),
        migrations.AddIndex(
            model_name='snapshottext',
            index=models.Index(fields=['digest'], name='evidence_snapshottext_digest'),
        ),
        migrations.AddConstraint(
            model_name='snapshottext',
            constraint=models.UniqueConstraint(fields=('snapshot', 'extractor'), name='evidence_snapshottext_unique'),
        ),
        migrations.AddConstraint(
            model_name='snapshottext',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='evidence_snapshottext_digest_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='snapshottext',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='evidence_snapshottext_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='snapshotfetch',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['done', 'failed', 'running', 'waiting'])), name='evidence_snapshotfetch_state_known'),
        ),
        migrations.AddConstraint(
            model_name='snapshotfetch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('snapshot__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('snapshot__isnull', True)), _connector='OR'), name='evidence_snapshotfetch_done_has_snapshot'),
        ),
    ]
