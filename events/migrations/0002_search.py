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
        ("agreements", "0002_search"),
        ("events", "0001_events"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="event",
            name="bookkeeping",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="figure",
            name="bookkeeping",
        ),
        migrations.AddField(
            model_name="event",
            name="folded",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("title"),
                    function="folded",
                    output_field=records.search.FoldedField(db_collation="C"),
                ),
                output_field=records.search.FoldedField(db_collation="C"),
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Func(models.F("title"), models.Value("A"), function="folded_words"),
                    models.Func(models.F("summary"), models.Value("C"), function="folded_words"),
                    arg_joiner=" || ",
                    output_field=records.search.WordsField(),
                    template="(%(expressions)s)",
                ),
                output_field=records.search.WordsField(),
            ),
        ),
        migrations.AddField(
            model_name="place",
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
            model_name="place",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Func(models.F("name"), models.Value("A"), function="folded_words"),
                    arg_joiner=" || ",
                    output_field=records.search.WordsField(),
                    template="(%(expressions)s)",
                ),
                output_field=records.search.WordsField(),
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="events_event_search"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("folded"), name="gin_trgm_ops"),
                name="events_event_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                django.db.models.functions.text.Left("folded", 80), name="events_event_begins"
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="events_place_search"
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("folded"), name="gin_trgm_ops"),
                name="events_place_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                django.db.models.functions.text.Left("folded", 80), name="events_place_begins"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="5b9a75a247588825da36c541d32c766fcb1de43d",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_16062",
                    table="events_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="635e3a77f139fef11fc20dfebd7d3df1313d6075",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_3a1c3",
                    table="events_figure",
                    when="BEFORE",
                ),
            ),
        ),
    ]
