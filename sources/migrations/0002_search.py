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
        ("sources", "0001_sources"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="bookkeeping",
        ),
        migrations.AddField(
            model_name="source",
            name="folded",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Func(
                        models.Func(
                            models.F("title"),
                            models.Value(" "),
                            models.F("author"),
                            arg_joiner=" || ",
                            template="(%(expressions)s)",
                        ),
                        models.Value(" "),
                        models.F("publisher"),
                        arg_joiner=" || ",
                        template="(%(expressions)s)",
                    ),
                    function="folded",
                    output_field=records.search.FoldedField(db_collation="C"),
                ),
                output_field=records.search.FoldedField(db_collation="C"),
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Func(models.F("title"), models.Value("A"), function="folded_words"),
                    models.Func(models.F("author"), models.Value("B"), function="folded_words"),
                    models.Func(models.F("publisher"), models.Value("B"), function="folded_words"),
                    arg_joiner=" || ",
                    output_field=records.search.WordsField(),
                    template="(%(expressions)s)",
                ),
                output_field=records.search.WordsField(),
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="sources_source_search"
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("folded"), name="gin_trgm_ops"),
                name="sources_source_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                django.db.models.functions.text.Left("folded", 80), name="sources_source_begins"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="a6831c3a9718bcba146c3ebfa9884604c4d89083",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_20628",
                    table="sources_source",
                    when="BEFORE",
                ),
            ),
        ),
    ]
