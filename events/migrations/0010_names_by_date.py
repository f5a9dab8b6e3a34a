"""Between which dates a place was called so."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0009_short_quotes'),
    ]

    # The new columns are empty.
    nothing_to_convert = (
        'events_placename_valid_from_precision_known',
        'events_placename_valid_from_has_precision',
        'events_placename_valid_from_fits_precision',
        'events_placename_valid_to_precision_known',
        'events_placename_valid_to_has_precision',
        'events_placename_valid_to_fits_precision',
        'events_placename_within_calendar',
        'events_placename_valid_to_not_before_valid_from',
    )

    operations = [
        migrations.AddField(
            model_name='placename',
            name='valid_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='placename',
            name='valid_from_precision',
            field=models.CharField(default='unknown', max_length=8),
        ),
        migrations.AddField(
            model_name='placename',
            name='valid_to',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='placename',
            name='valid_to_precision',
            field=models.CharField(default='unknown', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='events_placename_valid_from_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from_precision', 'unknown')), models.Q(('valid_from__isnull', False), models.Q(('valid_from_precision', 'unknown'), _negated=True)), _connector='OR'), name='events_placename_valid_from_has_precision'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_from', models.Func(models.F('valid_from'), models.F('valid_from_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='events_placename_valid_from_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='events_placename_valid_to_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_to__isnull', True), ('valid_to_precision', 'unknown')), models.Q(('valid_to__isnull', False), models.Q(('valid_to_precision', 'unknown'), _negated=True)), _connector='OR'), name='events_placename_valid_to_has_precision'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to', models.Func(models.F('valid_to'), models.F('valid_to_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='events_placename_valid_to_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='events_placename_within_calendar'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_from__lte', models.Func(models.F('valid_to'), models.F('valid_to_precision'), function='last_day_of', output_field=models.DateField())), _connector='OR'), name='events_placename_valid_to_not_before_valid_from'),
        ),
    ]
