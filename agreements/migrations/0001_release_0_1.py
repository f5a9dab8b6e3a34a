"""The tables of agreements as of release 0.1."""

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
        ('agreements', '0001_agreements'),
        ('agreements', '0002_search'),
        ('agreements', '0003_public_changes'),
        ('agreements', '0004_review'),
        ('agreements', '0005_work_queues'),
        ('agreements', '0006_versions'),
        ('agreements', '0007_history'),
        ('agreements', '0008_created_with_transaction'),
    ]

    dependencies = [
        ('actors', '0001_release_0_1'),
        ('sources', '0001_release_0_1'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgreementClaimSource',
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
            name='AgreementPartyActor',
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
            name='Agreement',
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
                ('kind', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('short_title', models.CharField(blank=True, max_length=80)),
                ('status', models.CharField(max_length=12)),
                ('bindingness', models.CharField(default='unknown', max_length=9)),
                ('open_to_accession', models.BooleanField(blank=True, null=True)),
                ('summary', models.TextField(blank=True)),
                ('signed_on', models.DateField(blank=True, null=True)),
                ('signed_precision', models.CharField(default='unknown', max_length=8)),
                ('in_force_on', models.DateField(blank=True, null=True)),
                ('terminated_on', models.DateField(blank=True, null=True)),
                ('period', models.GeneratedField(db_persist=True, expression=models.Func('in_force_on', models.Value('day'), 'terminated_on', models.Case(models.When(status='in_force', then=models.Value('ongoing')), models.When(status__in=('superseded', 'terminated', 'lapsed'), then=models.Value('ended')), default=models.Value('unknown'), output_field=models.CharField()), models.Value(None, models.DateField()), function='known_period', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), null=True, output_field=django.contrib.postgres.fields.ranges.DateRangeField())),
                ('text_status', models.CharField(default='not_seen', max_length=9)),
                ('text_url', models.URLField(blank=True, max_length=500)),
                ('folded', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.F('title'), models.Value(' '), models.F('short_title'), arg_joiner=' || ', template='(%(expressions)s)'), function='folded', output_field=records.search.FoldedField(db_collation='C')), output_field=records.search.FoldedField(db_collation='C'))),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.F('title'), models.Value('A'), function='folded_words'), models.Func(models.F('short_title'), models.Value('B'), function='folded_words'), models.Func(models.F('summary'), models.Value('C'), function='folded_words'), arg_joiner=' || ', output_field=records.search.WordsField(), template='(%(expressions)s)'), output_field=records.search.WordsField())),
                ('bloc', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='founding_agreements', to='actors.actor')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='agreements.agreement')),
                ('reviewed_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['slug'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                'indexes': [
                    models.Index(fields=['updated_at', 'id'], name='agreements_agreement_updated'),
                    models.Index(condition=models.Q(('review_status', 'in_review')), fields=['submitted_at', 'id'], name='agreements_agreement_waiting'),
                    models.Index(condition=models.Q(('review_status', 'published'), _negated=True), fields=['review_status', 'updated_at'], name='agreements_agreement_pending'),
                    models.Index(fields=['signed_on', 'id'], name='agreements_agreement_signed'),
                    models.Index(models.Func(models.F('signed_on'), output_field=models.DateField(), template="COALESCE(%(expressions)s, 'infinity'::date)"), models.F('id'), name='agreements_agreement_day_asc'),
                    models.Index(models.Func(models.F('signed_on'), output_field=models.DateField(), template="COALESCE(%(expressions)s, '-infinity'::date)"), models.F('id'), name='agreements_agreement_day_desc'),
                    django.contrib.postgres.indexes.GistIndex(fields=['period'], name='agreements_agreement_period'),
                    django.contrib.postgres.indexes.GinIndex(fields=['search'], name='agreements_agreement_search'),
                    django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('folded'), name='gin_trgm_ops'), name='agreements_agreement_folded'),
                    models.Index(django.db.models.functions.text.Left('folded', 80), name='agreements_agreement_begins'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('slug',), name='agreements_agreement_slug_unique'),
                    models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='agreements_agreement_slug_wellformed'),
                    models.CheckConstraint(condition=models.Q(('review_status__in', ['draft', 'in_review', 'published', 'retracted'])), name='agreements_agreement_review_status_known'),
                    models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='agreements_agreement_merged_into_is_not_id'),
                    models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('review_status', 'retracted'), _connector='OR'), name='agreements_agreement_merged_is_retracted'),
                    models.CheckConstraint(condition=models.Q(models.Q(('review_status', 'in_review'), _negated=True), ('submitted_by__isnull', False), _connector='OR'), name='agreements_agreement_in_review_has_submitter'),
                    models.CheckConstraint(condition=models.Q(('submitted_by__isnull', True), ('reviewed_by__isnull', True), models.Q(('submitted_by', models.F('reviewed_by')), _negated=True), _connector='OR'), name='agreements_agreement_reviewer_is_not_submitter'),
                    models.CheckConstraint(condition=models.Q(models.Q(('retracted_at__isnull', True), ('retraction_reason', '')), ('review_status', 'retracted'), _connector='OR'), name='agreements_agreement_retraction_means_retracted'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['agreement', 'amendment', 'declaration', 'implementing_plan', 'memorandum', 'military_cooperation', 'protocol', 'resolution', 'statute', 'strategy', 'treaty', 'unilateral_act'])), name='agreements_agreement_kind_known'),
                    models.CheckConstraint(condition=models.Q(('status__in', ['adopted', 'in_force', 'initialled', 'lapsed', 'negotiating', 'proposed', 'provisional', 'signed', 'superseded', 'suspended', 'terminated'])), name='agreements_agreement_status_known'),
                    models.CheckConstraint(condition=models.Q(('bindingness__in', ['legal', 'mixed', 'political', 'unknown'])), name='agreements_agreement_bindingness_known'),
                    models.CheckConstraint(condition=models.Q(('text_status__in', ['full_text', 'not_seen', 'summary'])), name='agreements_agreement_text_status_known'),
                    models.CheckConstraint(condition=models.Q(('signed_precision__in', ['day', 'decade', 'month', 'quarter', 'unknown', 'year'])), name='agreements_agreement_signed_precision_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('signed_on__isnull', True), ('signed_precision', 'unknown')), models.Q(('signed_on__isnull', False), models.Q(('signed_precision', 'unknown'), _negated=True)), _connector='OR'), name='agreements_agreement_signed_on_has_precision'),
                    models.CheckConstraint(condition=models.Q(('signed_on__isnull', True), ('signed_on', models.Func(models.F('signed_on'), models.F('signed_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='agreements_agreement_signed_on_fits_precision'),
                    models.CheckConstraint(condition=models.Q(('terminated_on__isnull', True), ('in_force_on__isnull', True), ('terminated_on__gte', models.F('in_force_on')), _connector='OR'), name='agreements_agreement_terminated_on_not_before_in_force_on'),
                    models.CheckConstraint(condition=models.Q(('signed_on__isnull', True), models.Q(('status__in', ('proposed', 'negotiating', 'initialled')), _negated=True), _connector='OR'), name='agreements_agreement_signed_date_means_signed'),
                    models.CheckConstraint(condition=models.Q(('terminated_on__isnull', True), ('status__in', ('superseded', 'terminated', 'lapsed')), _connector='OR'), name='agreements_agreement_terminated_means_not_in_force'),
                    models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='agreements_agreement_titled'),
                    models.CheckConstraint(condition=models.Q(models.Q(('signed_on__isnull', True), ('signed_on__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('in_force_on__isnull', True), ('in_force_on__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('terminated_on__isnull', True), ('terminated_on__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='agreements_agreement_within_calendar'),
                    models.CheckConstraint(condition=models.Q(('in_force_on__isnull', True), models.Q(('status__in', ('proposed', 'negotiating', 'initialled')), _negated=True), _connector='OR'), name='agreements_agreement_in_force_means_signed'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AgreementLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_out', to='agreements.agreement')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links_in', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'link',
                'ordering': ['source', 'kind', 'target'],
                'constraints': [
                    models.UniqueConstraint(fields=('source', 'target', 'kind'), name='agreements_agreementlink_unique'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['aligned_with', 'amends', 'cites', 'companion', 'counters', 'implements', 'similar_to', 'supersedes'])), name='agreements_agreementlink_kind_known'),
                    models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='agreements_agreementlink_source_is_not_target'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AgreementParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('role', models.CharField(default='party', max_length=11)),
                ('status', models.CharField(max_length=11)),
                ('status_on', models.DateField(blank=True, null=True)),
                ('status_precision', models.CharField(default='unknown', max_length=8)),
                ('signatory_capacity', models.CharField(blank=True, max_length=120)),
                ('reservation', models.TextField(blank=True)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreement_roles', to='actors.actor')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='agreements.agreement')),
                ('signatory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='actors.actor')),
            ],
            options={
                'verbose_name': 'party',
                'verbose_name_plural': 'parties',
                'ordering': ['agreement', 'role', 'actor__slug'],
                'constraints': [
                    models.UniqueConstraint(fields=('agreement', 'actor', 'role'), name='agreements_agreementparty_unique'),
                    models.CheckConstraint(condition=models.Q(('role__in', ['depositary', 'eligible', 'guarantor', 'host', 'party', 'prospective', 'signatory', 'third_party', 'witness'])), name='agreements_agreementparty_role_known'),
                    models.CheckConstraint(condition=models.Q(('status__in', ['acceded', 'accepted', 'approved', 'declined', 'expelled', 'in_talks', 'invited', 'provisional', 'ratified', 'signed', 'succeeded', 'suspended', 'withdrawn'])), name='agreements_agreementparty_status_known'),
                    models.CheckConstraint(condition=models.Q(('status_precision__in', ['day', 'decade', 'month', 'quarter', 'unknown', 'year'])), name='agreements_agreementparty_status_precision_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status_on__isnull', True), ('status_precision', 'unknown')), models.Q(('status_on__isnull', False), models.Q(('status_precision', 'unknown'), _negated=True)), _connector='OR'), name='agreements_agreementparty_status_on_has_precision'),
                    models.CheckConstraint(condition=models.Q(('status_on__isnull', True), ('status_on', models.Func(models.F('status_on'), models.F('status_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='agreements_agreementparty_status_on_fits_precision'),
                    models.CheckConstraint(condition=models.Q(('status_on__isnull', True), ('status_on__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), name='agreements_agreementparty_within_calendar'),
                    models.CheckConstraint(condition=models.Q(('signatory', models.F('actor')), _negated=True), name='agreements_agreementparty_signatory_is_not_actor'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('heading', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True)),
                ('text_basis', models.CharField(default='paraphrase', max_length=11)),
                ('commitment', models.CharField(default='cooperation', max_length=14)),
                ('strength', models.CharField(default='unknown', max_length=11)),
                ('activation', models.CharField(default='standing', max_length=15)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('folded', models.GeneratedField(db_persist=True, expression=models.Func(models.F('heading'), function='folded', output_field=records.search.FoldedField(db_collation='C')), output_field=records.search.FoldedField(db_collation='C'))),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.F('heading'), models.Value('A'), function='folded_words'), models.Func(models.F('text'), models.Value('C'), function='folded_words'), arg_joiner=' || ', output_field=records.search.WordsField(), template='(%(expressions)s)'), output_field=records.search.WordsField())),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='agreements.agreement')),
                ('concerns', models.ManyToManyField(blank=True, related_name='concerning_clauses', to='actors.actor')),
            ],
            options={
                'ordering': ['agreement', 'number'],
                'indexes': [
                    django.contrib.postgres.indexes.GinIndex(fields=['search'], name='agreements_clause_search'),
                    django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('folded'), name='gin_trgm_ops'), name='agreements_clause_folded'),
                    models.Index(django.db.models.functions.text.Left('folded', 80), name='agreements_clause_begins'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('agreement', 'number'), name='agreements_clause_unique'),
                    models.CheckConstraint(condition=models.Q(('text_basis__in', ['paraphrase', 'translation', 'verbatim'])), name='agreements_clause_text_basis_known'),
                    models.CheckConstraint(condition=models.Q(('commitment__in', ['consultation', 'cooperation', 'defence', 'neutrality', 'non_aggression', 'none', 'offence', 'support'])), name='agreements_clause_commitment_known'),
                    models.CheckConstraint(condition=models.Q(('strength__in', ['binding', 'conditional', 'declaratory', 'intent', 'pledge', 'study', 'unknown'])), name='agreements_clause_strength_known'),
                    models.CheckConstraint(condition=models.Q(('activation__in', ['on_attack', 'on_consultation', 'on_threat', 'standing'])), name='agreements_clause_activation_known'),
                    models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='agreements_clause_number_from_one'),
                    models.CheckConstraint(condition=models.Q(('heading', ''), _negated=True), name='agreements_clause_headed'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AgreementClaim',
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
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='agreements.agreement')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='sources.source')),
                ('link', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='agreements.agreementlink')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='agreements.agreementparty')),
                ('clause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='agreements.clause')),
            ],
            options={
                'verbose_name': 'claim',
                'ordering': ['id'],
                'abstract': False,
                'indexes': [
                    models.Index(condition=models.Q(('verdict', 'contradicts')), fields=['id'], name='agreements_agreementclaim_con'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['assessment', 'characterisation', 'motive', 'prediction', 'report'])), name='agreements_agreementclaim_kind_known'),
                    models.CheckConstraint(condition=models.Q(('verdict__in', ['contradicts', 'mentions', 'supports'])), name='agreements_agreementclaim_verdict_known'),
                    models.CheckConstraint(condition=models.Q(('credibility__gte', 1), ('credibility__lte', 6)), name='agreements_agreementclaim_credibility_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('credibility', 1), _negated=True), ('verdict', 'supports'), _connector='OR'), name='agreements_agreementclaim_confirmed_means_supported'),
                    models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'contradicts'), _negated=True), models.Q(models.Q(('field', ''), _negated=True), models.Q(('asserted_value', ''), _negated=True)), _connector='OR'), name='agreements_agreementclaim_contradiction_is_specific'),
                    models.CheckConstraint(condition=models.Q(models.Q(('agreement__isnull', False), ('clause__isnull', True), ('link__isnull', True), ('party__isnull', True)), models.Q(('agreement__isnull', True), ('clause__isnull', True), ('link__isnull', True), ('party__isnull', False)), models.Q(('agreement__isnull', True), ('clause__isnull', False), ('link__isnull', True), ('party__isnull', True)), models.Q(('agreement__isnull', True), ('clause__isnull', True), ('link__isnull', False), ('party__isnull', True)), _connector='OR'), name='agreements_agreementclaim_about_one_row'),
                    models.CheckConstraint(condition=models.Q(('field', ''), models.Q(('agreement__isnull', False), ('field__in', ['bindingness', 'bloc', 'in_force_on', 'kind', 'open_to_accession', 'short_title', 'signed_on', 'signed_precision', 'status', 'summary', 'terminated_on', 'text_status', 'text_url', 'title'])), models.Q(('field__in', ['actor', 'agreement', 'reservation', 'role', 'signatory', 'signatory_capacity', 'status', 'status_on', 'status_precision']), ('party__isnull', False)), models.Q(('clause__isnull', False), ('field__in', ['activation', 'agreement', 'commitment', 'concerns', 'heading', 'number', 'strength', 'text', 'text_basis', 'topics'])), models.Q(('field__in', ['kind', 'source', 'target']), ('link__isnull', False)), _connector='OR'), name='agreements_agreementclaim_field_exists'),
                    models.UniqueConstraint(fields=('source', 'agreement', 'party', 'clause', 'link', 'field', 'kind', 'verdict', 'locator', 'attributed_to', 'asserted_value'), name='agreements_agreementclaim_unique', nulls_distinct=False),
                ],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60)),
                ('label', models.CharField(max_length=80)),
                ('definition', models.TextField()),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='agreements.topic')),
            ],
            options={
                'ordering': ['code'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('code',), name='agreements_topic_code_unique'),
                    models.CheckConstraint(condition=models.Q(('code__regex', '^[a-z][a-z_]*(\\.[a-z][a-z_]*)*$')), name='agreements_topic_code_wellformed'),
                    models.CheckConstraint(condition=models.Q(models.Q(('code__regex', '^[^.]*$'), ('parent__isnull', True)), models.Q(('code__contains', '.'), ('parent__isnull', False)), _connector='OR'), name='agreements_topic_dotted_code_has_parent'),
                    models.CheckConstraint(condition=models.Q(('definition', ''), _negated=True), name='agreements_topic_defined'),
                ],
            },
        ),
        migrations.AddField(
            model_name='clause',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='clauses', to='agreements.topic'),
        ),
        migrations.CreateModel(
            name='TopicCrosswalk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60)),
                ('match', models.CharField(default='close', max_length=6)),
                ('scheme', models.CharField(max_length=4)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='crosswalks', to='agreements.topic')),
            ],
            options={
                'verbose_name': 'counterpart',
                'ordering': ['term', 'scheme', 'code'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('term', 'scheme', 'code'), name='agreements_topiccrosswalk_unique'),
                    models.CheckConstraint(condition=models.Q(('match__in', ['broad', 'close', 'exact', 'narrow'])), name='agreements_topiccrosswalk_match_known'),
                    models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='agreements_topiccrosswalk_code_given'),
                    models.CheckConstraint(condition=models.Q(('scheme__in', ['atop', 'cow', 'dcad', 'pax'])), name='agreements_topiccrosswalk_scheme_known'),
                ],
            },
        ),
    ]
