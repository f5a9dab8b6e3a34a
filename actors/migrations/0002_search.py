"""Searched columns and their indexes."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import records.search


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0003_folding"),
        ("actors", "0001_actors"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="actor",
            name="bookkeeping",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="relationship",
            name="bookkeeping",
        ),
        migrations.AddField(
            model_name="actor",
            name="folded",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("name"),
                    function="folded",
                    output_field=records.search.FoldedField(db_collation="C"),
                ),
                output_field=records.search.FoldedField(db_collation="C"),
            ),
        ),
        migrations.AddField(
            model_name="actor",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Func(models.F("name"), models.Value("A"), function="folded_words"),
                    models.Func(
                        models.F("description"), models.Value("C"), function="folded_words"
                    ),
                    arg_joiner=" || ",
                    output_field=records.search.WordsField(),
                    template="(%(expressions)s)",
                ),
                output_field=records.search.WordsField(),
            ),
        ),
        migrations.AddField(
            model_name="actorname",
            name="folded",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("name"),
                    function="folded",
                    output_field=records.search.FoldedField(db_collation="C"),
                ),
                output_field=records.search.FoldedField(db_collation="C"),
            ),
        ),
        migrations.AddField(
            model_name="actorname",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Func(models.F("name"), models.Value("B"), function="folded_words"),
                    arg_joiner=" || ",
                    output_field=records.search.WordsField(),
                    template="(%(expressions)s)",
                ),
                output_field=records.search.WordsField(),
            ),
        ),
        migrations.AddIndex(
            model_name="actor",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="actors_actor_search"
            ),
        ),
        migrations.AddIndex(
            model_name="actor",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("folded"), name="gin_trgm_ops"),
                name="actors_actor_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="actor",
            index=models.Index(
                django.db.models.functions.text.Left("folded", 80), name="actors_actor_begins"
            ),
        ),
        migrations.AddIndex(
            model_name="actorname",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="actors_actorname_search"
            ),
        ),
        migrations.AddIndex(
            model_name="actorname",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("folded"), name="gin_trgm_ops"),
                name="actors_actorname_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="actorname",
            index=models.Index(
                django.db.models.functions.text.Left("folded", 80), name="actors_actorname_begins"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="925905da4a81c3e86e389902717ca9355087220d",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_97949",
                    table="actors_actor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="95a071cd4a5017a71f59b9af81344a2f0746d094",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_04eec",
                    table="actors_relationship",
                    when="BEFORE",
                ),
            ),
        ),
    ]
