"""The tables of actors as of release 0.1."""

import datetime
import django.contrib.postgres.fields.ranges
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
        ('actors', '0001_actors'),
        ('actors', '0002_search'),
        ('actors', '0003_public_changes'),
        ('actors', '0004_review'),
        ('actors', '0005_work_queues'),
        ('actors', '0006_versions'),
        ('actors', '0007_history'),
        ('actors', '0008_created_with_transaction'),
    ]

    dependencies = [
        ('sources', '0001_release_0_1'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActorClaimSource',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('sources.source',),
        ),
        migrations.CreateModel(
            name='Actor',
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
                ('name', models.CharField(max_length=200)),
                ('description', models.TextField(blank=True)),
                ('active_from', models.DateField(blank=True, null=True)),
                ('active_from_precision', models.CharField(default='unknown', max_length=8)),
                ('active_to', models.DateField(blank=True, null=True)),
                ('active_to_precision', models.CharField(default='unknown', max_length=8)),
                ('lifecycle', models.CharField(default='unknown', max_length=7)),
                ('period', models.GeneratedField(db_persist=True, expression=models.Func('active_from', 'active_from_precision', 'active_to', 'lifecycle', models.Value(None, models.DateField()), function='known_period', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), null=True, output_field=django.contrib.postgres.fields.ranges.DateRangeField())),
                ('folded', models.GeneratedField(db_persist=True, expression=models.Func(models.F('name'), function='folded', output_field=records.search.FoldedField(db_collation='C')), output_field=records.search.FoldedField(db_collation='C'))),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.F('name'), models.Value('A'), function='folded_words'), models.Func(models.F('description'), models.Value('C'), function='folded_words'), arg_joiner=' || ', output_field=records.search.WordsField(), template='(%(expressions)s)'), output_field=records.search.WordsField())),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='nationals', to='actors.actor')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='actors.actor')),
                ('reviewed_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['slug'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
            },
        ),
        migrations.CreateModel(
            name='ActorIdentifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=8)),
                ('value', models.CharField(max_length=80)),
                ('preferred', models.BooleanField(default=True)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='actors.actor')),
            ],
            options={
                'verbose_name': 'identifier',
                'ordering': ['actor', 'scheme', 'value'],
            },
        ),
        migrations.CreateModel(
            name='ActorName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('language', models.CharField(max_length=20)),
                ('kind', models.CharField(default='short', max_length=8)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('folded', models.GeneratedField(db_persist=True, expression=models.Func(models.F('name'), function='folded', output_field=records.search.FoldedField(db_collation='C')), output_field=records.search.FoldedField(db_collation='C'))),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.F('name'), models.Value('B'), function='folded_words'), arg_joiner=' || ', output_field=records.search.WordsField(), template='(%(expressions)s)'), output_field=records.search.WordsField())),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='actors.actor')),
            ],
            options={
                'verbose_name': 'name',
                'ordering': ['actor', 'language', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Relationship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('slug', models.SlugField(db_index=False, max_length=120)),
                ('review_status', models.CharField(default='draft', max_length=10)),
                ('retraction_reason', models.CharField(blank=True, max_length=300)),
                ('note', models.TextField(blank=True)),
                ('submitted_at', models.DateTimeField(editable=False, null=True)),
                ('reviewed_at', models.DateTimeField(editable=False, null=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('created_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('retracted_at', models.DateTimeField(editable=False, null=True)),
                ('kind', models.CharField(max_length=11)),
                ('status', models.CharField(max_length=18)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('start_on', models.DateField(blank=True, null=True)),
                ('start_precision', models.CharField(default='unknown', max_length=8)),
                ('end_on', models.DateField(blank=True, null=True)),
                ('end_precision', models.CharField(default='unknown', max_length=8)),
                ('lifecycle', models.CharField(default='unknown', max_length=7)),
                ('as_of', models.DateField(blank=True, null=True)),
                ('period', models.GeneratedField(db_persist=True, expression=models.Func('start_on', 'start_precision', 'end_on', 'lifecycle', 'as_of', function='known_period', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), null=True, output_field=django.contrib.postgres.fields.ranges.DateRangeField())),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='actors.relationship')),
                ('object', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations_to', to='actors.actor')),
                ('reviewed_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations_from', to='actors.actor')),
                ('submitted_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['slug'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
            },
        ),
        migrations.CreateModel(
            name='ActorClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('locator', models.CharField(blank=True, max_length=60)),
                ('attributed_to', models.CharField(blank=True, max_length=120)),
                ('field', models.CharField(blank=True, max_length=40)),
                ('kind', models.CharField(default='report', max_length=16)),
                ('verdict', models.CharField(default='supports', max_length=11)),
                ('asserted_value', models.CharField(blank=True, max_length=300)),
                ('quote', models.TextField(blank=True)),
                ('credibility', models.PositiveSmallIntegerField(default=6)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='actors.actor')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='sources.source')),
                ('relationship', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='actors.relationship')),
            ],
            options={
                'verbose_name': 'claim',
                'ordering': ['id'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='actor',
            index=models.Index(fields=['updated_at', 'id'], name='actors_actor_updated'),
        ),
        migrations.AddIndex(
            model_name='actor',
            index=models.Index(condition=models.Q(('review_status', 'in_review')), fields=['submitted_at', 'id'], name='actors_actor_waiting'),
        ),
        migrations.AddIndex(
            model_name='actor',
            index=models.Index(condition=models.Q(('review_status', 'published'), _negated=True), fields=['review_status', 'updated_at'], name='actors_actor_pending'),
        ),
        migrations.AddIndex(
            model_name='actor',
            index=models.Index(fields=['kind', 'slug'], name='actors_actor_kind'),
        ),
        migrations.AddIndex(
            model_name='actor',
            index=django.contrib.postgres.indexes.GistIndex(fields=['period'], name='actors_actor_period'),
        ),
        migrations.AddIndex(
            model_name='actor',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='actors_actor_search'),
        ),
        migrations.AddIndex(
            model_name='actor',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('folded'), name='gin_trgm_ops'), name='actors_actor_folded'),
        ),
        migrations.AddIndex(
            model_name='actor',
            index=models.Index(django.db.models.functions.text.Left('folded', 80), name='actors_actor_begins'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.UniqueConstraint(fields=('slug',), name='actors_actor_slug_unique'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='actors_actor_slug_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('review_status__in', ['draft', 'in_review', 'published', 'retracted'])), name='actors_actor_review_status_known'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='actors_actor_merged_into_is_not_id'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('review_status', 'retracted'), _connector='OR'), name='actors_actor_merged_is_retracted'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('review_status', 'in_review'), _negated=True), ('submitted_by__isnull', False), _connector='OR'), name='actors_actor_in_review_has_submitter'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('submitted_by__isnull', True), ('reviewed_by__isnull', True), models.Q(('submitted_by', models.F('reviewed_by')), _negated=True), _connector='OR'), name='actors_actor_reviewer_is_not_submitter'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retracted_at__isnull', True), ('retraction_reason', '')), ('review_status', 'retracted'), _connector='OR'), name='actors_actor_retraction_means_retracted'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['armed_force', 'bloc', 'company', 'entity', 'group', 'igo', 'institution', 'media', 'movement', 'operation', 'party', 'person', 'police', 'programme', 'state'])), name='actors_actor_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('active_from_precision__in', ['day', 'decade', 'month', 'quarter', 'unknown', 'year'])), name='actors_actor_active_from_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('active_to_precision__in', ['day', 'decade', 'month', 'quarter', 'unknown', 'year'])), name='actors_actor_active_to_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('lifecycle__in', ['ended', 'ongoing', 'unknown'])), name='actors_actor_lifecycle_known'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('active_from__isnull', True), ('active_from_precision', 'unknown')), models.Q(('active_from__isnull', False), models.Q(('active_from_precision', 'unknown'), _negated=True)), _connector='OR'), name='actors_actor_active_from_has_precision'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('active_from__isnull', True), ('active_from', models.Func(models.F('active_from'), models.F('active_from_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='actors_actor_active_from_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('active_to__isnull', True), ('active_to_precision', 'unknown')), models.Q(('active_to__isnull', False), models.Q(('active_to_precision', 'unknown'), _negated=True)), _connector='OR'), name='actors_actor_active_to_has_precision'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_to', models.Func(models.F('active_to'), models.F('active_to_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='actors_actor_active_to_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('active_from__isnull', True), ('active_from__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('active_to__isnull', True), ('active_to__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='actors_actor_within_calendar'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_from__isnull', True), ('active_from__lte', models.Func(models.F('active_to'), models.F('active_to_precision'), function='last_day_of', output_field=models.DateField())), _connector='OR'), name='actors_actor_active_to_not_before_active_from'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('lifecycle', 'ended'), _connector='OR'), name='actors_actor_end_means_ended'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='actors_actor_named'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'state'), _negated=True), ('country__isnull', True), _connector='OR'), name='actors_actor_state_has_no_country'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('country', models.F('id')), _negated=True), name='actors_actor_country_is_not_id'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.UniqueConstraint(fields=('actor', 'scheme', 'value'), name='actors_actoridentifier_unique'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('scheme', 'value'), name='actors_actoridentifier_value_preferred_once'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('actor', 'scheme'), name='actors_actoridentifier_actor_preferred_once'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(('scheme__in', ['acled', 'cow', 'ged', 'gw', 'iso2', 'iso3', 'wikidata'])), name='actors_actoridentifier_scheme_known'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'iso2'), _negated=True), ('value__regex', '^[A-Z]{2}$'), _connector='OR'), name='actors_actoridentifier_iso2_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'iso3'), _negated=True), ('value__regex', '^[A-Z]{3}$'), _connector='OR'), name='actors_actoridentifier_iso3_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'cow'), _negated=True), ('value__regex', '^[0-9]{1,3}$'), _connector='OR'), name='actors_actoridentifier_cow_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'gw'), _negated=True), ('value__regex', '^[0-9]{1,3}$'), _connector='OR'), name='actors_actoridentifier_gw_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'wikidata'), _negated=True), ('value__regex', '^Q[1-9][0-9]*$'), _connector='OR'), name='actors_actoridentifier_wikidata_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'acled'), _negated=True), ('value__regex', '^.+$'), _connector='OR'), name='actors_actoridentifier_acled_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'ged'), _negated=True), ('value__regex', '^[0-9]+$'), _connector='OR'), name='actors_actoridentifier_ged_wellformed'),
        ),
        migrations.AddIndex(
            model_name='actorname',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='actors_actorname_search'),
        ),
        migrations.AddIndex(
            model_name='actorname',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('folded'), name='gin_trgm_ops'), name='actors_actorname_folded'),
        ),
        migrations.AddIndex(
            model_name='actorname',
            index=models.Index(django.db.models.functions.text.Left('folded', 80), name='actors_actorname_begins'),
        ),
        migrations.AddConstraint(
            model_name='actorname',
            constraint=models.UniqueConstraint(fields=('actor', 'name', 'language'), name='actors_actorname_unique'),
        ),
        migrations.AddConstraint(
            model_name='actorname',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['acronym', 'alias', 'exonym', 'former', 'metonym', 'official', 'short'])), name='actors_actorname_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='actorname',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='actors_actorname_named'),
        ),
        migrations.AddConstraint(
            model_name='actorname',
            constraint=models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$')), name='actors_actorname_language_wellformed'),
        ),
        migrations.AddIndex(
            model_name='relationship',
            index=models.Index(fields=['updated_at', 'id'], name='actors_relationship_updated'),
        ),
        migrations.AddIndex(
            model_name='relationship',
            index=models.Index(condition=models.Q(('review_status', 'in_review')), fields=['submitted_at', 'id'], name='actors_relationship_waiting'),
        ),
        migrations.AddIndex(
            model_name='relationship',
            index=models.Index(condition=models.Q(('review_status', 'published'), _negated=True), fields=['review_status', 'updated_at'], name='actors_relationship_pending'),
        ),
        migrations.AddIndex(
            model_name='relationship',
            index=models.Index(fields=['object', 'kind', 'status'], name='actors_relationship_object'),
        ),
        migrations.AddIndex(
            model_name='relationship',
            index=django.contrib.postgres.indexes.GistIndex(fields=['kind', 'period'], name='actors_relationship_period'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.UniqueConstraint(fields=('slug',), name='actors_relationship_slug_unique'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='actors_relationship_slug_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('review_status__in', ['draft', 'in_review', 'published', 'retracted'])), name='actors_relationship_review_status_known'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='actors_relationship_merged_into_is_not_id'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('review_status', 'retracted'), _connector='OR'), name='actors_relationship_merged_is_retracted'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('review_status', 'in_review'), _negated=True), ('submitted_by__isnull', False), _connector='OR'), name='actors_relationship_in_review_has_submitter'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('submitted_by__isnull', True), ('reviewed_by__isnull', True), models.Q(('submitted_by', models.F('reviewed_by')), _negated=True), _connector='OR'), name='actors_relationship_reviewer_is_not_submitter'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retracted_at__isnull', True), ('retraction_reason', '')), ('review_status', 'retracted'), _connector='OR'), name='actors_relationship_retraction_means_retracted'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['alignment', 'cooperation', 'membership', 'office', 'part_of', 'recognition', 'succession'])), name='actors_relationship_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('start_precision__in', ['day', 'decade', 'month', 'quarter', 'unknown', 'year'])), name='actors_relationship_start_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('end_precision__in', ['day', 'decade', 'month', 'quarter', 'unknown', 'year'])), name='actors_relationship_end_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('lifecycle__in', ['ended', 'ongoing', 'unknown'])), name='actors_relationship_lifecycle_known'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'membership'), _negated=True), ('status__in', ('member', 'founding', 'permanent_member', 'candidate', 'applicant', 'invited', 'participant', 'observer', 'suspended', 'leading_member', 'former', 'non_member', 'not_pursued')), _connector='OR'), name='actors_relationship_membership_status'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'office'), _negated=True), ('status__in', ('incumbent', 'acting', 'former')), _connector='OR'), name='actors_relationship_office_status'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'part_of'), _negated=True), ('status__in', ('organ', 'operated_by', 'unit')), _connector='OR'), name='actors_relationship_part_of_status'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'recognition'), _negated=True), ('status__in', ('recognised', 'not_recognised', 'suspended', 'withdrawn', 'ambiguous')), _connector='OR'), name='actors_relationship_recognition_status'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'alignment'), _negated=True), ('status__in', ('aligned', 'close', 'pro', 'neutral', 'opposed', 'supports_accession', 'opposes_accession')), _connector='OR'), name='actors_relationship_alignment_status'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'cooperation'), _negated=True), ('status__in', ('active', 'dormant')), _connector='OR'), name='actors_relationship_cooperation_status'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'succession'), _negated=True), ('status__in', ('successor', 'continuator')), _connector='OR'), name='actors_relationship_succession_status'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('start_on__isnull', True), ('start_precision', 'unknown')), models.Q(('start_on__isnull', False), models.Q(('start_precision', 'unknown'), _negated=True)), _connector='OR'), name='actors_relationship_start_on_has_precision'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('start_on__isnull', True), ('start_on', models.Func(models.F('start_on'), models.F('start_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='actors_relationship_start_on_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_on__isnull', True), ('end_precision', 'unknown')), models.Q(('end_on__isnull', False), models.Q(('end_precision', 'unknown'), _negated=True)), _connector='OR'), name='actors_relationship_end_on_has_precision'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__isnull', True), ('end_on', models.Func(models.F('end_on'), models.F('end_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='actors_relationship_end_on_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('start_on__isnull', True), ('start_on__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('end_on__isnull', True), ('end_on__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('as_of__isnull', True), ('as_of__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='actors_relationship_within_calendar'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__isnull', True), ('start_on__isnull', True), ('start_on__lte', models.Func(models.F('end_on'), models.F('end_precision'), function='last_day_of', output_field=models.DateField())), _connector='OR'), name='actors_relationship_end_on_not_before_start_on'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('as_of__isnull', True), ('start_on__isnull', True), ('as_of__gte', models.F('start_on')), _connector='OR'), name='actors_relationship_as_of_not_before_start_on'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__isnull', True), ('lifecycle', 'ended'), _connector='OR'), name='actors_relationship_end_means_ended'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'office'), _negated=True), models.Q(('title', ''), _negated=True), _connector='OR'), name='actors_relationship_office_titled'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('subject', models.F('object')), _negated=True), name='actors_relationship_subject_is_not_object'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.UniqueConstraint(fields=('subject', 'kind', 'object', 'status', 'title', 'start_on'), name='actors_relationship_unique', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='actorclaim',
            index=models.Index(condition=models.Q(('verdict', 'contradicts')), fields=['id'], name='actors_actorclaim_con'),
        ),
        migrations.AddConstraint(
            model_name='actorclaim',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['assessment', 'characterisation', 'motive', 'prediction', 'report'])), name='actors_actorclaim_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='actorclaim',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['contradicts', 'mentions', 'supports'])), name='actors_actorclaim_verdict_known'),
        ),
        migrations.AddConstraint(
            model_name='actorclaim',
            constraint=models.CheckConstraint(condition=models.Q(('credibility__gte', 1), ('credibility__lte', 6)), name='actors_actorclaim_credibility_known'),
        ),
        migrations.AddConstraint(
            model_name='actorclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('credibility', 1), _negated=True), ('verdict', 'supports'), _connector='OR'), name='actors_actorclaim_confirmed_means_supported'),
        ),
        migrations.AddConstraint(
            model_name='actorclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'contradicts'), _negated=True), models.Q(models.Q(('field', ''), _negated=True), models.Q(('asserted_value', ''), _negated=True)), _connector='OR'), name='actors_actorclaim_contradiction_is_specific'),
        ),
        migrations.AddConstraint(
            model_name='actorclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('actor__isnull', False), ('relationship__isnull', True)), models.Q(('actor__isnull', True), ('relationship__isnull', False)), _connector='OR'), name='actors_actorclaim_about_one_row'),
        ),
        migrations.AddConstraint(
            model_name='actorclaim',
            constraint=models.CheckConstraint(condition=models.Q(('field', ''), models.Q(('actor__isnull', False), ('field__in', ['active_from', 'active_from_precision', 'active_to', 'active_to_precision', 'country', 'description', 'kind', 'lifecycle', 'name'])), models.Q(('field__in', ['as_of', 'end_on', 'end_precision', 'kind', 'lifecycle', 'object', 'start_on', 'start_precision', 'status', 'subject', 'title']), ('relationship__isnull', False)), _connector='OR'), name='actors_actorclaim_field_exists'),
        ),
        migrations.AddConstraint(
            model_name='actorclaim',
            constraint=models.UniqueConstraint(fields=('source', 'actor', 'relationship', 'field', 'kind', 'verdict', 'locator', 'attributed_to', 'asserted_value'), name='actors_actorclaim_unique', nulls_distinct=False),
        ),
    ]
