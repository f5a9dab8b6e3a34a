"""Bounds of the days of events, what they follow from, and the order that follows from links."""

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


# No foreign keys: the triggers that keep these rows see to events that are deleted.
TABLES = """
CREATE TABLE events_arc (
    side text NOT NULL,
    from_event bigint NOT NULL,
    from_point text NOT NULL,
    to_event bigint NOT NULL,
    to_point text NOT NULL,
    lag int NOT NULL,
    ground text NOT NULL,
    row_id bigint NOT NULL,
    curators_know boolean NOT NULL,
    readers_know boolean NOT NULL
);
CREATE INDEX events_arc_from ON events_arc (from_event, side);
CREATE INDEX events_arc_to ON events_arc (to_event, side);
COMMENT ON TABLE events_arc IS
'How bounds of days pass from event to event (events/sql/bound_arcs.sql); only triggers write to it.';

CREATE TABLE events_bound (
    event_id bigint NOT NULL,
    is_public boolean NOT NULL,
    start_from date,
    start_to date,
    end_from date,
    end_to date,
    reasons jsonb NOT NULL,
    is_contradictory boolean NOT NULL,
    stated text NOT NULL,
    is_ongoing boolean NOT NULL,
    bounded daterange GENERATED ALWAYS AS (
        CASE
            WHEN is_contradictory OR start_from IS NULL THEN NULL
            WHEN end_to IS NOT NULL THEN daterange(start_from, end_to, '[]')
            WHEN is_ongoing THEN daterange(start_from, NULL)
        END
    ) STORED,
    possible daterange GENERATED ALWAYS AS (
        CASE WHEN NOT is_contradictory THEN daterange(start_from, end_to, '[]') END
    ) STORED,
    dating text NOT NULL GENERATED ALWAYS AS (
        CASE
            WHEN is_contradictory THEN 'contradictory'
            WHEN stated = 'both' THEN 'stated'
            WHEN start_from IS NOT NULL AND (end_to IS NOT NULL OR is_ongoing) THEN 'inferred'
            ELSE 'one_sided'
        END
    ) STORED,
    PRIMARY KEY (event_id, is_public)
);
CREATE INDEX events_bound_bounded ON events_bound USING gist (bounded);
CREATE INDEX events_bound_inferred ON events_bound USING gist (bounded) WHERE stated <> 'both';
CREATE INDEX events_bound_dating ON events_bound (dating) WHERE dating IN ('inferred', 'contradictory');
COMMENT ON TABLE events_bound IS
'Bounds of the days of events where something is inferred, from all rows and from public rows alone; only triggers write to it.';
COMMENT ON COLUMN events_bound.stated IS 'How many sides of its days the event states itself: both, one, or none.';
"""


class Migration(migrations.Migration):

    # The constraints are about new columns, which are empty; claims are kept, since fields are only added to the list.
    nothing_to_convert = (
        'events_event_undated_reason_known',
        'events_event_dated_has_no_reason',
        'events_event_in_time_of_parent',
        'events_eventclaim_field_exists',
        'events_eventlink_lag_unit_known',
        'events_eventlink_lag_has_unit',
    )
    dependencies = [
        ('agreements', '0006_edtf_dates'),
        ('events', '0010_names_by_date'),
        ('sources', '0004_edtf_dates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='eventclaim',
            name='events_eventclaim_field_exists',
        ),
        migrations.RemoveIndex(
            model_name='event',
            name='events_event_day_asc',
        ),
        migrations.RemoveIndex(
            model_name='event',
            name='events_event_day_desc',
        ),
        migrations.AddField(
            model_name='event',
            name='causal_rank',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='event',
            name='part_in_time',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='event',
            name='undated_reason',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name='eventlink',
            name='lag',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='eventlink',
            name='lag_unit',
            field=models.CharField(blank=True, max_length=5),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(models.Func(models.F('date_from'), output_field=models.DateField(), template="COALESCE(%(expressions)s, 'infinity'::date)"), models.F('causal_rank'), models.F('id'), name='events_event_day_asc'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(models.Func(models.F('date_from'), output_field=models.DateField(), template="COALESCE(%(expressions)s, '-infinity'::date)"), models.F('causal_rank'), models.F('id'), name='events_event_day_desc'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=django.contrib.postgres.indexes.GistIndex(models.Func(models.Case(models.When(date_qualifier='', then=models.F('date_from'))), models.Case(models.When(end_qualifier='', then=models.F('date_to'))), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), condition=models.Q(('date_from__isnull', False)), name='events_event_possible'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('undated_reason__in', ['', 'judgement', 'not_stated', 'standing'])), name='events_event_undated_reason_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('undated_reason', ''), models.Q(('date_from__isnull', True), ('date_to__isnull', True)), _connector='OR'), name='events_event_dated_has_no_reason'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('part_in_time', False), ('parent__isnull', False), _connector='OR'), name='events_event_in_time_of_parent'),
        ),
        migrations.AddConstraint(
            model_name='eventclaim',
            constraint=models.CheckConstraint(condition=models.Q(('field', ''), models.Q(('event__isnull', False), ('field__in', ['agreement', 'date_from', 'date_precision', 'date_qualifier', 'date_to', 'end_precision', 'end_qualifier', 'geo_precision', 'is_span', 'lifecycle', 'modality', 'parent', 'part_in_time', 'place', 'summary', 'title', 'type', 'undated_reason'])), models.Q(('field__in', ['actor', 'capacity', 'event', 'on_behalf_of', 'role', 'stance', 'statement', 'toward']), ('participation__isnull', False)), models.Q(('field__in', ['kind', 'lag', 'lag_unit', 'source', 'target']), ('link__isnull', False)), models.Q(('field__in', ['actor', 'agreement', 'as_of', 'as_of_precision', 'comparator', 'currency', 'event', 'metric', 'unit', 'value', 'value_max']), ('figure__isnull', False)), _connector='OR'), name='events_eventclaim_field_exists'),
        ),
        migrations.AddConstraint(
            model_name='eventlink',
            constraint=models.CheckConstraint(condition=models.Q(('lag_unit__in', ['', 'day', 'month', 'week', 'year'])), name='events_eventlink_lag_unit_known'),
        ),
        migrations.AddConstraint(
            model_name='eventlink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lag__isnull', True), ('lag_unit', '')), models.Q(('lag__gte', 1), ('lag__lte', 1000), models.Q(('lag_unit', ''), _negated=True), models.Q(('kind', 'contradicts'), _negated=True)), _connector='OR'), name='events_eventlink_lag_has_unit'),
        ),
        migrations.RunSQL(TABLES, "DROP TABLE events_bound; DROP TABLE events_arc"),
    ]
