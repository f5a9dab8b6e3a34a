"""When and why a record was retracted, and whom a merged one was merged into."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0003_public_changes"),
        ("agreements", "0002_search"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="agreement",
            name="bookkeeping",
        ),
        migrations.AddField(
            model_name="agreement",
            name="retracted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="agreement",
            name="retraction_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was retracted, in one neutral sentence; readers see it at its old address.",
                max_length=300,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'retracted_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n            ELSE\n                NEW.version := OLD.version;\n            END IF;\n            IF to_jsonb(NEW) - ignored - 'note' IS DISTINCT FROM to_jsonb(OLD) - ignored - 'note' THEN\n                NEW.updated_at := now();\n            ELSE\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            IF NEW.review_status <> 'retracted' THEN\n                NEW.retracted_at := NULL;\n            ELSIF OLD.is_public THEN\n                NEW.retracted_at := now();\n            ELSE\n                NEW.retracted_at := OLD.retracted_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="a4f39050bf4960673e96ae7a11a68a7d1d3fe1b0",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_736c0",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_into_one_that_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL)',
                    constraint="CONSTRAINT",
                    func="\n            PERFORM FROM agreements_agreement WHERE id = NEW.merged_into_id FOR SHARE;\n            IF EXISTS (\n                SELECT FROM agreements_agreement gone\n                JOIN agreements_agreement stayed ON stayed.id = gone.merged_into_id\n                WHERE gone.id = NEW.id AND stayed.merged_into_id IS NOT NULL\n            ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_merged_into_one_that_stays', TABLE = TG_TABLE_NAME, MESSAGE = 'The record it is merged into is merged itself; name the one that stayed.';\n            END IF;\n            RETURN NULL;\n            ",
                    hash="a00c70216c01392d0bb8927e2fead15f3a9e3046",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_merged_into_one_that_stays_a4f76",
                    table="agreements_agreement",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_along",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL AND OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id"))',
                    func="\n            UPDATE agreements_agreement SET merged_into_id = NEW.merged_into_id\n            WHERE merged_into_id = NEW.id AND id <> NEW.merged_into_id;\n            RETURN NULL;\n            ",
                    hash="b5c50175ed55abe5ccbfe55f0605e42e465e759f",
                    operation="UPDATE",
                    pgid="pgtrigger_merged_along_b1094",
                    table="agreements_agreement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retracted_at__isnull", True), ("retraction_reason", "")),
                    ("review_status", "retracted"),
                    _connector="OR",
                ),
                name="agreements_agreement_retraction_means_retracted",
                violation_error_message="Only a retracted record has a reason and a time of its retraction.",
            ),
        ),
    ]
