"""When and why a record was retracted, and whom a merged one was merged into."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0003_public_changes"),
        ("agreements", "0003_public_changes"),
        ("events", "0002_search"),
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
            name="retracted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="event",
            name="retraction_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was retracted, in one neutral sentence; readers see it at its old address.",
                max_length=300,
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="retracted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="figure",
            name="retraction_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was retracted, in one neutral sentence; readers see it at its old address.",
                max_length=300,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'retracted_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n            ELSE\n                NEW.version := OLD.version;\n            END IF;\n            IF to_jsonb(NEW) - ignored - 'note' IS DISTINCT FROM to_jsonb(OLD) - ignored - 'note' THEN\n                NEW.updated_at := now();\n            ELSE\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            IF NEW.review_status <> 'retracted' THEN\n                NEW.retracted_at := NULL;\n            ELSIF OLD.is_public THEN\n                NEW.retracted_at := now();\n            ELSE\n                NEW.retracted_at := OLD.retracted_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="c87c99b9d1e32bb094691ce341c43d66446f3105",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_16062",
                    table="events_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_into_one_that_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL)',
                    constraint="CONSTRAINT",
                    func="\n            PERFORM FROM events_event WHERE id = NEW.merged_into_id FOR SHARE;\n            IF EXISTS (\n                SELECT FROM events_event gone\n                JOIN events_event stayed ON stayed.id = gone.merged_into_id\n                WHERE gone.id = NEW.id AND stayed.merged_into_id IS NOT NULL\n            ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_merged_into_one_that_stays', TABLE = TG_TABLE_NAME, MESSAGE = 'The record it is merged into is merged itself; name the one that stayed.';\n            END IF;\n            RETURN NULL;\n            ",
                    hash="de027e2253f305a6c21cedf10544c337edd14b0a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_merged_into_one_that_stays_05d55",
                    table="events_event",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_along",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL AND OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id"))',
                    func="\n            UPDATE events_event SET merged_into_id = NEW.merged_into_id\n            WHERE merged_into_id = NEW.id AND id <> NEW.merged_into_id;\n            RETURN NULL;\n            ",
                    hash="ed828e0263525c2f389d7489b45541e1e153fbd5",
                    operation="UPDATE",
                    pgid="pgtrigger_merged_along_5823d",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'retracted_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n            ELSE\n                NEW.version := OLD.version;\n            END IF;\n            IF to_jsonb(NEW) - ignored - 'note' IS DISTINCT FROM to_jsonb(OLD) - ignored - 'note' THEN\n                NEW.updated_at := now();\n            ELSE\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            IF NEW.review_status <> 'retracted' THEN\n                NEW.retracted_at := NULL;\n            ELSIF OLD.is_public THEN\n                NEW.retracted_at := now();\n            ELSE\n                NEW.retracted_at := OLD.retracted_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="b11fdd526dfade536ffb874246077fe8130efc7d",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_3a1c3",
                    table="events_figure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_into_one_that_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL)',
                    constraint="CONSTRAINT",
                    func="\n            PERFORM FROM events_figure WHERE id = NEW.merged_into_id FOR SHARE;\n            IF EXISTS (\n                SELECT FROM events_figure gone\n                JOIN events_figure stayed ON stayed.id = gone.merged_into_id\n                WHERE gone.id = NEW.id AND stayed.merged_into_id IS NOT NULL\n            ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_merged_into_one_that_stays', TABLE = TG_TABLE_NAME, MESSAGE = 'The record it is merged into is merged itself; name the one that stayed.';\n            END IF;\n            RETURN NULL;\n            ",
                    hash="8277fbd892ccde7d19d27ad1566ce2c8e698553f",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_merged_into_one_that_stays_482f2",
                    table="events_figure",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_along",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL AND OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id"))',
                    func="\n            UPDATE events_figure SET merged_into_id = NEW.merged_into_id\n            WHERE merged_into_id = NEW.id AND id <> NEW.merged_into_id;\n            RETURN NULL;\n            ",
                    hash="dabb2fc721c284526e71e7048cf23df2eb8afa09",
                    operation="UPDATE",
                    pgid="pgtrigger_merged_along_ec350",
                    table="events_figure",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retracted_at__isnull", True), ("retraction_reason", "")),
                    ("review_status", "retracted"),
                    _connector="OR",
                ),
                name="events_event_retraction_means_retracted",
                violation_error_message="Only a retracted record has a reason and a time of its retraction.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retracted_at__isnull", True), ("retraction_reason", "")),
                    ("review_status", "retracted"),
                    _connector="OR",
                ),
                name="events_figure_retraction_means_retracted",
                violation_error_message="Only a retracted record has a reason and a time of its retraction.",
            ),
        ),
    ]
