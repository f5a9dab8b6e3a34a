"""Places have further names."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import records.search


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0006_place_names"),
        ("events", "0008_created_with_transaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlaceName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The name as written in that language and script.", max_length=200
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="und",
                        help_text="BCP 47 tag, with the script where a language has two: sq, sr-Cyrl, sr-Latn; und if the source does not say.",
                        max_length=20,
                    ),
                ),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("name"),
                            function="folded",
                            output_field=records.search.FoldedField(db_collation="C"),
                        ),
                        output_field=records.search.FoldedField(db_collation="C"),
                    ),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.Func(
                                models.F("name"), models.Value("B"), function="folded_words"
                            ),
                            arg_joiner=" || ",
                            output_field=records.search.WordsField(),
                            template="(%(expressions)s)",
                        ),
                        output_field=records.search.WordsField(),
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        help_text="Whose name this is.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="events.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "name of a place",
                "verbose_name_plural": "names of places",
                "ordering": ["place", "language", "name"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="events_placename_search"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.F("folded"), name="gin_trgm_ops"
                        ),
                        name="events_placename_folded",
                    ),
                    models.Index(
                        django.db.models.functions.text.Left("folded", 80),
                        name="events_placename_begins",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "name", "language"),
                        name="events_placename_unique",
                        violation_error_message="The place has this name in this language already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="events_placename_named",
                        violation_error_message="A name cannot be empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language__regex", "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")
                        ),
                        name="events_placename_language_wellformed",
                        violation_error_message="The language is a BCP 47 tag such as sq, sr-Cyrl or de-AT.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placename",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_placenamehistory" ("id", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_id") SELECT new_values."id", new_values."language", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."place_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="263813343e1d290d0ff53fc8db2e302b10ae1f47",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7dad3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_placename",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placename",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id"))',
                    func='INSERT INTO "curation_placenamehistory" ("id", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_id") VALUES (NEW."id", NEW."language", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."place_id"); RETURN NULL;',
                    hash="54a146b29898374705f78a982e31b4dcca210eec",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ea866",
                    table="events_placename",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placename",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_placenamehistory" ("id", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_id") SELECT old_values."id", old_values."language", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."place_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="95a94492d1e37c0d1e229f4f151f9e2221dca68c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c4060",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_placename",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placename",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_placenamehistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "place_id", "name", "language")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "place_id", "name", "language"\n            FROM events_placename;\n            RETURN NULL;\n        ',
                    hash="aefc07abc48a8b1c879027d23445117f020b7798",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_252f1",
                    table="events_placename",
                    when="BEFORE",
                ),
            ),
        ),
    ]
