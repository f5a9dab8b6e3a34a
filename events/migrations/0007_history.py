"""Triggers that keep the history (curation/history/tracking.py)."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0004_history"),
        ("events", "0006_versions"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_eventhistory" ("agreement_id", "date_from", "date_precision", "date_to", "geo_precision", "id", "is_span", "lifecycle", "merged_into_id", "modality", "note", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_id", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id", "summary", "title", "type_id") SELECT new_values."agreement_id", new_values."date_from", new_values."date_precision", new_values."date_to", new_values."geo_precision", new_values."id", new_values."is_span", new_values."lifecycle", new_values."merged_into_id", new_values."modality", new_values."note", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."place_id", new_values."retraction_reason", new_values."review_status", new_values."reviewed_at", new_values."reviewed_by_id", new_values."slug", new_values."submitted_at", new_values."submitted_by_id", new_values."summary", new_values."title", new_values."type_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e48f224788ef58748ae83dcfcc5f7b821d411a8c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_82b94",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."date_from" IS DISTINCT FROM (NEW."date_from") OR OLD."date_precision" IS DISTINCT FROM (NEW."date_precision") OR OLD."date_to" IS DISTINCT FROM (NEW."date_to") OR OLD."geo_precision" IS DISTINCT FROM (NEW."geo_precision") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_span" IS DISTINCT FROM (NEW."is_span") OR OLD."lifecycle" IS DISTINCT FROM (NEW."lifecycle") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."modality" IS DISTINCT FROM (NEW."modality") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."retraction_reason" IS DISTINCT FROM (NEW."retraction_reason") OR OLD."review_status" IS DISTINCT FROM (NEW."review_status") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by_id" IS DISTINCT FROM (NEW."reviewed_by_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."type_id" IS DISTINCT FROM (NEW."type_id"))',
                    func='INSERT INTO "curation_eventhistory" ("agreement_id", "date_from", "date_precision", "date_to", "geo_precision", "id", "is_span", "lifecycle", "merged_into_id", "modality", "note", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_id", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id", "summary", "title", "type_id") VALUES (NEW."agreement_id", NEW."date_from", NEW."date_precision", NEW."date_to", NEW."geo_precision", NEW."id", NEW."is_span", NEW."lifecycle", NEW."merged_into_id", NEW."modality", NEW."note", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."place_id", NEW."retraction_reason", NEW."review_status", NEW."reviewed_at", NEW."reviewed_by_id", NEW."slug", NEW."submitted_at", NEW."submitted_by_id", NEW."summary", NEW."title", NEW."type_id"); RETURN NULL;',
                    hash="11e545b374a62c54ab4cf04908068b9da26a9fb5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_73f59",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_eventhistory" ("agreement_id", "date_from", "date_precision", "date_to", "geo_precision", "id", "is_span", "lifecycle", "merged_into_id", "modality", "note", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_id", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id", "summary", "title", "type_id") SELECT old_values."agreement_id", old_values."date_from", old_values."date_precision", old_values."date_to", old_values."geo_precision", old_values."id", old_values."is_span", old_values."lifecycle", old_values."merged_into_id", old_values."modality", old_values."note", old_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."place_id", old_values."retraction_reason", old_values."review_status", old_values."reviewed_at", old_values."reviewed_by_id", old_values."slug", old_values."submitted_at", old_values."submitted_by_id", old_values."summary", old_values."title", old_values."type_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f65bc6cac43858fc9b376582ddb2672b41dd4eba",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d74a6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_eventhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "type_id", "title", "summary", "modality", "date_from", "date_to", "date_precision", "is_span", "lifecycle", "place_id", "geo_precision", "agreement_id", "parent_id")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "type_id", "title", "summary", "modality", "date_from", "date_to", "date_precision", "is_span", "lifecycle", "place_id", "geo_precision", "agreement_id", "parent_id"\n            FROM events_event;\n            RETURN NULL;\n        ',
                    hash="877676db493dddd170594b56e74696c01d328fd2",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_0a48b",
                    table="events_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_eventclaimhistory" ("asserted_value", "attributed_to", "credibility", "event_id", "field", "figure_id", "id", "kind", "link_id", "locator", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "source_id", "verdict") SELECT new_values."asserted_value", new_values."attributed_to", new_values."credibility", new_values."event_id", new_values."field", new_values."figure_id", new_values."id", new_values."kind", new_values."link_id", new_values."locator", new_values."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."quote", new_values."source_id", new_values."verdict" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a0221ecfaab5a4cff10132f313fdd1d73ac33dd1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_54fc1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_eventclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."asserted_value" IS DISTINCT FROM (NEW."asserted_value") OR OLD."attributed_to" IS DISTINCT FROM (NEW."attributed_to") OR OLD."credibility" IS DISTINCT FROM (NEW."credibility") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."field" IS DISTINCT FROM (NEW."field") OR OLD."figure_id" IS DISTINCT FROM (NEW."figure_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."link_id" IS DISTINCT FROM (NEW."link_id") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."participation_id" IS DISTINCT FROM (NEW."participation_id") OR OLD."quote" IS DISTINCT FROM (NEW."quote") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict"))',
                    func='INSERT INTO "curation_eventclaimhistory" ("asserted_value", "attributed_to", "credibility", "event_id", "field", "figure_id", "id", "kind", "link_id", "locator", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "source_id", "verdict") VALUES (NEW."asserted_value", NEW."attributed_to", NEW."credibility", NEW."event_id", NEW."field", NEW."figure_id", NEW."id", NEW."kind", NEW."link_id", NEW."locator", NEW."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."quote", NEW."source_id", NEW."verdict"); RETURN NULL;',
                    hash="a317230b599137264f2ce0558f31ede7d432edf4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0feb7",
                    table="events_eventclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_eventclaimhistory" ("asserted_value", "attributed_to", "credibility", "event_id", "field", "figure_id", "id", "kind", "link_id", "locator", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "source_id", "verdict") SELECT old_values."asserted_value", old_values."attributed_to", old_values."credibility", old_values."event_id", old_values."field", old_values."figure_id", old_values."id", old_values."kind", old_values."link_id", old_values."locator", old_values."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."quote", old_values."source_id", old_values."verdict" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ee2b46b2770394fc59a468d24e7fd19700278f2e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2b2f4",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_eventclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_eventclaimhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "source_id", "locator", "attributed_to", "field", "kind", "verdict", "asserted_value", "quote", "credibility", "event_id", "participation_id", "link_id", "figure_id")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "source_id", "locator", "attributed_to", "field", "kind", "verdict", "asserted_value", "quote", "credibility", "event_id", "participation_id", "link_id", "figure_id"\n            FROM events_eventclaim;\n            RETURN NULL;\n        ',
                    hash="22e48d653713b8b2d8b8289339836e9425f3c90d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_4446b",
                    table="events_eventclaim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventlink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_eventlinkhistory" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id", "target_id") SELECT new_values."id", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."source_id", new_values."target_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8786fa091be12832b4b1c56f0f8d83345d0b71f4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_20c6f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_eventlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventlink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."target_id" IS DISTINCT FROM (NEW."target_id"))',
                    func='INSERT INTO "curation_eventlinkhistory" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id", "target_id") VALUES (NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."source_id", NEW."target_id"); RETURN NULL;',
                    hash="5d33a92be6486aa1b44ea661ac0db2966aa9e37c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ca96a",
                    table="events_eventlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventlink",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_eventlinkhistory" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id", "target_id") SELECT old_values."id", old_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."source_id", old_values."target_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6a6fe32688a4f68bda009e6738b50c1dabd88b9c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_81e61",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_eventlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventlink",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_eventlinkhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "source_id", "kind", "target_id")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "source_id", "kind", "target_id"\n            FROM events_eventlink;\n            RETURN NULL;\n        ',
                    hash="e94cd623a1649ca63cf34ac5d008f0d97f387897",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_5627a",
                    table="events_eventlink",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtype",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_eventtypehistory" ("code", "definition", "id", "label", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT new_values."code", new_values."definition", new_values."id", new_values."label", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\' FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9d4cf3c8c3468fbd18b7bd2e7dd5b7c70b778a57",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3fc0b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_eventtype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtype",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "curation_eventtypehistory" ("code", "definition", "id", "label", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."code", NEW."definition", NEW."id", NEW."label", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\'); RETURN NULL;',
                    hash="611d45146f5c7fbcb7e167508975e74bc12ec3aa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_232e2",
                    table="events_eventtype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtype",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_eventtypehistory" ("code", "definition", "id", "label", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."code", old_values."definition", old_values."id", old_values."label", old_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\' FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c361ab48f17d0152e6afee8fbf6d88744cb64aef",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_01c6c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_eventtype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtype",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_eventtypehistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "code", "label", "definition", "parent_id")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "code", "label", "definition", "parent_id"\n            FROM events_eventtype;\n            RETURN NULL;\n        ',
                    hash="475600feb9ef12d12d68edfcebef67578bbdebce",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_45293",
                    table="events_eventtype",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtypecrosswalk",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_eventtypecrosswalkhistory" ("code", "id", "match", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "scheme", "term_id") SELECT new_values."code", new_values."id", new_values."match", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."scheme", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e3087c4221d4c7baadcddd4f85465cb6134d1758",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3234e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_eventtypecrosswalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtypecrosswalk",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "curation_eventtypecrosswalkhistory" ("code", "id", "match", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "scheme", "term_id") VALUES (NEW."code", NEW."id", NEW."match", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."scheme", NEW."term_id"); RETURN NULL;',
                    hash="55da4f3d79f75ae2eee203e6654ff62d24fa6790",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_006df",
                    table="events_eventtypecrosswalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtypecrosswalk",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_eventtypecrosswalkhistory" ("code", "id", "match", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "scheme", "term_id") SELECT old_values."code", old_values."id", old_values."match", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."scheme", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="daf0e224e4f2522c08a6713374da4518f5ca1c7b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4c5a8",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_eventtypecrosswalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtypecrosswalk",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_eventtypecrosswalkhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "code", "match", "term_id", "scheme")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "code", "match", "term_id", "scheme"\n            FROM events_eventtypecrosswalk;\n            RETURN NULL;\n        ',
                    hash="81df98a2bf136bc13ad7358bcc95d915f6fa8678",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_03419",
                    table="events_eventtypecrosswalk",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_figurehistory" ("actor_id", "agreement_id", "as_of", "as_of_precision", "comparator", "currency", "event_id", "id", "merged_into_id", "metric", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id", "unit", "value", "value_max") SELECT new_values."actor_id", new_values."agreement_id", new_values."as_of", new_values."as_of_precision", new_values."comparator", new_values."currency", new_values."event_id", new_values."id", new_values."merged_into_id", new_values."metric", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."retraction_reason", new_values."review_status", new_values."reviewed_at", new_values."reviewed_by_id", new_values."slug", new_values."submitted_at", new_values."submitted_by_id", new_values."unit", new_values."value", new_values."value_max" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1ef5c31968e0740100bcedf5e1a7d3323cb629e7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fb0f9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_figure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor_id" IS DISTINCT FROM (NEW."actor_id") OR OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."as_of_precision" IS DISTINCT FROM (NEW."as_of_precision") OR OLD."comparator" IS DISTINCT FROM (NEW."comparator") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."metric" IS DISTINCT FROM (NEW."metric") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."retraction_reason" IS DISTINCT FROM (NEW."retraction_reason") OR OLD."review_status" IS DISTINCT FROM (NEW."review_status") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by_id" IS DISTINCT FROM (NEW."reviewed_by_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."value_max" IS DISTINCT FROM (NEW."value_max"))',
                    func='INSERT INTO "curation_figurehistory" ("actor_id", "agreement_id", "as_of", "as_of_precision", "comparator", "currency", "event_id", "id", "merged_into_id", "metric", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id", "unit", "value", "value_max") VALUES (NEW."actor_id", NEW."agreement_id", NEW."as_of", NEW."as_of_precision", NEW."comparator", NEW."currency", NEW."event_id", NEW."id", NEW."merged_into_id", NEW."metric", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."retraction_reason", NEW."review_status", NEW."reviewed_at", NEW."reviewed_by_id", NEW."slug", NEW."submitted_at", NEW."submitted_by_id", NEW."unit", NEW."value", NEW."value_max"); RETURN NULL;',
                    hash="208e6c2e17cb87c37f19152be259c4fd35b4aa54",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b4862",
                    table="events_figure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_figurehistory" ("actor_id", "agreement_id", "as_of", "as_of_precision", "comparator", "currency", "event_id", "id", "merged_into_id", "metric", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id", "unit", "value", "value_max") SELECT old_values."actor_id", old_values."agreement_id", old_values."as_of", old_values."as_of_precision", old_values."comparator", old_values."currency", old_values."event_id", old_values."id", old_values."merged_into_id", old_values."metric", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."retraction_reason", old_values."review_status", old_values."reviewed_at", old_values."reviewed_by_id", old_values."slug", old_values."submitted_at", old_values."submitted_by_id", old_values."unit", old_values."value", old_values."value_max" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5c92676c65cd6fd50eb3618410a09045c64f42bb",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4540f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_figure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_figurehistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "metric", "value", "value_max", "comparator", "unit", "currency", "as_of", "as_of_precision", "actor_id", "agreement_id", "event_id")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "metric", "value", "value_max", "comparator", "unit", "currency", "as_of", "as_of_precision", "actor_id", "agreement_id", "event_id"\n            FROM events_figure;\n            RETURN NULL;\n        ',
                    hash="4d66be3dbda49817e45e68226c5b3cb4a74fb19d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_b6737",
                    table="events_figure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_participationhistory" ("actor_id", "capacity", "event_id", "id", "on_behalf_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "role", "stance", "statement", "toward_id") SELECT new_values."actor_id", new_values."capacity", new_values."event_id", new_values."id", new_values."on_behalf_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."role", new_values."stance", new_values."statement", new_values."toward_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="19d1859ea32a7145a4b16b75d424935c0216b493",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_24e15",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_participation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor_id" IS DISTINCT FROM (NEW."actor_id") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."on_behalf_of_id" IS DISTINCT FROM (NEW."on_behalf_of_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."stance" IS DISTINCT FROM (NEW."stance") OR OLD."statement" IS DISTINCT FROM (NEW."statement") OR OLD."toward_id" IS DISTINCT FROM (NEW."toward_id"))',
                    func='INSERT INTO "curation_participationhistory" ("actor_id", "capacity", "event_id", "id", "on_behalf_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "role", "stance", "statement", "toward_id") VALUES (NEW."actor_id", NEW."capacity", NEW."event_id", NEW."id", NEW."on_behalf_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."role", NEW."stance", NEW."statement", NEW."toward_id"); RETURN NULL;',
                    hash="798252095dcc64f9df377348389388690faabff1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dbe74",
                    table="events_participation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_participationhistory" ("actor_id", "capacity", "event_id", "id", "on_behalf_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "role", "stance", "statement", "toward_id") SELECT old_values."actor_id", old_values."capacity", old_values."event_id", old_values."id", old_values."on_behalf_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."role", old_values."stance", old_values."statement", old_values."toward_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="24451328db82acdf1409020005299c41805ec2fd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_56313",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_participation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_participationhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "event_id", "actor_id", "role", "stance", "toward_id", "on_behalf_of_id", "capacity", "statement")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "event_id", "actor_id", "role", "stance", "toward_id", "on_behalf_of_id", "capacity", "statement"\n            FROM events_participation;\n            RETURN NULL;\n        ',
                    hash="f6e4b4958167dba323ec751fc2626e7753ff3231",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_1e126",
                    table="events_participation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_placehistory" ("country_id", "geonames_id", "id", "kind", "latitude", "longitude", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "slug") SELECT new_values."country_id", new_values."geonames_id", new_values."id", new_values."kind", new_values."latitude", new_values."longitude", new_values."name", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="775c36576c106a93a32d5dd5c7bd3cdc94ab5865",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5a780",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_place",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."geonames_id" IS DISTINCT FROM (NEW."geonames_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func='INSERT INTO "curation_placehistory" ("country_id", "geonames_id", "id", "kind", "latitude", "longitude", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "slug") VALUES (NEW."country_id", NEW."geonames_id", NEW."id", NEW."kind", NEW."latitude", NEW."longitude", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."slug"); RETURN NULL;',
                    hash="f43f18aad4c4d3a2b5c863bedf2a440db1da3d10",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_29874",
                    table="events_place",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_placehistory" ("country_id", "geonames_id", "id", "kind", "latitude", "longitude", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "slug") SELECT old_values."country_id", old_values."geonames_id", old_values."id", old_values."kind", old_values."latitude", old_values."longitude", old_values."name", old_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8243c71adb9876c447dfcc470683a4edca93421d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d1256",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_place",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_placehistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "slug", "name", "kind", "country_id", "parent_id", "latitude", "longitude", "geonames_id")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "slug", "name", "kind", "country_id", "parent_id", "latitude", "longitude", "geonames_id"\n            FROM events_place;\n            RETURN NULL;\n        ',
                    hash="15e5e167cff0292b16c26e04319941d967a6d77d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_e0dd3",
                    table="events_place",
                    when="BEFORE",
                ),
            ),
        ),
    ]
