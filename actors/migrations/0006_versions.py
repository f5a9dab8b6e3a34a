import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0005_work_queues"),
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
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'retracted_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            IF pg_trigger_depth() > 1 AND NEW.version <> OLD.version THEN\n                NEW.version := OLD.version + 1;\n                RETURN NEW;\n            END IF;\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n            ELSE\n                NEW.version := OLD.version;\n            END IF;\n            IF to_jsonb(NEW) - ignored - 'note' IS DISTINCT FROM to_jsonb(OLD) - ignored - 'note' THEN\n                NEW.updated_at := now();\n            ELSE\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            IF NEW.review_status <> 'retracted' THEN\n                NEW.retracted_at := NULL;\n            ELSIF OLD.is_public THEN\n                NEW.retracted_at := now();\n            ELSE\n                NEW.retracted_at := OLD.retracted_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="cfaf5afc5c6e84f963a9cdf94f70e551462cc062",
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
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'retracted_at', 'version', 'period', 'is_public', 'folded', 'search'];",
                    func="\n            IF pg_trigger_depth() > 1 AND NEW.version <> OLD.version THEN\n                NEW.version := OLD.version + 1;\n                RETURN NEW;\n            END IF;\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n            ELSE\n                NEW.version := OLD.version;\n            END IF;\n            IF to_jsonb(NEW) - ignored - 'note' IS DISTINCT FROM to_jsonb(OLD) - ignored - 'note' THEN\n                NEW.updated_at := now();\n            ELSE\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            IF NEW.review_status <> 'retracted' THEN\n                NEW.retracted_at := NULL;\n            ELSIF OLD.is_public THEN\n                NEW.retracted_at := now();\n            ELSE\n                NEW.retracted_at := OLD.retracted_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="244ae6c54e128a8b69ec976c6a4e85f435db01ec",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_04eec",
                    table="actors_relationship",
                    when="BEFORE",
                ),
            ),
        ),
    ]
