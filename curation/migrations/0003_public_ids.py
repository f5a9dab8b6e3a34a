"""The history holds the public ids of claims and links, also of rows that it noted before they had one."""

from django.db import migrations, models

TABLES = {
    "actorclaim": "actors_actorclaim",
    "agreementclaim": "agreements_agreementclaim",
    "agreementlink": "agreements_agreementlink",
    "eventclaim": "events_eventclaim",
    "eventlink": "events_eventlink",
}


def ids_of_known_rows(entries: str, table: str) -> migrations.RunSQL:
    """Entries of rows that exist get the ids of these, so that restoring an earlier state keeps them."""
    return migrations.RunSQL(
        f"ALTER TABLE {entries} DISABLE TRIGGER USER;"  # noqa: S608 (names of tables)
        f" UPDATE {entries} AS entry SET public_id = live.public_id, former_ids = live.former_ids"
        f" FROM {table} AS live WHERE live.id = entry.id;"
        f" ALTER TABLE {entries} ENABLE TRIGGER USER;",
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0002_terms_of_proposals"),
        ("actors", "0002_public_ids"),
        ("agreements", "0003_public_ids"),
        ("events", "0003_public_ids"),
    ]

    operations = [
        operation
        for name, table in TABLES.items()
        for operation in (
            migrations.AddField(
                model_name=f"{name}history",
                name="public_id",
                field=models.UUIDField(editable=False, null=True),
            ),
            migrations.AddField(
                model_name=f"{name}history",
                name="former_ids",
                field=models.TextField(editable=False, null=True),
            ),
            ids_of_known_rows(f"curation_{name}history", table),
        )
    ]
