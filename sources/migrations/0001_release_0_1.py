"""The tables of sources as of release 0.1."""

import datetime
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import records.search
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('sources', '0001_sources'),
        ('sources', '0002_search'),
        ('sources', '0003_public_changes'),
        ('sources', '0004_review'),
        ('sources', '0005_work_queues'),
        ('sources', '0006_versions'),
        ('sources', '0007_history'),
        ('sources', '0008_created_with_transaction'),
    ]

    dependencies = [
        ('records', '0001_release_0_1'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('slug', models.SlugField(db_index=False, max_length=120)),
                ('review_status', models.CharField(default='draft', max_length=10)),
                ('retraction_reason', models.CharField(blank=True, max_length=300)),
                ('note', models.TextField(blank=True)),
                ('is_public', models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('review_status', 'published')), output_field=models.BooleanField()), output_field=models.BooleanField())),
                ('submitted_at', models.DateTimeField(editable=False, null=True)),
                ('reviewed_at', models.DateTimeField(editable=False, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('retracted_at', models.DateTimeField(editable=False, null=True)),
                ('kind', models.CharField(max_length=12)),
                ('title', models.CharField(max_length=300)),
                ('author', models.CharField(blank=True, max_length=200)),
                ('publisher', models.CharField(blank=True, max_length=200)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('published_precision', models.CharField(default='unknown', max_length=8)),
                ('language', models.CharField(blank=True, max_length=20)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('archive_url', models.URLField(blank=True, max_length=500)),
                ('accessed_on', models.DateField(blank=True, null=True)),
                ('licence', models.CharField(blank=True, max_length=100)),
                ('reliability', models.CharField(default='F', max_length=1)),
                ('folded', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.Func(models.F('title'), models.Value(' '), models.F('author'), arg_joiner=' || ', template='(%(expressions)s)'), models.Value(' '), models.F('publisher'), arg_joiner=' || ', template='(%(expressions)s)'), function='folded', output_field=records.search.FoldedField(db_collation='C')), output_field=records.search.FoldedField(db_collation='C'))),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.F('title'), models.Value('A'), function='folded_words'), models.Func(models.F('author'), models.Value('B'), function='folded_words'), models.Func(models.F('publisher'), models.Value('B'), function='folded_words'), arg_joiner=' || ', output_field=records.search.WordsField(), template='(%(expressions)s)'), output_field=records.search.WordsField())),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='sources.source')),
                ('reviewed_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['slug'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                'indexes': [models.Index(fields=['updated_at', 'id'], name='sources_source_updated'), models.Index(condition=models.Q(('review_status', 'in_review')), fields=['submitted_at', 'id'], name='sources_source_waiting'), models.Index(condition=models.Q(('review_status', 'published'), _negated=True), fields=['review_status', 'updated_at'], name='sources_source_pending'), models.Index(models.Func(models.F('published_on'), output_field=models.DateField(), template="COALESCE(%(expressions)s, 'infinity'::date)"), models.F('id'), name='sources_source_day_asc'), models.Index(models.Func(models.F('published_on'), output_field=models.DateField(), template="COALESCE(%(expressions)s, '-infinity'::date)"), models.F('id'), name='sources_source_day_desc'), django.contrib.postgres.indexes.GinIndex(fields=['search'], name='sources_source_search'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('folded'), name='gin_trgm_ops'), name='sources_source_folded'), models.Index(django.db.models.functions.text.Left('folded', 80), name='sources_source_begins')],
                'constraints': [models.UniqueConstraint(fields=('slug',), name='sources_source_slug_unique'), models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='sources_source_slug_wellformed'), models.CheckConstraint(condition=models.Q(('review_status__in', ['draft', 'in_review', 'published', 'retracted'])), name='sources_source_review_status_known'), models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='sources_source_merged_into_is_not_id'), models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('review_status', 'retracted'), _connector='OR'), name='sources_source_merged_is_retracted'), models.CheckConstraint(condition=models.Q(models.Q(('review_status', 'in_review'), _negated=True), ('submitted_by__isnull', False), _connector='OR'), name='sources_source_in_review_has_submitter'), models.CheckConstraint(condition=models.Q(('submitted_by__isnull', True), ('reviewed_by__isnull', True), models.Q(('submitted_by', models.F('reviewed_by')), _negated=True), _connector='OR'), name='sources_source_reviewer_is_not_submitter'), models.CheckConstraint(condition=models.Q(models.Q(('retracted_at__isnull', True), ('retraction_reason', '')), ('review_status', 'retracted'), _connector='OR'), name='sources_source_retraction_means_retracted'), models.CheckConstraint(condition=models.Q(('kind__in', ['academic', 'analysis', 'dataset', 'gazette', 'igo_document', 'interview', 'news', 'official', 'social', 'transcript', 'treaty_text', 'wire'])), name='sources_source_kind_known'), models.CheckConstraint(condition=models.Q(('published_precision__in', ['day', 'decade', 'month', 'quarter', 'unknown', 'year'])), name='sources_source_published_precision_known'), models.CheckConstraint(condition=models.Q(('reliability__in', ['A', 'B', 'C', 'D', 'E', 'F'])), name='sources_source_reliability_known'), models.CheckConstraint(condition=models.Q(models.Q(('published_on__isnull', True), ('published_precision', 'unknown')), models.Q(('published_on__isnull', False), models.Q(('published_precision', 'unknown'), _negated=True)), _connector='OR'), name='sources_source_published_on_has_precision'), models.CheckConstraint(condition=models.Q(('published_on__isnull', True), ('published_on', models.Func(models.F('published_on'), models.F('published_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='sources_source_published_on_fits_precision'), models.CheckConstraint(condition=models.Q(('language', ''), ('language__regex', '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$'), _connector='OR'), name='sources_source_language_wellformed'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='sources_source_titled'), models.CheckConstraint(condition=models.Q(models.Q(('published_on__isnull', True), ('published_on__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('accessed_on__isnull', True), ('accessed_on__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='sources_source_within_calendar')],
            },
        ),
    ]
