"""Codes of sources in other systems."""

import datetime
import django.db.models.deletion
import records.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0002_sort_key'),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceIdentifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('value', models.CharField(max_length=200)),
                ('preferred', models.BooleanField(default=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('scheme', models.CharField(max_length=8)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='sources.source')),
            ],
            options={
                'verbose_name': 'identifier',
                'ordering': ['source', 'scheme', 'value'],
                'abstract': False,
                'indexes': [records.identifiers.CodeIndex(fields=['value', 'scheme'], name='sources_sourceidentifier_code')],
                'constraints': [models.UniqueConstraint(fields=('source', 'scheme', 'value'), name='sources_sourceidentifier_unique'), models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('scheme', 'value'), name='sources_sourceidentifier_value_preferred_once'), models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('source', 'scheme'), name='sources_sourceidentifier_source_preferred_once'), models.CheckConstraint(condition=models.Q(('scheme__in', ['celex', 'doi', 'isbn', 'local', 'undoc', 'url', 'wikidata'])), name='sources_sourceidentifier_scheme_known'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'doi'), _negated=True), ('value__regex', '^10\\.[0-9]{4,9}/[^\\sA-Z]+$'), _connector='OR'), name='sources_sourceidentifier_doi_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'isbn'), _negated=True), ('value__regex', '^(97[89][0-9]{10}|[0-9]{9}[0-9X])$'), _connector='OR'), name='sources_sourceidentifier_isbn_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'undoc'), _negated=True), ('value__regex', '^[A-Z]+/[0-9A-Za-z/().: -]*[0-9A-Za-z)]$'), _connector='OR'), name='sources_sourceidentifier_undoc_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'celex'), _negated=True), ('value__regex', '^[0-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4}(\\([0-9]{2}\\))?$'), _connector='OR'), name='sources_sourceidentifier_celex_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'wikidata'), _negated=True), ('value__regex', '^Q[1-9][0-9]*$'), _connector='OR'), name='sources_sourceidentifier_wikidata_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'url'), _negated=True), ('value__regex', '^https?://[^\\s]+$'), _connector='OR'), name='sources_sourceidentifier_url_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'local'), _negated=True), ('value__regex', '^\\S(.*\\S)?$'), _connector='OR'), name='sources_sourceidentifier_local_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='sources_sourceidentifier_within_calendar'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='sources_sourceidentifier_valid_to_after_valid_from')],
            },
        ),
    ]
