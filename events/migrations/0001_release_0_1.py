"""The tables of events as of release 0.1."""

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
        ('events', '0001_events'),
        ('events', '0002_search'),
        ('events', '0003_public_changes'),
        ('events', '0004_review'),
        ('events', '0005_work_queues'),
        ('events', '0006_versions'),
        ('events', '0007_history'),
        ('events', '0008_created_with_transaction'),
        ('events', '0009_place_names'),
    ]

    dependencies = [
        ('actors', '0001_release_0_1'),
        ('agreements', '0001_release_0_1'),
        ('sources', '0001_release_0_1'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EventClaimSource',
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
            name='FigureAgreement',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('agreements.agreement',),
        ),
        migrations.CreateModel(
            name='ParticipationActor',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('actors.actor',),
        ),
        migrations.CreateModel(
            name='Event',
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
                ('title', models.CharField(max_length=300)),
                ('summary', models.TextField(blank=True)),
                ('modality', models.CharField(default='occurred', max_length=12)),
                ('date_from', models.DateField(blank=True, null=True)),
                ('date_to', models.DateField(blank=True, null=True)),
                ('date_precision', models.CharField(default='unknown', max_length=7)),
                ('is_span', models.BooleanField(default=False)),
                ('lifecycle', models.CharField(default='ended', max_length=7)),
                ('period', models.GeneratedField(db_persist=True, expression=models.Func('date_from', 'date_to', 'date_precision', 'lifecycle', function='window_period', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), null=True, output_field=django.contrib.postgres.fields.ranges.DateRangeField())),
                ('geo_precision', models.CharField(blank=True, max_length=10)),
                ('folded', models.GeneratedField(db_persist=True, expression=models.Func(models.F('title'), function='folded', output_field=records.search.FoldedField(db_collation='C')), output_field=records.search.FoldedField(db_collation='C'))),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.F('title'), models.Value('A'), function='folded_words'), models.Func(models.F('summary'), models.Value('C'), function='folded_words'), arg_joiner=' || ', output_field=records.search.WordsField(), template='(%(expressions)s)'), output_field=records.search.WordsField())),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='agreements.agreement')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='events.event')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='events.event')),
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
            name='EventLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=11)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_out', to='events.event')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links_in', to='events.event')),
            ],
            options={
                'verbose_name': 'link',
                'ordering': ['source', 'kind', 'target'],
            },
        ),
        migrations.CreateModel(
            name='EventType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60)),
                ('label', models.CharField(max_length=80)),
                ('definition', models.TextField()),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='events.eventtype')),
            ],
            options={
                'ordering': ['code'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='event',
            name='type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='events.eventtype'),
        ),
        migrations.CreateModel(
            name='EventTypeCrosswalk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60)),
                ('match', models.CharField(default='close', max_length=6)),
                ('scheme', models.CharField(max_length=6)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='crosswalks', to='events.eventtype')),
            ],
            options={
                'verbose_name': 'counterpart',
                'ordering': ['term', 'scheme', 'code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Figure',
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
                ('metric', models.CharField(max_length=24)),
                ('value', models.DecimalField(decimal_places=2, max_digits=18)),
                ('value_max', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('comparator', models.CharField(default='eq', max_length=6)),
                ('unit', models.CharField(max_length=11)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('as_of', models.DateField(blank=True, null=True)),
                ('as_of_precision', models.CharField(default='unknown', max_length=8)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='actors.actor')),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='agreements.agreement')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='events.event')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='events.figure')),
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
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=11)),
                ('stance', models.CharField(default='none', max_length=9)),
                ('capacity', models.CharField(blank=True, max_length=120)),
                ('statement', models.TextField(blank=True)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='actors.actor')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='events.event')),
                ('on_behalf_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='represented_in', to='actors.actor')),
                ('toward', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stances_received', to='actors.actor')),
            ],
            options={
                'verbose_name': 'participant',
                'ordering': ['event', 'role', 'actor__slug', 'id'],
            },
        ),
        migrations.CreateModel(
            name='EventClaim',
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
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='events.event')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='sources.source')),
                ('link', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='events.eventlink')),
                ('figure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='events.figure')),
                ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='events.participation')),
            ],
            options={
                'verbose_name': 'claim',
                'ordering': ['id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('slug', models.SlugField(db_index=False, max_length=120)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=10)),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=7, null=True)),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ('geonames_id', models.PositiveIntegerField(blank=True, null=True)),
                ('folded', models.GeneratedField(db_persist=True, expression=models.Func(models.F('name'), function='folded', output_field=records.search.FoldedField(db_collation='C')), output_field=records.search.FoldedField(db_collation='C'))),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.F('name'), models.Value('A'), function='folded_words'), arg_joiner=' || ', output_field=records.search.WordsField(), template='(%(expressions)s)'), output_field=records.search.WordsField())),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='actors.actor')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='events.place')),
            ],
            options={
                'ordering': ['slug'],
            },
        ),
        migrations.AddField(
            model_name='event',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='events.place'),
        ),
        migrations.CreateModel(
            name='PlaceName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('language', models.CharField(default='und', max_length=20)),
                ('folded', models.GeneratedField(db_persist=True, expression=models.Func(models.F('name'), function='folded', output_field=records.search.FoldedField(db_collation='C')), output_field=records.search.FoldedField(db_collation='C'))),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.F('name'), models.Value('B'), function='folded_words'), arg_joiner=' || ', output_field=records.search.WordsField(), template='(%(expressions)s)'), output_field=records.search.WordsField())),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='events.place')),
            ],
            options={
                'verbose_name': 'name of a place',
                'verbose_name_plural': 'names of places',
                'ordering': ['place', 'language', 'name'],
            },
        ),
        migrations.AddConstraint(
            model_name='eventlink',
            constraint=models.UniqueConstraint(fields=('source', 'target', 'kind'), name='events_eventlink_unique'),
        ),
        migrations.AddConstraint(
            model_name='eventlink',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['caused_by', 'contradicts', 'follows', 'implements', 'response_to'])), name='events_eventlink_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='eventlink',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='events_eventlink_source_is_not_target'),
        ),
        migrations.AddConstraint(
            model_name='eventtype',
            constraint=models.UniqueConstraint(fields=('code',), name='events_eventtype_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='eventtype',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[a-z][a-z_]*(\\.[a-z][a-z_]*)*$')), name='events_eventtype_code_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='eventtype',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code__regex', '^[^.]*$'), ('parent__isnull', True)), models.Q(('code__contains', '.'), ('parent__isnull', False)), _connector='OR'), name='events_eventtype_dotted_code_has_parent'),
        ),
        migrations.AddConstraint(
            model_name='eventtype',
            constraint=models.CheckConstraint(condition=models.Q(('definition', ''), _negated=True), name='events_eventtype_defined'),
        ),
        migrations.AddConstraint(
            model_name='eventtypecrosswalk',
            constraint=models.UniqueConstraint(fields=('term', 'scheme', 'code'), name='events_eventtypecrosswalk_unique'),
        ),
        migrations.AddConstraint(
            model_name='eventtypecrosswalk',
            constraint=models.CheckConstraint(condition=models.Q(('match__in', ['broad', 'close', 'exact', 'narrow'])), name='events_eventtypecrosswalk_match_known'),
        ),
        migrations.AddConstraint(
            model_name='eventtypecrosswalk',
            constraint=models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='events_eventtypecrosswalk_code_given'),
        ),
        migrations.AddConstraint(
            model_name='eventtypecrosswalk',
            constraint=models.CheckConstraint(condition=models.Q(('scheme__in', ['acled', 'cameo', 'ged', 'plover'])), name='events_eventtypecrosswalk_scheme_known'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(fields=['updated_at', 'id'], name='events_figure_updated'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(condition=models.Q(('review_status', 'in_review')), fields=['submitted_at', 'id'], name='events_figure_waiting'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(condition=models.Q(('review_status', 'published'), _negated=True), fields=['review_status', 'updated_at'], name='events_figure_pending'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(fields=('slug',), name='events_figure_slug_unique'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='events_figure_slug_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('review_status__in', ['draft', 'in_review', 'published', 'retracted'])), name='events_figure_review_status_known'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='events_figure_merged_into_is_not_id'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('review_status', 'retracted'), _connector='OR'), name='events_figure_merged_is_retracted'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('review_status', 'in_review'), _negated=True), ('submitted_by__isnull', False), _connector='OR'), name='events_figure_in_review_has_submitter'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('submitted_by__isnull', True), ('reviewed_by__isnull', True), models.Q(('submitted_by', models.F('reviewed_by')), _negated=True), _connector='OR'), name='events_figure_reviewer_is_not_submitter'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retracted_at__isnull', True), ('retraction_reason', '')), ('review_status', 'retracted'), _connector='OR'), name='events_figure_retraction_means_retracted'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('metric__in', ['contributing_states', 'fatalities_best', 'fatalities_high', 'fatalities_low', 'non_recognising_members', 'participants', 'recognising_states', 'spending', 'spending_share', 'troops'])), name='events_figure_metric_known'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('comparator__in', ['approx', 'eq', 'gt', 'gte', 'lt', 'lte'])), name='events_figure_comparator_known'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('unit__in', ['currency', 'percent_gdp', 'persons', 'states'])), name='events_figure_unit_known'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('as_of_precision__in', ['day', 'decade', 'month', 'quarter', 'unknown', 'year'])), name='events_figure_as_of_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('as_of__isnull', True), ('as_of_precision', 'unknown')), models.Q(('as_of__isnull', False), models.Q(('as_of_precision', 'unknown'), _negated=True)), _connector='OR'), name='events_figure_as_of_has_precision'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('as_of__isnull', True), ('as_of', models.Func(models.F('as_of'), models.F('as_of_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='events_figure_as_of_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('as_of__isnull', True), ('as_of__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), name='events_figure_within_calendar'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='events_figure_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('value_max__isnull', True), ('value__isnull', True), ('value_max__gte', models.F('value')), _connector='OR'), name='events_figure_value_max_not_before_value'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('currency__regex', '^[A-Z]{3}$'), ('unit', 'currency')), models.Q(models.Q(('unit', 'currency'), _negated=True), ('currency', '')), _connector='OR'), name='events_figure_currency_of_money'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('actor__isnull', False), ('agreement__isnull', True), ('event__isnull', True)), models.Q(('actor__isnull', True), ('agreement__isnull', False), ('event__isnull', True)), models.Q(('actor__isnull', True), ('agreement__isnull', True), ('event__isnull', False)), _connector='OR'), name='events_figure_about_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('event', 'actor', 'role', 'toward'), name='events_participation_unique', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['addressee', 'contributor', 'host', 'initiator', 'mediator', 'organiser', 'participant', 'recipient', 'signatory', 'speaker', 'subject', 'target', 'witness'])), name='events_participation_role_known'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('stance__in', ['concerned', 'mixed', 'neutral', 'none', 'opposes', 'supports'])), name='events_participation_stance_known'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stance', 'none'), ('toward__isnull', True)), models.Q(models.Q(('stance', 'none'), _negated=True), ('toward__isnull', False)), _connector='OR'), name='events_participation_stance_has_target'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('toward', models.F('actor')), _negated=True), name='events_participation_toward_is_not_actor'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('on_behalf_of', models.F('actor')), _negated=True), name='events_participation_on_behalf_of_is_not_actor'),
        ),
        migrations.AddIndex(
            model_name='eventclaim',
            index=models.Index(condition=models.Q(('verdict', 'contradicts')), fields=['id'], name='events_eventclaim_con'),
        ),
        migrations.AddConstraint(
            model_name='eventclaim',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['assessment', 'characterisation', 'motive', 'prediction', 'report'])), name='events_eventclaim_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='eventclaim',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['contradicts', 'mentions', 'supports'])), name='events_eventclaim_verdict_known'),
        ),
        migrations.AddConstraint(
            model_name='eventclaim',
            constraint=models.CheckConstraint(condition=models.Q(('credibility__gte', 1), ('credibility__lte', 6)), name='events_eventclaim_credibility_known'),
        ),
        migrations.AddConstraint(
            model_name='eventclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('credibility', 1), _negated=True), ('verdict', 'supports'), _connector='OR'), name='events_eventclaim_confirmed_means_supported'),
        ),
        migrations.AddConstraint(
            model_name='eventclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'contradicts'), _negated=True), models.Q(models.Q(('field', ''), _negated=True), models.Q(('asserted_value', ''), _negated=True)), _connector='OR'), name='events_eventclaim_contradiction_is_specific'),
        ),
        migrations.AddConstraint(
            model_name='eventclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', False), ('figure__isnull', True), ('link__isnull', True), ('participation__isnull', True)), models.Q(('event__isnull', True), ('figure__isnull', True), ('link__isnull', True), ('participation__isnull', False)), models.Q(('event__isnull', True), ('figure__isnull', True), ('link__isnull', False), ('participation__isnull', True)), models.Q(('event__isnull', True), ('figure__isnull', False), ('link__isnull', True), ('participation__isnull', True)), _connector='OR'), name='events_eventclaim_about_one_row'),
        ),
        migrations.AddConstraint(
            model_name='eventclaim',
            constraint=models.CheckConstraint(condition=models.Q(('field', ''), models.Q(('event__isnull', False), ('field__in', ['agreement', 'date_from', 'date_precision', 'date_to', 'geo_precision', 'is_span', 'lifecycle', 'modality', 'parent', 'place', 'summary', 'title', 'type'])), models.Q(('field__in', ['actor', 'capacity', 'event', 'on_behalf_of', 'role', 'stance', 'statement', 'toward']), ('participation__isnull', False)), models.Q(('field__in', ['kind', 'source', 'target']), ('link__isnull', False)), models.Q(('field__in', ['actor', 'agreement', 'as_of', 'as_of_precision', 'comparator', 'currency', 'event', 'metric', 'unit', 'value', 'value_max']), ('figure__isnull', False)), _connector='OR'), name='events_eventclaim_field_exists'),
        ),
        migrations.AddConstraint(
            model_name='eventclaim',
            constraint=models.UniqueConstraint(fields=('source', 'event', 'participation', 'link', 'figure', 'field', 'kind', 'verdict', 'locator', 'attributed_to', 'asserted_value'), name='events_eventclaim_unique', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='place',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='events_place_search'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('folded'), name='gin_trgm_ops'), name='events_place_folded'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(django.db.models.functions.text.Left('folded', 80), name='events_place_begins'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(fields=('slug',), name='events_place_slug_unique'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(fields=('geonames_id',), name='events_place_geonames_unique'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='events_place_slug_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['admin', 'country', 'facility', 'region', 'settlement', 'water'])), name='events_place_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='events_place_named'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='events_place_both_coordinates'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('latitude__isnull', True), models.Q(('latitude__gte', -90), ('latitude__lte', 90)), _connector='OR'), name='events_place_latitude_in_range'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('longitude__isnull', True), models.Q(('longitude__gte', -180), ('longitude__lte', 180)), _connector='OR'), name='events_place_longitude_in_range'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='events_place_parent_is_not_id'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['updated_at', 'id'], name='events_event_updated'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('review_status', 'in_review')), fields=['submitted_at', 'id'], name='events_event_waiting'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('review_status', 'published'), _negated=True), fields=['review_status', 'updated_at'], name='events_event_pending'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['date_from', 'id'], name='events_event_date'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(models.Func(models.F('date_from'), output_field=models.DateField(), template="COALESCE(%(expressions)s, 'infinity'::date)"), models.F('id'), name='events_event_day_asc'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(models.Func(models.F('date_from'), output_field=models.DateField(), template="COALESCE(%(expressions)s, '-infinity'::date)"), models.F('id'), name='events_event_day_desc'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=django.contrib.postgres.indexes.GistIndex(fields=['period'], name='events_event_period'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='events_event_search'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('folded'), name='gin_trgm_ops'), name='events_event_folded'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(django.db.models.functions.text.Left('folded', 80), name='events_event_begins'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('slug',), name='events_event_slug_unique'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='events_event_slug_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('review_status__in', ['draft', 'in_review', 'published', 'retracted'])), name='events_event_review_status_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='events_event_merged_into_is_not_id'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('review_status', 'retracted'), _connector='OR'), name='events_event_merged_is_retracted'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('review_status', 'in_review'), _negated=True), ('submitted_by__isnull', False), _connector='OR'), name='events_event_in_review_has_submitter'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('submitted_by__isnull', True), ('reviewed_by__isnull', True), models.Q(('submitted_by', models.F('reviewed_by')), _negated=True), _connector='OR'), name='events_event_reviewer_is_not_submitter'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retracted_at__isnull', True), ('retraction_reason', '')), ('review_status', 'retracted'), _connector='OR'), name='events_event_retraction_means_retracted'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('modality__in', ['alleged', 'announced', 'denied', 'hypothetical', 'occurred', 'planned'])), name='events_event_modality_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('date_precision__in', ['day', 'decade', 'month', 'quarter', 'range', 'unknown', 'year'])), name='events_event_date_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('lifecycle__in', ['ended', 'ongoing', 'unknown'])), name='events_event_lifecycle_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('geo_precision__in', ['', 'admin1', 'admin2', 'area', 'country', 'facility', 'near', 'region', 'settlement', 'water_air'])), name='events_event_geo_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('geo_precision', ''), ('place__isnull', False), _connector='OR'), name='events_event_geo_precision_needs_place'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='events_event_titled'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_from__isnull', True), ('date_from__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('date_to__isnull', True), ('date_to__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='events_event_within_calendar'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('date_to__isnull', True), ('date_from__isnull', True), ('date_to__gte', models.F('date_from')), _connector='OR'), name='events_event_date_to_not_before_date_from'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_from__isnull', True), ('date_precision', 'unknown'), ('date_to__isnull', True)), models.Q(('date_from__isnull', False), models.Q(('date_precision', 'unknown'), _negated=True)), _connector='OR'), name='events_event_undated_is_unknown'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('date_from__isnull', True), models.Q(('date_from', models.Func(models.F('date_from'), models.F('date_precision'), function='first_day_of', output_field=models.DateField())), models.Q(('date_to__isnull', True), ('date_to', models.Func(models.F('date_to'), models.F('date_precision'), function='last_day_of', output_field=models.DateField())), _connector='OR')), _connector='OR'), name='events_event_window_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_precision', 'day'), _negated=True), ('date_to__isnull', True), ('date_to', models.F('date_from')), _connector='OR'), name='events_event_day_is_one_day'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('date_from__isnull', True), ('date_to__isnull', False), ('is_span', True), _connector='OR'), name='events_event_open_end_is_span'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifecycle', 'ongoing'), _negated=True), models.Q(('date_to__isnull', True), ('is_span', True)), _connector='OR'), name='events_event_ongoing_has_no_end'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='events_event_parent_is_not_id'),
        ),
        migrations.AddIndex(
            model_name='placename',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='events_placename_search'),
        ),
        migrations.AddIndex(
            model_name='placename',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('folded'), name='gin_trgm_ops'), name='events_placename_folded'),
        ),
        migrations.AddIndex(
            model_name='placename',
            index=models.Index(django.db.models.functions.text.Left('folded', 80), name='events_placename_begins'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.UniqueConstraint(fields=('place', 'name', 'language'), name='events_placename_unique'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='events_placename_named'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$')), name='events_placename_language_wellformed'),
        ),
    ]
