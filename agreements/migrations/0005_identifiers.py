"""Codes of agreements in other systems."""

import datetime
import django.db.models.deletion
import records.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_sort_key'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgreementIdentifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('value', models.CharField(max_length=200)),
                ('preferred', models.BooleanField(default=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
                ('scheme', models.CharField(max_length=8)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'identifier',
                'ordering': ['agreement', 'scheme', 'value'],
                'abstract': False,
                'indexes': [records.identifiers.CodeIndex(fields=['value', 'scheme'], name='agreements_agreementidentifier_code')],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'scheme', 'value'), name='agreements_agreementidentifier_unique'), models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('scheme', 'value'), name='agreements_agreementidentifier_value_preferred_once'), models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('agreement', 'scheme'), name='agreements_agreementidentifier_agreement_preferred_once'), models.CheckConstraint(condition=models.Q(('scheme__in', ['atop', 'celex', 'cow', 'local', 'pax', 'undoc', 'unts', 'url', 'wikidata'])), name='agreements_agreementidentifier_scheme_known'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'unts'), _negated=True), ('value__regex', '^(II-)?[1-9][0-9]{0,5}$'), _connector='OR'), name='agreements_agreementidentifier_unts_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'pax'), _negated=True), ('value__regex', '^[1-9][0-9]{0,5}$'), _connector='OR'), name='agreements_agreementidentifier_pax_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'atop'), _negated=True), ('value__regex', '^[1-9][0-9]{3}$'), _connector='OR'), name='agreements_agreementidentifier_atop_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'cow'), _negated=True), ('value__regex', '^[1-9][0-9]{0,3}$'), _connector='OR'), name='agreements_agreementidentifier_cow_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'undoc'), _negated=True), ('value__regex', '^[A-Z]+/[0-9A-Za-z/().: -]*[0-9A-Za-z)]$'), _connector='OR'), name='agreements_agreementidentifier_undoc_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'celex'), _negated=True), ('value__regex', '^[0-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4}(\\([0-9]{2}\\))?$'), _connector='OR'), name='agreements_agreementidentifier_celex_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'wikidata'), _negated=True), ('value__regex', '^Q[1-9][0-9]*$'), _connector='OR'), name='agreements_agreementidentifier_wikidata_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'url'), _negated=True), ('value__regex', '^https?://[^\\s]+$'), _connector='OR'), name='agreements_agreementidentifier_url_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'local'), _negated=True), ('value__regex', '^\\S(.*\\S)?$'), _connector='OR'), name='agreements_agreementidentifier_local_wellformed'), models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='agreements_agreementidentifier_within_calendar'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='agreements_agreementidentifier_valid_to_after_valid_from')],
            },
        ),
    ]
