"""When and why a record was retracted, and whom a merged one was merged into."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0002_search"),
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
            name="retracted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="actor",
            name="retraction_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was retracted, in one neutral sentence; readers see it at its old address.",
                max_length=300,
            ),
        ),
        migrations.AddField(
            model_name="relationship",
            name="retracted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="relationship",
            name="retraction_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was retracted, in one neutral sentence; readers see it at its old address.",
                max_length=300,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'retracted_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n            ELSE\n                NEW.version := OLD.version;\n            END IF;\n            IF to_jsonb(NEW) - ignored - 'note' IS DISTINCT FROM to_jsonb(OLD) - ignored - 'note' THEN\n                NEW.updated_at := now();\n            ELSE\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            IF NEW.review_status <> 'retracted' THEN\n                NEW.retracted_at := NULL;\n            ELSIF OLD.is_public THEN\n                NEW.retracted_at := now();\n            ELSE\n                NEW.retracted_at := OLD.retracted_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="fe29ed92b82c3cf8b89f480334633cf688dd1bde",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_97949",
                    table="actors_actor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_into_one_that_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL)',
                    constraint="CONSTRAINT",
                    func="\n            PERFORM FROM actors_actor WHERE id = NEW.merged_into_id FOR SHARE;\n            IF EXISTS (\n                SELECT FROM actors_actor gone\n                JOIN actors_actor stayed ON stayed.id = gone.merged_into_id\n                WHERE gone.id = NEW.id AND stayed.merged_into_id IS NOT NULL\n            ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_merged_into_one_that_stays', TABLE = TG_TABLE_NAME, MESSAGE = 'The record it is merged into is merged itself; name the one that stayed.';\n            END IF;\n            RETURN NULL;\n            ",
                    hash="170c2aa22a95f73c43d5b9541c8b709ffcbbd980",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_merged_into_one_that_stays_dc0a9",
                    table="actors_actor",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_along",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL AND OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id"))',
                    func="\n            UPDATE actors_actor SET merged_into_id = NEW.merged_into_id\n            WHERE merged_into_id = NEW.id AND id <> NEW.merged_into_id;\n            RETURN NULL;\n            ",
                    hash="d5976ef3b67a80fcf572e1f1202f1ad00793961a",
                    operation="UPDATE",
                    pgid="pgtrigger_merged_along_9a00f",
                    table="actors_actor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'retracted_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n            ELSE\n                NEW.version := OLD.version;\n            END IF;\n            IF to_jsonb(NEW) - ignored - 'note' IS DISTINCT FROM to_jsonb(OLD) - ignored - 'note' THEN\n                NEW.updated_at := now();\n            ELSE\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            IF NEW.review_status <> 'retracted' THEN\n                NEW.retracted_at := NULL;\n            ELSIF OLD.is_public THEN\n                NEW.retracted_at := now();\n            ELSE\n                NEW.retracted_at := OLD.retracted_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="f8192e252a0bc5181b655ceb50ecbf231459cc9e",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_04eec",
                    table="actors_relationship",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_into_one_that_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL)',
                    constraint="CONSTRAINT",
                    func="\n            PERFORM FROM actors_relationship WHERE id = NEW.merged_into_id FOR SHARE;\n            IF EXISTS (\n                SELECT FROM actors_relationship gone\n                JOIN actors_relationship stayed ON stayed.id = gone.merged_into_id\n                WHERE gone.id = NEW.id AND stayed.merged_into_id IS NOT NULL\n            ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_merged_into_one_that_stays', TABLE = TG_TABLE_NAME, MESSAGE = 'The record it is merged into is merged itself; name the one that stayed.';\n            END IF;\n            RETURN NULL;\n            ",
                    hash="c59982ef29e84a857c81642ca3f3c03f2aa09b32",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_merged_into_one_that_stays_b89f1",
                    table="actors_relationship",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_along",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL AND OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id"))',
                    func="\n            UPDATE actors_relationship SET merged_into_id = NEW.merged_into_id\n            WHERE merged_into_id = NEW.id AND id <> NEW.merged_into_id;\n            RETURN NULL;\n            ",
                    hash="619b694ec90559c2c1f31d05b430372c821ee528",
                    operation="UPDATE",
                    pgid="pgtrigger_merged_along_ce6c4",
                    table="actors_relationship",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retracted_at__isnull", True), ("retraction_reason", "")),
                    ("review_status", "retracted"),
                    _connector="OR",
                ),
                name="actors_actor_retraction_means_retracted",
                violation_error_message="Only a retracted record has a reason and a time of its retraction.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retracted_at__isnull", True), ("retraction_reason", "")),
                    ("review_status", "retracted"),
                    _connector="OR",
                ),
                name="actors_relationship_retraction_means_retracted",
                violation_error_message="Only a retracted record has a reason and a time of its retraction.",
            ),
        ),
    ]
