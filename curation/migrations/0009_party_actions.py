"""The history, merges and open proposals tell of actions of parties what they told of their statuses."""

import re
from pathlib import Path
from typing import Any

import pghistory.utils
from django.db import migrations, models

PARTY, ACTION, PERSON = (
    "agreements.AgreementParty",
    "agreements.PartyAction",
    "agreements.Representative",
)
# Columns of a party that are no longer there
MOVED = (
    "status",
    "status_on",
    "status_precision",
    "signatory_id",
    "signatory_capacity",
    "reservation",
)
# The fields of a row of a party in the form of an agreement, as they were called and are
FIELDS = {
    "status": "action",
    "since": "date",
    "signatory": "person",
    "signatory_capacity": "office",
}
OLD_FIELD = re.compile(rf"(parties-(?:\d+|__prefix__)-)({'|'.join(FIELDS)})$")


def sql_of(name: str) -> str:
    """A file beside this one, which never changes either."""
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")


def split_merges(apps: Any, schema_editor: Any) -> None:
    """Undoing a merge that deleted a party brings back its action, too."""
    for merge in apps.get_model("curation", "Merge").objects.all():
        changes = []
        for change in merge.changes:
            if change["model"] == PARTY:
                was = {name: change["was"].pop(name) for name in MOVED if name in change["was"]}
                for name in MOVED:
                    change.get("now", {}).pop(name, None)
                if change["what"] == "delete" and was:
                    changes += deleted_with(change, was, schema_editor)
                elif change["what"] == "update" and not change["was"]:
                    continue
            changes.append(change)
        if changes != merge.changes:
            merge.changes = changes
            merge.save(update_fields=["changes"])


def deleted_with(
    change: dict[str, Any], was: dict[str, Any], schema_editor: Any
) -> list[dict[str, Any]]:
    """The deletions of what a deleted party did and who signed, before its own."""
    party = change["was"]

    def deleted(model: str, **row: Any) -> dict[str, Any]:
        with schema_editor.connection.cursor() as cursor:
            table = model.lower().replace(".", "_")
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            [key] = cursor.fetchone()
        row |= {"id": key, "is_public": party["is_public"]}
        return {"what": "delete", "model": model, "id": key, "was": row}

    def action(kind: str, day: Any, precision: str, text: str) -> dict[str, Any]:
        return deleted(
            ACTION,
            party_id=party["id"],
            kind=kind,
            happened_on=day,
            happened_precision=precision,
            effective_on=None,
            effective_precision="unknown",
            text=text,
        )

    found = [action(was["status"], was["status_on"], was["status_precision"], "")]
    if was["signatory_id"] or was["signatory_capacity"]:
        person = {"person_id": was["signatory_id"], "office": was["signatory_capacity"]}
        found.insert(0, deleted(PERSON, action_id=found[0]["id"], **person))
    if was["reservation"]:
        found.append(action("reservation", None, "unknown", was["reservation"]))
    return found


def join_merges(apps: Any, schema_editor: Any) -> None:
    """The way back: what merges changed in actions is forgotten."""
    for merge in apps.get_model("curation", "Merge").objects.all():
        changes = [each for each in merge.changes if each["model"] not in (ACTION, PERSON)]
        if changes != merge.changes:
            merge.changes = changes
            merge.save(update_fields=["changes"])


def rename_fields(apps: Any, schema_editor: Any) -> None:
    """Open proposals name the fields of the form as it is now: a status is the action that they add."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE curation_proposal DISABLE TRIGGER USER")
        for proposal in apps.get_model("curation", "Proposal").objects.filter(state="open"):
            sent = {
                OLD_FIELD.sub(lambda match: match[1] + FIELDS[match[2]], name): value
                for name, value in proposal.data.items()
            }
            if sent != proposal.data:
                proposal.data = sent
                proposal.save(update_fields=["data"])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("ALTER TABLE curation_proposal ENABLE TRIGGER USER")


class Migration(migrations.Migration):

    dependencies = [
        ('curation', '0008_edtf_dates'),
        ('agreements', '0007_party_actions'),
    ]

    operations = [
        migrations.CreateModel(
            name='PartyActionHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField()),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_transaction', models.BigIntegerField(db_default=models.Func(function='txid_current', output_field=models.BigIntegerField()), editable=False)),
                ('id', models.BigIntegerField(db_index=True, editable=False, null=True)),
                ('party', models.BigIntegerField(db_column='party_id', db_index=True, editable=False, null=True)),
                ('kind', models.TextField(editable=False, null=True)),
                ('happened_on', models.DateField(editable=False, null=True)),
                ('happened_precision', models.TextField(editable=False, null=True)),
                ('effective_on', models.DateField(editable=False, null=True)),
                ('effective_precision', models.TextField(editable=False, null=True)),
                ('text', models.TextField(editable=False, null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'action',
                'verbose_name_plural': 'actions',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RepresentativeHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField()),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_transaction', models.BigIntegerField(db_default=models.Func(function='txid_current', output_field=models.BigIntegerField()), editable=False)),
                ('id', models.BigIntegerField(db_index=True, editable=False, null=True)),
                ('action', models.BigIntegerField(db_column='action_id', db_index=True, editable=False, null=True)),
                ('person', models.BigIntegerField(db_column='person_id', editable=False, null=True)),
                ('office', models.TextField(editable=False, null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'representative',
                'verbose_name_plural': 'representatives',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='agreementclaimhistory',
            name='action',
            field=models.BigIntegerField(db_column='action_id', editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='agreementclaimhistory',
            index=models.Index(condition=models.Q(('action__isnull', False)), fields=['action'], name='agreementclaim_action_h'),
        ),
        migrations.RunSQL(sql_of("0009_history_of_actions"), sql_of("0009_history_of_statuses")),
        migrations.RunPython(split_merges, join_merges),
        migrations.RunPython(rename_fields, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='agreementpartyhistory',
            name='reservation',
        ),
        migrations.RemoveField(
            model_name='agreementpartyhistory',
            name='signatory',
        ),
        migrations.RemoveField(
            model_name='agreementpartyhistory',
            name='signatory_capacity',
        ),
        migrations.RemoveField(
            model_name='agreementpartyhistory',
            name='status',
        ),
        migrations.RemoveField(
            model_name='agreementpartyhistory',
            name='status_on',
        ),
        migrations.RemoveField(
            model_name='agreementpartyhistory',
            name='status_precision',
        ),
    ]
