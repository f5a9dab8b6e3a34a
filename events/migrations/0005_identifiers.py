"""Codes of events, places and figures in other systems."""

import datetime
import django.db.models.deletion
import records.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0004_sort_key'),
    ]

    operations = [
        migrations.CreateModel(
            name='EventIdentifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('value', models.CharField(max_length=200)),
                ('preferred', models.BooleanField(default=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('scheme', models.CharField(max_length=8)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='events.event')),
            ],
            options={
                'verbose_name': 'identifier',
                'ordering': ['event', 'scheme', 'value'],
                'abstract': False,
                'indexes': [records.identifiers.CodeIndex(fields=['value', 'scheme'], name='events_eventidentifier_code')],
                'constraints': [models.UniqueConstraint(fields=('event', 'scheme', 'value'), name='events_eventidentifier_unique'), models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('scheme', 'value'), name='events_eventidentifier_value_preferred_once'), models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('event', 'scheme'), name='events_eventidentifier_event_preferred_once'), models.CheckConstraint(condition=models.Q(('scheme__in', ['acled', 'ged', 'local', 'ucdp', 'url', 'wikidata'])), name='events_eventidentifier_scheme_known'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'ged'), _negated=True), ('value__regex', '^[1-9][0-9]*$'), _connector='OR'), name='events_eventidentifier_ged_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'ucdp'), _negated=True), ('value__regex', '^[1-9][0-9]*$'), _connector='OR'), name='events_eventidentifier_ucdp_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'acled'), _negated=True), ('value__regex', '^[A-Z]{3}[0-9]+$'), _connector='OR'), name='events_eventidentifier_acled_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'wikidata'), _negated=True), ('value__regex', '^Q[1-9][0-9]*$'), _connector='OR'), name='events_eventidentifier_wikidata_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'url'), _negated=True), ('value__regex', '^https?://[^\\s]+$'), _connector='OR'), name='events_eventidentifier_url_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'local'), _negated=True), ('value__regex', '^\\S(.*\\S)?$'), _connector='OR'), name='events_eventidentifier_local_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='events_eventidentifier_within_calendar'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='events_eventidentifier_valid_to_after_valid_from')],
            },
        ),
        migrations.CreateModel(
            name='FigureIdentifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('value', models.CharField(max_length=200)),
                ('preferred', models.BooleanField(default=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('scheme', models.CharField(max_length=8)),
                ('figure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='events.figure')),
            ],
            options={
                'verbose_name': 'identifier',
                'ordering': ['figure', 'scheme', 'value'],
                'abstract': False,
                'indexes': [records.identifiers.CodeIndex(fields=['value', 'scheme'], name='events_figureidentifier_code')],
                'constraints': [models.UniqueConstraint(fields=('figure', 'scheme', 'value'), name='events_figureidentifier_unique'), models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('scheme', 'value'), name='events_figureidentifier_value_preferred_once'), models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('figure', 'scheme'), name='events_figureidentifier_figure_preferred_once'), models.CheckConstraint(condition=models.Q(('scheme__in', ['local', 'url'])), name='events_figureidentifier_scheme_known'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'url'), _negated=True), ('value__regex', '^https?://[^\\s]+$'), _connector='OR'), name='events_figureidentifier_url_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'local'), _negated=True), ('value__regex', '^\\S(.*\\S)?$'), _connector='OR'), name='events_figureidentifier_local_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='events_figureidentifier_within_calendar'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='events_figureidentifier_valid_to_after_valid_from')],
            },
        ),
        migrations.CreateModel(
            name='PlaceIdentifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('value', models.CharField(max_length=200)),
                ('preferred', models.BooleanField(default=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('scheme', models.CharField(max_length=8)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='events.place')),
            ],
            options={
                'verbose_name': 'identifier',
                'ordering': ['place', 'scheme', 'value'],
                'abstract': False,
                'indexes': [records.identifiers.CodeIndex(fields=['value', 'scheme'], name='events_placeidentifier_code')],
                'constraints': [models.UniqueConstraint(fields=('place', 'scheme', 'value'), name='events_placeidentifier_unique'), models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('scheme', 'value'), name='events_placeidentifier_value_preferred_once'), models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('place', 'scheme'), name='events_placeidentifier_place_preferred_once'), models.CheckConstraint(condition=models.Q(('scheme__in', ['geonames', 'local', 'osm', 'unlocode', 'url', 'wikidata'])), name='events_placeidentifier_scheme_known'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'geonames'), _negated=True), ('value__regex', '^[1-9][0-9]{0,9}$'), _connector='OR'), name='events_placeidentifier_geonames_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'wikidata'), _negated=True), ('value__regex', '^Q[1-9][0-9]*$'), _connector='OR'), name='events_placeidentifier_wikidata_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'osm'), _negated=True), ('value__regex', '^(node|way|relation)/[1-9][0-9]*$'), _connector='OR'), name='events_placeidentifier_osm_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'unlocode'), _negated=True), ('value__regex', '^[A-Z]{2}[A-Z2-9]{3}$'), _connector='OR'), name='events_placeidentifier_unlocode_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'url'), _negated=True), ('value__regex', '^https?://[^\\s]+$'), _connector='OR'), name='events_placeidentifier_url_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'local'), _negated=True), ('value__regex', '^\\S(.*\\S)?$'), _connector='OR'), name='events_placeidentifier_local_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='events_placeidentifier_within_calendar'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='events_placeidentifier_valid_to_after_valid_from'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'geonames'), _negated=True), ('preferred', False), _connector='OR'), name='events_placeidentifier_geonames_is_further')],
            },
        ),
    ]
