"""When and why a record was retracted, and whom a merged one was merged into."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0002_search"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="source",
            name="bookkeeping",
        ),
        migrations.AddField(
            model_name="source",
            name="retracted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="source",
            name="retraction_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was retracted, in one neutral sentence; readers see it at its old address.",
                max_length=300,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'retracted_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n            ELSE\n                NEW.version := OLD.version;\n            END IF;\n            IF to_jsonb(NEW) - ignored - 'note' IS DISTINCT FROM to_jsonb(OLD) - ignored - 'note' THEN\n                NEW.updated_at := now();\n            ELSE\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            IF NEW.review_status <> 'retracted' THEN\n                NEW.retracted_at := NULL;\n            ELSIF OLD.is_public THEN\n                NEW.retracted_at := now();\n            ELSE\n                NEW.retracted_at := OLD.retracted_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="daa9eafb13d20ac05d814c2240a6b386b56c0f16",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_20628",
                    table="sources_source",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_into_one_that_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL)',
                    constraint="CONSTRAINT",
                    func="\n            PERFORM FROM sources_source WHERE id = NEW.merged_into_id FOR SHARE;\n            IF EXISTS (\n                SELECT FROM sources_source gone\n                JOIN sources_source stayed ON stayed.id = gone.merged_into_id\n                WHERE gone.id = NEW.id AND stayed.merged_into_id IS NOT NULL\n            ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_merged_into_one_that_stays', TABLE = TG_TABLE_NAME, MESSAGE = 'The record it is merged into is merged itself; name the one that stayed.';\n            END IF;\n            RETURN NULL;\n            ",
                    hash="1b8fd524946e6bbaefba3b8bbcd0a61bce5fef36",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_merged_into_one_that_stays_f366a",
                    table="sources_source",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_along",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."merged_into_id" IS NOT NULL AND OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id"))',
                    func="\n            UPDATE sources_source SET merged_into_id = NEW.merged_into_id\n            WHERE merged_into_id = NEW.id AND id <> NEW.merged_into_id;\n            RETURN NULL;\n            ",
                    hash="8a6b9c1e8bb9043eb9359c90be571f74f7739c05",
                    operation="UPDATE",
                    pgid="pgtrigger_merged_along_dd7c2",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retracted_at__isnull", True), ("retraction_reason", "")),
                    ("review_status", "retracted"),
                    _connector="OR",
                ),
                name="sources_source_retraction_means_retracted",
                violation_error_message="Only a retracted record has a reason and a time of its retraction.",
            ),
        ),
    ]
