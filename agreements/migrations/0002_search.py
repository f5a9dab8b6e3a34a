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
        ("actors", "0002_search"),
        ("agreements", "0001_agreements"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="agreement",
            name="bookkeeping",
        ),
        migrations.AddField(
            model_name="agreement",
            name="folded",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Func(
                        models.F("title"),
                        models.Value(" "),
                        models.F("short_title"),
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
            model_name="agreement",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Func(models.F("title"), models.Value("A"), function="folded_words"),
                    models.Func(
                        models.F("short_title"), models.Value("B"), function="folded_words"
                    ),
                    models.Func(models.F("summary"), models.Value("C"), function="folded_words"),
                    arg_joiner=" || ",
                    output_field=records.search.WordsField(),
                    template="(%(expressions)s)",
                ),
                output_field=records.search.WordsField(),
            ),
        ),
        migrations.AddField(
            model_name="clause",
            name="folded",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("heading"),
                    function="folded",
                    output_field=records.search.FoldedField(db_collation="C"),
                ),
                output_field=records.search.FoldedField(db_collation="C"),
            ),
        ),
        migrations.AddField(
            model_name="clause",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Func(models.F("heading"), models.Value("A"), function="folded_words"),
                    models.Func(models.F("text"), models.Value("C"), function="folded_words"),
                    arg_joiner=" || ",
                    output_field=records.search.WordsField(),
                    template="(%(expressions)s)",
                ),
                output_field=records.search.WordsField(),
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="agreements_agreement_search"
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("folded"), name="gin_trgm_ops"),
                name="agreements_agreement_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                django.db.models.functions.text.Left("folded", 80),
                name="agreements_agreement_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="clause",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="agreements_clause_search"
            ),
        ),
        migrations.AddIndex(
            model_name="clause",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("folded"), name="gin_trgm_ops"),
                name="agreements_clause_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="clause",
            index=models.Index(
                django.db.models.functions.text.Left("folded", 80), name="agreements_clause_begins"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="038458d8a36da9928686a7734a783e68560d25e5",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_736c0",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
    ]
