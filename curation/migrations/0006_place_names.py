"""The table of the history of further names of places."""

import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0005_history_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlaceNameHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "place",
                    models.BigIntegerField(
                        db_column="place_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("name", models.TextField(editable=False, null=True)),
                ("language", models.TextField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "name of a place",
                "verbose_name_plural": "names of places",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placenamehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="a8c815ea202b6fc72c8fa265450da6add9b78f5d",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_24e0d",
                    table="curation_placenamehistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
