"""Triggers that keep the history (curation/history/tracking.py)."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0004_history"),
        ("sources", "0006_versions"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_sourcehistory" ("accessed_on", "archive_url", "author", "id", "kind", "language", "licence", "merged_into_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "published_on", "published_precision", "publisher", "reliability", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id", "title", "url") SELECT new_values."accessed_on", new_values."archive_url", new_values."author", new_values."id", new_values."kind", new_values."language", new_values."licence", new_values."merged_into_id", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."published_on", new_values."published_precision", new_values."publisher", new_values."reliability", new_values."retraction_reason", new_values."review_status", new_values."reviewed_at", new_values."reviewed_by_id", new_values."slug", new_values."submitted_at", new_values."submitted_by_id", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f168b0cea9360234d6272640154beaf52cdecc2b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c3ed3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."accessed_on" IS DISTINCT FROM (NEW."accessed_on") OR OLD."archive_url" IS DISTINCT FROM (NEW."archive_url") OR OLD."author" IS DISTINCT FROM (NEW."author") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."licence" IS DISTINCT FROM (NEW."licence") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."published_precision" IS DISTINCT FROM (NEW."published_precision") OR OLD."publisher" IS DISTINCT FROM (NEW."publisher") OR OLD."reliability" IS DISTINCT FROM (NEW."reliability") OR OLD."retraction_reason" IS DISTINCT FROM (NEW."retraction_reason") OR OLD."review_status" IS DISTINCT FROM (NEW."review_status") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by_id" IS DISTINCT FROM (NEW."reviewed_by_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                    func='INSERT INTO "curation_sourcehistory" ("accessed_on", "archive_url", "author", "id", "kind", "language", "licence", "merged_into_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "published_on", "published_precision", "publisher", "reliability", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id", "title", "url") VALUES (NEW."accessed_on", NEW."archive_url", NEW."author", NEW."id", NEW."kind", NEW."language", NEW."licence", NEW."merged_into_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."published_on", NEW."published_precision", NEW."publisher", NEW."reliability", NEW."retraction_reason", NEW."review_status", NEW."reviewed_at", NEW."reviewed_by_id", NEW."slug", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."url"); RETURN NULL;',
                    hash="e8df9607a9136abb1b0a6078c6f1008c4da49cbe",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e6185",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_sourcehistory" ("accessed_on", "archive_url", "author", "id", "kind", "language", "licence", "merged_into_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "published_on", "published_precision", "publisher", "reliability", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id", "title", "url") SELECT old_values."accessed_on", old_values."archive_url", old_values."author", old_values."id", old_values."kind", old_values."language", old_values."licence", old_values."merged_into_id", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."published_on", old_values."published_precision", old_values."publisher", old_values."reliability", old_values."retraction_reason", old_values."review_status", old_values."reviewed_at", old_values."reviewed_by_id", old_values."slug", old_values."submitted_at", old_values."submitted_by_id", old_values."title", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d614b932fe5c391ee72eaed3fc3040fce2ac0b31",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fde77",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_sourcehistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "kind", "title", "author", "publisher", "published_on", "published_precision", "language", "url", "archive_url", "accessed_on", "licence", "reliability")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "kind", "title", "author", "publisher", "published_on", "published_precision", "language", "url", "archive_url", "accessed_on", "licence", "reliability"\n            FROM sources_source;\n            RETURN NULL;\n        ',
                    hash="db1a2bcd727f9ae4f2f79ba7b0bc61d9f2396b49",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_4f8a5",
                    table="sources_source",
                    when="BEFORE",
                ),
            ),
        ),
    ]
