"""Extensions, functions and tables that are no model's, as of release 0.1."""

from pathlib import Path

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


def sql_of(name: str) -> str:
    """A file beside this one, which never changes either."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("records", "0001_dates_and_extensions"),
        ("records", "0002_edtf_texts"),
        ("records", "0003_folding"),
        ("records", "0004_public_changes"),
        ("records", "0005_reading_dates"),
        ("records", "0006_folding_plain_letters"),
    ]

    dependencies = []

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(sql_of("0001_functions.sql")),
        migrations.RunSQL(sql_of("0001_tables.sql")),
    ]
