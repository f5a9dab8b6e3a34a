"""Codes of relationships, and the days between which codes of actors are valid."""

import datetime
import django.db.models.deletion
import records.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0003_sort_key'),
    ]

    # New tables are empty, the new days are too, and no code was of one of the new systems.
    nothing_to_convert = (
        'actors_actoridentifier_scheme_known',
        'actors_actoridentifier_url_wellformed',
        'actors_actoridentifier_local_wellformed',
        'actors_actoridentifier_within_calendar',
        'actors_actoridentifier_valid_to_after_valid_from',
        'actors_relationshipidentifier_unique',
        'actors_relationshipidentifier_value_preferred_once',
        'actors_relationshipidentifier_relationship_preferred_once',
        'actors_relationshipidentifier_scheme_known',
        'actors_relationshipidentifier_url_wellformed',
        'actors_relationshipidentifier_local_wellformed',
        'actors_relationshipidentifier_within_calendar',
        'actors_relationshipidentifier_valid_to_after_valid_from',
    )

    operations = [
        migrations.CreateModel(
            name='RelationshipIdentifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('value', models.CharField(max_length=200)),
                ('preferred', models.BooleanField(default=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('scheme', models.CharField(max_length=8)),
            ],
            options={
                'verbose_name': 'identifier',
                'ordering': ['relationship', 'scheme', 'value'],
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='actoridentifier',
            name='actors_actoridentifier_scheme_known',
        ),
        migrations.AddField(
            model_name='actoridentifier',
            name='valid_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='actoridentifier',
            name='valid_to',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='actoridentifier',
            name='value',
            field=models.CharField(max_length=200),
        ),
        migrations.AddIndex(
            model_name='actoridentifier',
            index=records.identifiers.CodeIndex(fields=['value', 'scheme'], name='actors_actoridentifier_code'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(('scheme__in', ['acled', 'cow', 'ged', 'gw', 'iso2', 'iso3', 'local', 'url', 'wikidata'])), name='actors_actoridentifier_scheme_known'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'url'), _negated=True), ('value__regex', '^https?://[^\\s]+$'), _connector='OR'), name='actors_actoridentifier_url_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'local'), _negated=True), ('value__regex', '^\\S(.*\\S)?$'), _connector='OR'), name='actors_actoridentifier_local_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='actors_actoridentifier_within_calendar'),
        ),
        migrations.AddConstraint(
            model_name='actoridentifier',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='actors_actoridentifier_valid_to_after_valid_from'),
        ),
        migrations.AddField(
            model_name='relationshipidentifier',
            name='relationship',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='actors.relationship'),
        ),
        migrations.AddIndex(
            model_name='relationshipidentifier',
            index=records.identifiers.CodeIndex(fields=['value', 'scheme'], name='actors_relationshipidentifier_code'),
        ),
        migrations.AddConstraint(
            model_name='relationshipidentifier',
            constraint=models.UniqueConstraint(fields=('relationship', 'scheme', 'value'), name='actors_relationshipidentifier_unique'),
        ),
        migrations.AddConstraint(
            model_name='relationshipidentifier',
            constraint=models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('scheme', 'value'), name='actors_relationshipidentifier_value_preferred_once'),
        ),
        migrations.AddConstraint(
            model_name='relationshipidentifier',
            constraint=models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('relationship', 'scheme'), name='actors_relationshipidentifier_relationship_preferred_once'),
        ),
        migrations.AddConstraint(
            model_name='relationshipidentifier',
            constraint=models.CheckConstraint(condition=models.Q(('scheme__in', ['local', 'url'])), name='actors_relationshipidentifier_scheme_known'),
        ),
        migrations.AddConstraint(
            model_name='relationshipidentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'url'), _negated=True), ('value__regex', '^https?://[^\\s]+$'), _connector='OR'), name='actors_relationshipidentifier_url_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='relationshipidentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'local'), _negated=True), ('value__regex', '^\\S(.*\\S)?$'), _connector='OR'), name='actors_relationshipidentifier_local_wellformed'),
        ),
        migrations.AddConstraint(
            model_name='relationshipidentifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='actors_relationshipidentifier_within_calendar'),
        ),
        migrations.AddConstraint(
            model_name='relationshipidentifier',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='actors_relationshipidentifier_valid_to_after_valid_from'),
        ),
    ]
