"""Public ids for the rows of 0.1: from their natural keys (decision 4), so that all copies of a row get the same."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

FORMER_IDS = models.Func(
    models.F("former_ids"),
    models.Value(" "),
    function="string_to_array",
    output_field=ArrayField(models.TextField()),
)


def public_id_operations(app: str, natural_keys: Mapping[str, str]) -> list[Any]:
    """Adds ids and former ids to tables of an app; `natural_keys` has for each model what `ids_from` takes."""
    columns: list[Any] = []
    rules: list[Any] = []
    for model in natural_keys:
        identifier = models.UUIDField(db_default=RandomUUID(), editable=False)
        former = models.TextField(blank=True, db_default="", default="", editable=False)
        unique = models.UniqueConstraint(
            fields=("public_id",), name=f"{app}_{model}_public_id_unique"
        )
        index = GinIndex(FORMER_IDS, name=f"{app}_{model}_ids", condition=~models.Q(former_ids=""))
        columns += [
            migrations.AddField(model, "public_id", identifier),
            migrations.AddField(model, "former_ids", former),
        ]
        rules += [migrations.AddConstraint(model, unique), migrations.AddIndex(model, index)]
    ids = [ids_from(f"{app}_{model}", key) for model, key in natural_keys.items()]
    return [*columns, *ids, *rules]


def ids_from(table: str, natural_key: str) -> migrations.RunSQL:
    """Sets the ids of a table; `natural_key` is SQL of the natural key of a row named `this`, as a JSON array.

    Without triggers: an id that was only added is no change of a row.
    """
    text = f"(jsonb_build_array('{table}') || {natural_key})::text"
    digest = f"substr(sha256(convert_to({text}, 'UTF8')), 1, 16)"
    return migrations.RunSQL(
        f"ALTER TABLE {table} DISABLE TRIGGER USER;"  # noqa: S608 (names of tables)
        f" UPDATE {table} AS this SET public_id = encode({digest}, 'hex')::uuid;"
        # The new column has rewritten the table: foreign keys are checked again, before it is altered.
        " SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;"
        f" ALTER TABLE {table} ENABLE TRIGGER USER;",
        migrations.RunSQL.noop,
    )


def key_of_claim(**keys: str) -> str:
    """SQL of the natural key of a claim.

    `keys` has, for each foreign key to what claims are about, a query for the natural key of that row as a
    JSON array.
    """
    about = ", ".join(
        f"CASE WHEN this.{name}_id IS NOT NULL THEN jsonb_build_array('{name}', ({query})) END"
        for name, query in keys.items()
    )
    return (
        "jsonb_build_array((SELECT slug FROM sources_source WHERE id = this.source_id))"  # noqa: S608 (names of tables)
        f" || coalesce({about}) || jsonb_build_array(this.field, this.kind, this.verdict, this.locator,"
        " this.attributed_to, this.asserted_value)"
    )


def slug_of(table: str, key: str) -> str:
    """The query for the natural key of a record, whose primary key is in this column of the claim."""
    return f"SELECT jsonb_build_array(slug) FROM {table} WHERE id = this.{key}"  # noqa: S608 (names of tables)


def key_of_link(table: str) -> str:
    """SQL of the natural key of a link between two records of this table."""
    source, target = (
        f"(SELECT slug FROM {table} WHERE id = this.{end}_id)"  # noqa: S608 (name of a table)
        for end in ("source", "target")
    )
    return f"jsonb_build_array({source}, {target}, this.kind)"
