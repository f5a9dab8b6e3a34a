"""How exact entry into force and end of an agreement are; those known were days."""

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


# Without triggers: that a day is a day is no change of a row.
DAYS = """
ALTER TABLE agreements_agreement DISABLE TRIGGER USER;
UPDATE agreements_agreement SET
    in_force_precision = CASE WHEN in_force_on IS NULL THEN 'unknown' ELSE 'day' END,
    terminated_precision = CASE WHEN terminated_on IS NULL THEN 'unknown' ELSE 'day' END
WHERE in_force_on IS NOT NULL OR terminated_on IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE agreements_agreement ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0008_names_by_date'),
        ('agreements', '0009_short_quotes'),
        ('sources', '0006_short_quotes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='agreement',
            name='agreements_agreement_terminated_on_not_before_in_force_on',
        ),
        migrations.RemoveConstraint(
            model_name='agreementclaim',
            name='agreements_agreementclaim_field_exists',
        ),
        migrations.AddField(
            model_name='agreement',
            name='in_force_precision',
            field=models.CharField(default='unknown', max_length=8),
        ),
        migrations.AddField(
            model_name='agreement',
            name='terminated_precision',
            field=models.CharField(default='unknown', max_length=8),
        ),
        migrations.RunSQL(DAYS, migrations.RunSQL.noop),
        # A generated column cannot be altered.
        migrations.RemoveIndex(
            model_name='agreement',
            name='agreements_agreement_period',
        ),
        migrations.RemoveField(
            model_name='agreement',
            name='period',
        ),
        migrations.AddField(
            model_name='agreement',
            name='period',
            field=models.GeneratedField(db_persist=True, expression=models.Func('in_force_on', 'in_force_precision', 'terminated_on', models.Case(models.When(status='in_force', then=models.Value('ongoing')), models.When(status__in=('superseded', 'terminated', 'lapsed'), then=models.Value('ended')), default=models.Value('unknown'), output_field=models.CharField()), models.Value(None, models.DateField()), function='known_period', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), null=True, output_field=django.contrib.postgres.fields.ranges.DateRangeField()),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=django.contrib.postgres.indexes.GistIndex(fields=['period'], name='agreements_agreement_period'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='agreements_agreement_in_force_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('in_force_on__isnull', True), ('in_force_precision', 'unknown')), models.Q(('in_force_on__isnull', False), models.Q(('in_force_precision', 'unknown'), _negated=True)), _connector='OR'), name='agreements_agreement_in_force_on_has_precision'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_on__isnull', True), ('in_force_on', models.Func(models.F('in_force_on'), models.F('in_force_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='agreements_agreement_in_force_on_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('terminated_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='agreements_agreement_terminated_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('terminated_on__isnull', True), ('terminated_precision', 'unknown')), models.Q(('terminated_on__isnull', False), models.Q(('terminated_precision', 'unknown'), _negated=True)), _connector='OR'), name='agreements_agreement_terminated_on_has_precision'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('terminated_on__isnull', True), ('terminated_on', models.Func(models.F('terminated_on'), models.F('terminated_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='agreements_agreement_terminated_on_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('terminated_on__isnull', True), ('in_force_on__isnull', True), ('in_force_on__lte', models.Func(models.F('terminated_on'), models.F('terminated_precision'), function='last_day_of', output_field=models.DateField())), _connector='OR'), name='agreements_agreement_terminated_on_not_before_in_force_on'),
        ),
        migrations.AddConstraint(
            model_name='agreementclaim',
            constraint=models.CheckConstraint(condition=models.Q(('field', ''), models.Q(('agreement__isnull', False), ('field__in', ['bindingness', 'bloc', 'in_force_on', 'in_force_precision', 'kind', 'open_to_accession', 'short_title', 'signed_on', 'signed_precision', 'status', 'summary', 'terminated_on', 'terminated_precision', 'text_status', 'text_url', 'title'])), models.Q(('field__in', ['actor', 'agreement', 'role']), ('party__isnull', False)), models.Q(('action__isnull', False), ('field__in', ['effective_on', 'effective_precision', 'happened_on', 'happened_precision', 'kind', 'party', 'representatives', 'text'])), models.Q(('clause__isnull', False), ('field__in', ['activation', 'agreement', 'commitment', 'concerns', 'heading', 'number', 'strength', 'text', 'text_basis', 'topics'])), models.Q(('field__in', ['kind', 'source', 'target']), ('link__isnull', False)), _connector='OR'), name='agreements_agreementclaim_field_exists'),
        ),
    ]
