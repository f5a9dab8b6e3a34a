"""Review batches: decisions on many records or proposals at once."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('curation', '0006_corrections_by_file'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('decision', models.CharField(editable=False, max_length=9)),
                ('note', models.TextField(blank=True, editable=False)),
                ('origin', models.CharField(editable=False, max_length=2000)),
                ('language', models.CharField(editable=False, max_length=10)),
                ('state', models.CharField(default='prepared', editable=False, max_length=11)),
                ('task', models.UUIDField(editable=False, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('heartbeat_at', models.DateTimeField(editable=False, null=True)),
                ('finished_at', models.DateTimeField(editable=False, null=True)),
                ('user', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'review batches',
                'ordering': ['-id'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='BatchItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('object_id', models.PositiveBigIntegerField(editable=False)),
                ('seen_version', models.PositiveIntegerField(editable=False, null=True)),
                ('state', models.CharField(default='waiting', editable=False, max_length=7)),
                ('reason', models.TextField(blank=True, editable=False)),
                ('content_type', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('batch', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='curation.reviewbatch')),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ('view',),
            },
        ),
        migrations.AddConstraint(
            model_name='reviewbatch',
            constraint=models.CheckConstraint(condition=models.Q(('decision__in', ['accepted', 'declined', 'draft', 'in_review', 'published', 'retracted', 'withdrawn'])), name='curation_reviewbatch_decision_known'),
        ),
        migrations.AddConstraint(
            model_name='reviewbatch',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['done', 'interrupted', 'prepared', 'queued', 'running', 'stopped'])), name='curation_reviewbatch_state_known'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['done', 'refused', 'waiting'])), name='curation_batchitem_state_known'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.UniqueConstraint(fields=('batch', 'content_type', 'object_id'), name='curation_batchitem_unique'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='curation_batchitem_says_why_not'),
        ),
    ]
