"""What parties did becomes rows of its own: one action for each status, with who signed; claims go with it."""

import datetime
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


def sql_of(name: str) -> str:
    """A file beside this one, which never changes either."""
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0005_edtf_dates'),
        ('agreements', '0006_edtf_dates'),
        ('sources', '0002_sort_key'),
    ]

    # The tables are new.
    nothing_to_convert = (
        "agreements_partyaction_unique",
        "agreements_partyaction_kind_known",
        "agreements_partyaction_happened_precision_known",
        "agreements_partyaction_happened_on_has_precision",
        "agreements_partyaction_happened_on_fits_precision",
        "agreements_partyaction_effective_precision_known",
        "agreements_partyaction_effective_on_has_precision",
        "agreements_partyaction_effective_on_fits_precision",
        "agreements_partyaction_within_calendar",
        "agreements_partyaction_effect_not_before_action",
        "agreements_representative_unique",
        "agreements_representative_named",
    )

    operations = [
        migrations.CreateModel(
            name='PartyAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=21)),
                ('happened_on', models.DateField(blank=True, null=True)),
                ('happened_precision', models.CharField(default='unknown', max_length=8)),
                ('effective_on', models.DateField(blank=True, null=True)),
                ('effective_precision', models.CharField(default='unknown', max_length=8)),
                ('text', models.TextField(blank=True)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
            ],
            options={
                'verbose_name': 'action',
                'ordering': ['party', 'happened_on', 'kind'],
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('office', models.CharField(blank=True, max_length=120)),
                ('is_public', models.BooleanField(db_default=False, default=False, editable=False)),
            ],
            options={
                'ordering': ['action', 'person__slug', 'office'],
            },
        ),
        migrations.AddField(
            model_name='partyaction',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='agreements.agreementparty'),
        ),
        migrations.AddField(
            model_name='agreementclaim',
            name='action',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='agreements.partyaction'),
        ),
        migrations.AddField(
            model_name='representative',
            name='action',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='representatives', to='agreements.partyaction'),
        ),
        migrations.AddField(
            model_name='representative',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='actors.actor'),
        ),
        migrations.AddConstraint(
            model_name='partyaction',
            constraint=models.UniqueConstraint(fields=('party', 'kind', 'happened_on'), name='agreements_partyaction_unique', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='partyaction',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['acceded', 'accepted', 'approved', 'confirmed', 'consented', 'declaration', 'declaration_withdrawn', 'declined', 'definitively_signed', 'denounced', 'expelled', 'in_talks', 'initialled', 'invited', 'objection', 'objection_withdrawn', 'provisional', 'ratified', 'reservation', 'reservation_withdrawn', 'resumed', 'signed', 'succeeded', 'suspended', 'withdrawn'])), name='agreements_partyaction_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='partyaction',
            constraint=models.CheckConstraint(condition=models.Q(('happened_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='agreements_partyaction_happened_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='partyaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('happened_on__isnull', True), ('happened_precision', 'unknown')), models.Q(('happened_on__isnull', False), models.Q(('happened_precision', 'unknown'), _negated=True)), _connector='OR'), name='agreements_partyaction_happened_on_has_precision'),
        ),
        migrations.AddConstraint(
            model_name='partyaction',
            constraint=models.CheckConstraint(condition=models.Q(('happened_on__isnull', True), ('happened_on', models.Func(models.F('happened_on'), models.F('happened_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='agreements_partyaction_happened_on_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='partyaction',
            constraint=models.CheckConstraint(condition=models.Q(('effective_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='agreements_partyaction_effective_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='partyaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('effective_on__isnull', True), ('effective_precision', 'unknown')), models.Q(('effective_on__isnull', False), models.Q(('effective_precision', 'unknown'), _negated=True)), _connector='OR'), name='agreements_partyaction_effective_on_has_precision'),
        ),
        migrations.AddConstraint(
            model_name='partyaction',
            constraint=models.CheckConstraint(condition=models.Q(('effective_on__isnull', True), ('effective_on', models.Func(models.F('effective_on'), models.F('effective_precision'), function='first_day_of', output_field=models.DateField())), _connector='OR'), name='agreements_partyaction_effective_on_fits_precision'),
        ),
        migrations.AddConstraint(
            model_name='partyaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('happened_on__isnull', True), ('happened_on__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR'), models.Q(('effective_on__isnull', True), ('effective_on__range', (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))), _connector='OR')), name='agreements_partyaction_within_calendar'),
        ),
        migrations.AddConstraint(
            model_name='partyaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('suspended', 'resumed', 'withdrawn', 'denounced', 'expelled')), _negated=True), ('happened_on__isnull', True), ('effective_on__isnull', True), ('happened_on__lte', models.Func(models.F('effective_on'), models.F('effective_precision'), function='last_day_of', output_field=models.DateField())), _connector='OR'), name='agreements_partyaction_effect_not_before_action'),
        ),
        migrations.AddConstraint(
            model_name='representative',
            constraint=models.UniqueConstraint(fields=('action', 'person', 'office'), name='agreements_representative_unique', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='representative',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(('office', ''), _negated=True), _connector='OR'), name='agreements_representative_named'),
        ),
        migrations.RemoveConstraint(
            model_name='agreementclaim',
            name='agreements_agreementclaim_about_one_row',
        ),
        migrations.RemoveConstraint(
            model_name='agreementclaim',
            name='agreements_agreementclaim_field_exists',
        ),
        migrations.RemoveConstraint(
            model_name='agreementclaim',
            name='agreements_agreementclaim_unique',
        ),
        migrations.RemoveConstraint(
            model_name='agreementparty',
            name='agreements_agreementparty_status_known',
        ),
        migrations.RemoveConstraint(
            model_name='agreementparty',
            name='agreements_agreementparty_status_precision_known',
        ),
        migrations.RemoveConstraint(
            model_name='agreementparty',
            name='agreements_agreementparty_status_on_has_precision',
        ),
        migrations.RemoveConstraint(
            model_name='agreementparty',
            name='agreements_agreementparty_status_on_fits_precision',
        ),
        migrations.RemoveConstraint(
            model_name='agreementparty',
            name='agreements_agreementparty_within_calendar',
        ),
        migrations.RemoveConstraint(
            model_name='agreementparty',
            name='agreements_agreementparty_signatory_is_not_actor',
        ),
        migrations.RunSQL(sql_of("0007_actions_of_statuses"), sql_of("0007_statuses_of_actions")),
        # So that the way back can add the column before it is filled
        migrations.AlterField(
            model_name="agreementparty",
            name="status",
            field=models.CharField(blank=True, max_length=11),
        ),
        migrations.RemoveField(
            model_name='agreementparty',
            name='reservation',
        ),
        migrations.RemoveField(
            model_name='agreementparty',
            name='signatory',
        ),
        migrations.RemoveField(
            model_name='agreementparty',
            name='signatory_capacity',
        ),
        migrations.RemoveField(
            model_name='agreementparty',
            name='status',
        ),
        migrations.RemoveField(
            model_name='agreementparty',
            name='status_on',
        ),
        migrations.RemoveField(
            model_name='agreementparty',
            name='status_precision',
        ),
        migrations.AddConstraint(
            model_name='agreementclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', True), ('agreement__isnull', False), ('clause__isnull', True), ('link__isnull', True), ('party__isnull', True)), models.Q(('action__isnull', True), ('agreement__isnull', True), ('clause__isnull', True), ('link__isnull', True), ('party__isnull', False)), models.Q(('action__isnull', False), ('agreement__isnull', True), ('clause__isnull', True), ('link__isnull', True), ('party__isnull', True)), models.Q(('action__isnull', True), ('agreement__isnull', True), ('clause__isnull', False), ('link__isnull', True), ('party__isnull', True)), models.Q(('action__isnull', True), ('agreement__isnull', True), ('clause__isnull', True), ('link__isnull', False), ('party__isnull', True)), _connector='OR'), name='agreements_agreementclaim_about_one_row'),
        ),
        migrations.AddConstraint(
            model_name='agreementclaim',
            constraint=models.CheckConstraint(condition=models.Q(('field', ''), models.Q(('agreement__isnull', False), ('field__in', ['bindingness', 'bloc', 'in_force_on', 'kind', 'open_to_accession', 'short_title', 'signed_on', 'signed_precision', 'status', 'summary', 'terminated_on', 'text_status', 'text_url', 'title'])), models.Q(('field__in', ['actor', 'agreement', 'role']), ('party__isnull', False)), models.Q(('action__isnull', False), ('field__in', ['effective_on', 'effective_precision', 'happened_on', 'happened_precision', 'kind', 'party', 'representatives', 'text'])), models.Q(('clause__isnull', False), ('field__in', ['activation', 'agreement', 'commitment', 'concerns', 'heading', 'number', 'strength', 'text', 'text_basis', 'topics'])), models.Q(('field__in', ['kind', 'source', 'target']), ('link__isnull', False)), _connector='OR'), name='agreements_agreementclaim_field_exists'),
        ),
        migrations.AddConstraint(
            model_name='agreementclaim',
            constraint=models.UniqueConstraint(fields=('source', 'agreement', 'party', 'action', 'clause', 'link', 'field', 'kind', 'verdict', 'locator', 'attributed_to', 'asserted_value'), name='agreements_agreementclaim_unique', nulls_distinct=False),
        ),
    ]
