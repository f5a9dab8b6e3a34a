"""Dates of events: sets, open starts, ends of different exactness, marks of doubt; seasons and centuries."""

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models

# Without triggers: another name of the same precision is no change of a row.
ONE_DAY_IS_NO_RANGE = """
ALTER TABLE events_event DISABLE TRIGGER USER;
UPDATE events_event SET date_precision = 'day'
WHERE date_precision = 'range' AND (date_to IS NULL OR date_to = date_from);
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE events_event ENABLE TRIGGER USER;
"""
# As in 0001_functions.sql of records
OLD_PERIOD = """
CREATE FUNCTION window_period(date_from date, date_to date, exactness text, lifecycle text)
RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN date_from IS NULL OR date_to < date_from THEN NULL
    WHEN date_to IS NOT NULL THEN daterange(date_from, date_to, '[]')
    WHEN lifecycle = 'ongoing' THEN daterange(date_from, NULL)
    ELSE daterange(date_from, last_day_of(date_from, exactness), '[]')
END;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0005_edtf_dates'),
        ('agreements', '0006_edtf_dates'),
        ('events', '0005_identifiers'),
        ('records', '0004_dates'),
        ('sources', '0004_edtf_dates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='event',
            name='events_event_date_precision_known',
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='events_event_undated_is_unknown',
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='events_event_window_fits_precision',
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='events_event_day_is_one_day',
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='events_event_open_end_is_span',
        ),
        migrations.RemoveConstraint(
            model_name='eventclaim',
            name='events_eventclaim_field_exists',
        ),
        migrations.RemoveConstraint(
            model_name='figure',
            name='events_figure_as_of_precision_known',
        ),
        migrations.AddField(
            model_name='event',
            name='date_qualifier',
            field=models.CharField(blank=True, max_length=1),
        ),
        migrations.AddField(
            model_name='event',
            name='end_precision',
            field=models.CharField(blank=True, max_length=7),
        ),
        migrations.AddField(
            model_name='event',
            name='end_qualifier',
            field=models.CharField(blank=True, max_length=1),
        ),
        migrations.AlterField(
            model_name='event',
            name='lifecycle',
            field=models.CharField(default='unknown', max_length=7),
        ),
        # One day is no range, and neither is an open end.
        migrations.RunSQL(ONE_DAY_IS_NO_RANGE, migrations.RunSQL.noop),
        # A generated column cannot be altered.
        migrations.RemoveIndex(
            model_name='event',
            name='events_event_period',
        ),
        migrations.RemoveField(
            model_name='event',
            name='period',
        ),
        migrations.AddField(
            model_name='event',
            name='period',
            field=models.GeneratedField(db_persist=True, expression=models.Func('date_from', 'date_to', 'date_precision', 'is_span', 'lifecycle', function='event_period', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), null=True, output_field=django.contrib.postgres.fields.ranges.DateRangeField()),
        ),
        migrations.AddIndex(
            model_name='event',
            index=django.contrib.postgres.indexes.GistIndex(fields=['period'], name='events_event_period'),
        ),
        migrations.RunSQL(
            "DROP FUNCTION window_period(date, date, text, text)",
            OLD_PERIOD,
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('date_from__isnull', True), ('date_to__isnull', False)), fields=['id'], name='events_event_open_start'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('date_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'range', 'season', 'unknown', 'year'])), name='events_event_date_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('end_precision__in', ['', 'century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='events_event_end_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('date_qualifier__in', ['', '%', '?', '~'])), name='events_event_date_qualifier_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('end_qualifier__in', ['', '%', '?', '~'])), name='events_event_end_qualifier_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_from__isnull', True), ('date_precision', 'unknown'), ('date_to__isnull', True)), models.Q(models.Q(('date_from__isnull', False), ('date_to__isnull', False), _connector='OR'), models.Q(('date_precision', 'unknown'), _negated=True)), _connector='OR'), name='events_event_undated_is_unknown'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_from__isnull', True), ('date_from', models.Func(models.F('date_from'), models.F('date_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), models.Q(('date_to__isnull', True), models.Q(('date_to', models.Func(models.F('date_to'), models.F('date_precision'), function='last_day_of', output_field=models.DateField())), ('end_precision', '')), models.Q(models.Q(('end_precision', ''), _negated=True), ('date_to', models.Func(models.F('date_to'), models.F('end_precision'), function='last_day_of', output_field=models.DateField()))), _connector='OR')), name='events_event_window_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_precision', 'day'), ('end_precision', ''), _negated=True), ('date_from__isnull', True), ('date_to__isnull', True), ('date_to', models.F('date_from')), _connector='OR'), name='events_event_day_is_one_day'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_precision', 'range'), _negated=True), ('date_from__lt', models.F('date_to')), _connector='OR'), name='events_event_range_is_several_days'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('end_precision', ''), models.Q(('date_from__isnull', False), ('date_to__isnull', False), models.Q(('end_precision__in', ('unknown', models.F('date_precision'))), _negated=True), models.Q(('date_precision', 'range'), _negated=True)), _connector='OR'), name='events_event_end_precision_differs'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_qualifier', ''), ('date_from__isnull', False), _connector='OR'), models.Q(('end_qualifier', ''), ('date_to__isnull', False), _connector='OR')), name='events_event_qualified_has_day'),
        ),
        migrations.AddConstraint(
            model_name='eventclaim',
            constraint=models.CheckConstraint(condition=models.Q(('field', ''), models.Q(('event__isnull', False), ('field__in', ['agreement', 'date_from', 'date_precision', 'date_qualifier', 'date_to', 'end_precision', 'end_qualifier', 'geo_precision', 'is_span', 'lifecycle', 'modality', 'parent', 'place', 'summary', 'title', 'type'])), models.Q(('field__in', ['actor', 'capacity', 'event', 'on_behalf_of', 'role', 'stance', 'statement', 'toward']), ('participation__isnull', False)), models.Q(('field__in', ['kind', 'source', 'target']), ('link__isnull', False)), models.Q(('field__in', ['actor', 'agreement', 'as_of', 'as_of_precision', 'comparator', 'currency', 'event', 'metric', 'unit', 'value', 'value_max']), ('figure__isnull', False)), _connector='OR'), name='events_eventclaim_field_exists'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('as_of_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='events_figure_as_of_precision_known'),
        ),
    ]
