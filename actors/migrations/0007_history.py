"""Triggers that keep the history (curation/history/tracking.py)."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0004_history"),
        ("actors", "0006_versions"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_actorhistory" ("active_from", "active_from_precision", "active_to", "active_to_precision", "country_id", "description", "id", "kind", "lifecycle", "merged_into_id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id") SELECT new_values."active_from", new_values."active_from_precision", new_values."active_to", new_values."active_to_precision", new_values."country_id", new_values."description", new_values."id", new_values."kind", new_values."lifecycle", new_values."merged_into_id", new_values."name", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."retraction_reason", new_values."review_status", new_values."reviewed_at", new_values."reviewed_by_id", new_values."slug", new_values."submitted_at", new_values."submitted_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b93b3dc85b852e25b001c369b0485ada0ee8ad73",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_64c15",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="actors_actor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."active_from" IS DISTINCT FROM (NEW."active_from") OR OLD."active_from_precision" IS DISTINCT FROM (NEW."active_from_precision") OR OLD."active_to" IS DISTINCT FROM (NEW."active_to") OR OLD."active_to_precision" IS DISTINCT FROM (NEW."active_to_precision") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."lifecycle" IS DISTINCT FROM (NEW."lifecycle") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."retraction_reason" IS DISTINCT FROM (NEW."retraction_reason") OR OLD."review_status" IS DISTINCT FROM (NEW."review_status") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by_id" IS DISTINCT FROM (NEW."reviewed_by_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id"))',
                    func='INSERT INTO "curation_actorhistory" ("active_from", "active_from_precision", "active_to", "active_to_precision", "country_id", "description", "id", "kind", "lifecycle", "merged_into_id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id") VALUES (NEW."active_from", NEW."active_from_precision", NEW."active_to", NEW."active_to_precision", NEW."country_id", NEW."description", NEW."id", NEW."kind", NEW."lifecycle", NEW."merged_into_id", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."retraction_reason", NEW."review_status", NEW."reviewed_at", NEW."reviewed_by_id", NEW."slug", NEW."submitted_at", NEW."submitted_by_id"); RETURN NULL;',
                    hash="4b41d049f7bf8e1db583f790bd68778ede997929",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eb0cc",
                    table="actors_actor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_actorhistory" ("active_from", "active_from_precision", "active_to", "active_to_precision", "country_id", "description", "id", "kind", "lifecycle", "merged_into_id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "submitted_at", "submitted_by_id") SELECT old_values."active_from", old_values."active_from_precision", old_values."active_to", old_values."active_to_precision", old_values."country_id", old_values."description", old_values."id", old_values."kind", old_values."lifecycle", old_values."merged_into_id", old_values."name", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."retraction_reason", old_values."review_status", old_values."reviewed_at", old_values."reviewed_by_id", old_values."slug", old_values."submitted_at", old_values."submitted_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="451497d7e09544f9749b235494b04b0893547e88",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b7108",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="actors_actor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_actorhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "kind", "name", "country_id", "description", "active_from", "active_from_precision", "active_to", "active_to_precision", "lifecycle")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "kind", "name", "country_id", "description", "active_from", "active_from_precision", "active_to", "active_to_precision", "lifecycle"\n            FROM actors_actor;\n            RETURN NULL;\n        ',
                    hash="7a558c16a5fee7fae150ca6f635e51b161b7ec89",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_4fa40",
                    table="actors_actor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_actorclaimhistory" ("actor_id", "asserted_value", "attributed_to", "credibility", "field", "id", "kind", "locator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "relationship_id", "source_id", "verdict") SELECT new_values."actor_id", new_values."asserted_value", new_values."attributed_to", new_values."credibility", new_values."field", new_values."id", new_values."kind", new_values."locator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."quote", new_values."relationship_id", new_values."source_id", new_values."verdict" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9d9a1cb6896cf7a46e798e1aa0379ee911f66023",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7de02",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="actors_actorclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor_id" IS DISTINCT FROM (NEW."actor_id") OR OLD."asserted_value" IS DISTINCT FROM (NEW."asserted_value") OR OLD."attributed_to" IS DISTINCT FROM (NEW."attributed_to") OR OLD."credibility" IS DISTINCT FROM (NEW."credibility") OR OLD."field" IS DISTINCT FROM (NEW."field") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."quote" IS DISTINCT FROM (NEW."quote") OR OLD."relationship_id" IS DISTINCT FROM (NEW."relationship_id") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict"))',
                    func='INSERT INTO "curation_actorclaimhistory" ("actor_id", "asserted_value", "attributed_to", "credibility", "field", "id", "kind", "locator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "relationship_id", "source_id", "verdict") VALUES (NEW."actor_id", NEW."asserted_value", NEW."attributed_to", NEW."credibility", NEW."field", NEW."id", NEW."kind", NEW."locator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."quote", NEW."relationship_id", NEW."source_id", NEW."verdict"); RETURN NULL;',
                    hash="c2b6d45e62de26c20b3be82ecc0803bb1140e478",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cb0f8",
                    table="actors_actorclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_actorclaimhistory" ("actor_id", "asserted_value", "attributed_to", "credibility", "field", "id", "kind", "locator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "relationship_id", "source_id", "verdict") SELECT old_values."actor_id", old_values."asserted_value", old_values."attributed_to", old_values."credibility", old_values."field", old_values."id", old_values."kind", old_values."locator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."quote", old_values."relationship_id", old_values."source_id", old_values."verdict" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0ed91da4bff72f3bcef561caa66d1fb0fe714849",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6ac9a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="actors_actorclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_actorclaimhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "source_id", "locator", "attributed_to", "field", "kind", "verdict", "asserted_value", "quote", "credibility", "actor_id", "relationship_id")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "source_id", "locator", "attributed_to", "field", "kind", "verdict", "asserted_value", "quote", "credibility", "actor_id", "relationship_id"\n            FROM actors_actorclaim;\n            RETURN NULL;\n        ',
                    hash="fad6ac4344d6188af748605dfd3f2b8c605c65ef",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_d4334",
                    table="actors_actorclaim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actoridentifier",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_actoridentifierhistory" ("actor_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "preferred", "scheme", "value") SELECT new_values."actor_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."preferred", new_values."scheme", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="670178c3419ab32ef8f4a0b285c13d01e54c11ad",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_808d7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="actors_actoridentifier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actoridentifier",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor_id" IS DISTINCT FROM (NEW."actor_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."preferred" IS DISTINCT FROM (NEW."preferred") OR OLD."scheme" IS DISTINCT FROM (NEW."scheme") OR OLD."value" IS DISTINCT FROM (NEW."value"))',
                    func='INSERT INTO "curation_actoridentifierhistory" ("actor_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "preferred", "scheme", "value") VALUES (NEW."actor_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."preferred", NEW."scheme", NEW."value"); RETURN NULL;',
                    hash="4ecda7b752832d9cb6cc6e76c260cd1059a8cd45",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_30f2d",
                    table="actors_actoridentifier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actoridentifier",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_actoridentifierhistory" ("actor_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "preferred", "scheme", "value") SELECT old_values."actor_id", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."preferred", old_values."scheme", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3d4d0f41d2d36b806d87a7e13fdc930d114eb23c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_33a83",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="actors_actoridentifier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actoridentifier",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_actoridentifierhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "actor_id", "scheme", "value", "preferred")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "actor_id", "scheme", "value", "preferred"\n            FROM actors_actoridentifier;\n            RETURN NULL;\n        ',
                    hash="d23f50d2df326d4c8f4c9cf2e4d1fa915c67a506",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_42ae0",
                    table="actors_actoridentifier",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorname",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_actornamehistory" ("actor_id", "id", "kind", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT new_values."actor_id", new_values."id", new_values."kind", new_values."language", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\' FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bf4afaa9e9751d9cee42f53133f0fc1726e3a660",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_74dd4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="actors_actorname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorname",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor_id" IS DISTINCT FROM (NEW."actor_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                    func='INSERT INTO "curation_actornamehistory" ("actor_id", "id", "kind", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."actor_id", NEW."id", NEW."kind", NEW."language", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\'); RETURN NULL;',
                    hash="deb19a392c5a9fc8f4671d0cc56090fd2e881c07",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b33a4",
                    table="actors_actorname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorname",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_actornamehistory" ("actor_id", "id", "kind", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."actor_id", old_values."id", old_values."kind", old_values."language", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\' FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2afb6d3dd3c4a2deb404d76358e85afdda3b5029",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4d772",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="actors_actorname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorname",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_actornamehistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "actor_id", "name", "language", "kind")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "actor_id", "name", "language", "kind"\n            FROM actors_actorname;\n            RETURN NULL;\n        ',
                    hash="973fdc32c1c1ad28f6586f19ad96d98628fe92b2",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_723de",
                    table="actors_actorname",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_relationshiphistory" ("as_of", "end_on", "end_precision", "id", "kind", "lifecycle", "merged_into_id", "note", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "start_on", "start_precision", "status", "subject_id", "submitted_at", "submitted_by_id", "title") SELECT new_values."as_of", new_values."end_on", new_values."end_precision", new_values."id", new_values."kind", new_values."lifecycle", new_values."merged_into_id", new_values."note", new_values."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."retraction_reason", new_values."review_status", new_values."reviewed_at", new_values."reviewed_by_id", new_values."slug", new_values."start_on", new_values."start_precision", new_values."status", new_values."subject_id", new_values."submitted_at", new_values."submitted_by_id", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f236d3eca44af65f494168c83bef4639d74a32d6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d440e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="actors_relationship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."end_on" IS DISTINCT FROM (NEW."end_on") OR OLD."end_precision" IS DISTINCT FROM (NEW."end_precision") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."lifecycle" IS DISTINCT FROM (NEW."lifecycle") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."object_id" IS DISTINCT FROM (NEW."object_id") OR OLD."retraction_reason" IS DISTINCT FROM (NEW."retraction_reason") OR OLD."review_status" IS DISTINCT FROM (NEW."review_status") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by_id" IS DISTINCT FROM (NEW."reviewed_by_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."start_on" IS DISTINCT FROM (NEW."start_on") OR OLD."start_precision" IS DISTINCT FROM (NEW."start_precision") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."subject_id" IS DISTINCT FROM (NEW."subject_id") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "curation_relationshiphistory" ("as_of", "end_on", "end_precision", "id", "kind", "lifecycle", "merged_into_id", "note", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "start_on", "start_precision", "status", "subject_id", "submitted_at", "submitted_by_id", "title") VALUES (NEW."as_of", NEW."end_on", NEW."end_precision", NEW."id", NEW."kind", NEW."lifecycle", NEW."merged_into_id", NEW."note", NEW."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."retraction_reason", NEW."review_status", NEW."reviewed_at", NEW."reviewed_by_id", NEW."slug", NEW."start_on", NEW."start_precision", NEW."status", NEW."subject_id", NEW."submitted_at", NEW."submitted_by_id", NEW."title"); RETURN NULL;',
                    hash="02885215aed5097f002c96f68d3e949733d1812f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_884bc",
                    table="actors_relationship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_relationshiphistory" ("as_of", "end_on", "end_precision", "id", "kind", "lifecycle", "merged_into_id", "note", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "slug", "start_on", "start_precision", "status", "subject_id", "submitted_at", "submitted_by_id", "title") SELECT old_values."as_of", old_values."end_on", old_values."end_precision", old_values."id", old_values."kind", old_values."lifecycle", old_values."merged_into_id", old_values."note", old_values."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."retraction_reason", old_values."review_status", old_values."reviewed_at", old_values."reviewed_by_id", old_values."slug", old_values."start_on", old_values."start_precision", old_values."status", old_values."subject_id", old_values."submitted_at", old_values."submitted_by_id", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="96be08491579294b4413f4a55e1fe6ceace983be",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2643d",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="actors_relationship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_relationshiphistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "subject_id", "kind", "status", "object_id", "title", "start_on", "start_precision", "end_on", "end_precision", "lifecycle", "as_of")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "subject_id", "kind", "status", "object_id", "title", "start_on", "start_precision", "end_on", "end_precision", "lifecycle", "as_of"\n            FROM actors_relationship;\n            RETURN NULL;\n        ',
                    hash="4a989c33edac91da701f670c39fa773a05f30c8f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_ce33d",
                    table="actors_relationship",
                    when="BEFORE",
                ),
            ),
        ),
    ]
