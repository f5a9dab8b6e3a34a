"""Triggers that keep the history (curation/history/tracking.py)."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0004_history"),
        ("agreements", "0006_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClauseConcerns",
            fields=[],
            options={
                "verbose_name": "concerns",
                "verbose_name_plural": "concerns",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("agreements.clause_concerns",),
        ),
        migrations.CreateModel(
            name="ClauseTopics",
            fields=[],
            options={
                "verbose_name": "topics",
                "verbose_name_plural": "topics",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("agreements.clause_topics",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_agreementhistory" ("bindingness", "bloc_id", "id", "in_force_on", "kind", "merged_into_id", "note", "open_to_accession", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "short_title", "signed_on", "signed_precision", "slug", "status", "submitted_at", "submitted_by_id", "summary", "terminated_on", "text_status", "text_url", "title") SELECT new_values."bindingness", new_values."bloc_id", new_values."id", new_values."in_force_on", new_values."kind", new_values."merged_into_id", new_values."note", new_values."open_to_accession", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."retraction_reason", new_values."review_status", new_values."reviewed_at", new_values."reviewed_by_id", new_values."short_title", new_values."signed_on", new_values."signed_precision", new_values."slug", new_values."status", new_values."submitted_at", new_values."submitted_by_id", new_values."summary", new_values."terminated_on", new_values."text_status", new_values."text_url", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2609c9c172be6521741f9e093267d44b9daa318b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_13a93",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="agreements_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bindingness" IS DISTINCT FROM (NEW."bindingness") OR OLD."bloc_id" IS DISTINCT FROM (NEW."bloc_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."in_force_on" IS DISTINCT FROM (NEW."in_force_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."open_to_accession" IS DISTINCT FROM (NEW."open_to_accession") OR OLD."retraction_reason" IS DISTINCT FROM (NEW."retraction_reason") OR OLD."review_status" IS DISTINCT FROM (NEW."review_status") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by_id" IS DISTINCT FROM (NEW."reviewed_by_id") OR OLD."short_title" IS DISTINCT FROM (NEW."short_title") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on") OR OLD."signed_precision" IS DISTINCT FROM (NEW."signed_precision") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."terminated_on" IS DISTINCT FROM (NEW."terminated_on") OR OLD."text_status" IS DISTINCT FROM (NEW."text_status") OR OLD."text_url" IS DISTINCT FROM (NEW."text_url") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "curation_agreementhistory" ("bindingness", "bloc_id", "id", "in_force_on", "kind", "merged_into_id", "note", "open_to_accession", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "short_title", "signed_on", "signed_precision", "slug", "status", "submitted_at", "submitted_by_id", "summary", "terminated_on", "text_status", "text_url", "title") VALUES (NEW."bindingness", NEW."bloc_id", NEW."id", NEW."in_force_on", NEW."kind", NEW."merged_into_id", NEW."note", NEW."open_to_accession", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."retraction_reason", NEW."review_status", NEW."reviewed_at", NEW."reviewed_by_id", NEW."short_title", NEW."signed_on", NEW."signed_precision", NEW."slug", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."summary", NEW."terminated_on", NEW."text_status", NEW."text_url", NEW."title"); RETURN NULL;',
                    hash="6dfd02823c4f934de91abf89a504b0ae0c62955b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36fdd",
                    table="agreements_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_agreementhistory" ("bindingness", "bloc_id", "id", "in_force_on", "kind", "merged_into_id", "note", "open_to_accession", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "retraction_reason", "review_status", "reviewed_at", "reviewed_by_id", "short_title", "signed_on", "signed_precision", "slug", "status", "submitted_at", "submitted_by_id", "summary", "terminated_on", "text_status", "text_url", "title") SELECT old_values."bindingness", old_values."bloc_id", old_values."id", old_values."in_force_on", old_values."kind", old_values."merged_into_id", old_values."note", old_values."open_to_accession", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."retraction_reason", old_values."review_status", old_values."reviewed_at", old_values."reviewed_by_id", old_values."short_title", old_values."signed_on", old_values."signed_precision", old_values."slug", old_values."status", old_values."submitted_at", old_values."submitted_by_id", old_values."summary", old_values."terminated_on", old_values."text_status", old_values."text_url", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a8a253b2efa7eeb4c91db75e9b785d0d8a10b804",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a07e3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agreements_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_agreementhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "kind", "title", "short_title", "status", "bindingness", "open_to_accession", "bloc_id", "summary", "signed_on", "signed_precision", "in_force_on", "terminated_on", "text_status", "text_url")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "slug", "review_status", "merged_into_id", "retraction_reason", "note", "submitted_by_id", "submitted_at", "reviewed_by_id", "reviewed_at", "kind", "title", "short_title", "status", "bindingness", "open_to_accession", "bloc_id", "summary", "signed_on", "signed_precision", "in_force_on", "terminated_on", "text_status", "text_url"\n            FROM agreements_agreement;\n            RETURN NULL;\n        ',
                    hash="cf6201425f78a1ca20f9ea18e53190001759db7d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_4ae8b",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_agreementclaimhistory" ("agreement_id", "asserted_value", "attributed_to", "clause_id", "credibility", "field", "id", "kind", "link_id", "locator", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "source_id", "verdict") SELECT new_values."agreement_id", new_values."asserted_value", new_values."attributed_to", new_values."clause_id", new_values."credibility", new_values."field", new_values."id", new_values."kind", new_values."link_id", new_values."locator", new_values."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."quote", new_values."source_id", new_values."verdict" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ccc9300f7e7944ed036710f4c4705a66b24b2d6b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4fee7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="agreements_agreementclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."asserted_value" IS DISTINCT FROM (NEW."asserted_value") OR OLD."attributed_to" IS DISTINCT FROM (NEW."attributed_to") OR OLD."clause_id" IS DISTINCT FROM (NEW."clause_id") OR OLD."credibility" IS DISTINCT FROM (NEW."credibility") OR OLD."field" IS DISTINCT FROM (NEW."field") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."link_id" IS DISTINCT FROM (NEW."link_id") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."quote" IS DISTINCT FROM (NEW."quote") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict"))',
                    func='INSERT INTO "curation_agreementclaimhistory" ("agreement_id", "asserted_value", "attributed_to", "clause_id", "credibility", "field", "id", "kind", "link_id", "locator", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "source_id", "verdict") VALUES (NEW."agreement_id", NEW."asserted_value", NEW."attributed_to", NEW."clause_id", NEW."credibility", NEW."field", NEW."id", NEW."kind", NEW."link_id", NEW."locator", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."quote", NEW."source_id", NEW."verdict"); RETURN NULL;',
                    hash="0388cdacaa74e77037da79c121d97541f14d86f2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_12a93",
                    table="agreements_agreementclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_agreementclaimhistory" ("agreement_id", "asserted_value", "attributed_to", "clause_id", "credibility", "field", "id", "kind", "link_id", "locator", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "quote", "source_id", "verdict") SELECT old_values."agreement_id", old_values."asserted_value", old_values."attributed_to", old_values."clause_id", old_values."credibility", old_values."field", old_values."id", old_values."kind", old_values."link_id", old_values."locator", old_values."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."quote", old_values."source_id", old_values."verdict" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b1e7e0eb11e6c9c430add716ee5233cae0e02dcc",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c8c3e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agreements_agreementclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_agreementclaimhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "source_id", "locator", "attributed_to", "field", "kind", "verdict", "asserted_value", "quote", "credibility", "agreement_id", "party_id", "clause_id", "link_id")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "source_id", "locator", "attributed_to", "field", "kind", "verdict", "asserted_value", "quote", "credibility", "agreement_id", "party_id", "clause_id", "link_id"\n            FROM agreements_agreementclaim;\n            RETURN NULL;\n        ',
                    hash="1f1af5444150c40c67e9c0533e4d5d3a767bb09e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_9d583",
                    table="agreements_agreementclaim",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementlink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_agreementlinkhistory" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id", "target_id") SELECT new_values."id", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."source_id", new_values."target_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b345e07b53cbb49a7e35500dab3cdbdae2e89125",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ca9df",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="agreements_agreementlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementlink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."target_id" IS DISTINCT FROM (NEW."target_id"))',
                    func='INSERT INTO "curation_agreementlinkhistory" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id", "target_id") VALUES (NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."source_id", NEW."target_id"); RETURN NULL;',
                    hash="f58e81e3f8b71ac4dccbe93cdff33a72a69ec42c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e5f7b",
                    table="agreements_agreementlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementlink",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_agreementlinkhistory" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id", "target_id") SELECT old_values."id", old_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."source_id", old_values."target_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b11266d03b874ab725a67c983faa05921e73d7dd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a3e18",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agreements_agreementlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementlink",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_agreementlinkhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "source_id", "kind", "target_id")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "source_id", "kind", "target_id"\n            FROM agreements_agreementlink;\n            RETURN NULL;\n        ',
                    hash="a6cde1ef714047d38a135a81d72a6ed2e134aac3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_dd240",
                    table="agreements_agreementlink",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementparty",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_agreementpartyhistory" ("actor_id", "agreement_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "reservation", "role", "signatory_capacity", "signatory_id", "status", "status_on", "status_precision") SELECT new_values."actor_id", new_values."agreement_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."reservation", new_values."role", new_values."signatory_capacity", new_values."signatory_id", new_values."status", new_values."status_on", new_values."status_precision" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7b4af32c645bcc1b2c8f57f0c26846a87fb98178",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9a22b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="agreements_agreementparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementparty",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor_id" IS DISTINCT FROM (NEW."actor_id") OR OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reservation" IS DISTINCT FROM (NEW."reservation") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."signatory_id" IS DISTINCT FROM (NEW."signatory_id") OR OLD."signatory_capacity" IS DISTINCT FROM (NEW."signatory_capacity") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."status_on" IS DISTINCT FROM (NEW."status_on") OR OLD."status_precision" IS DISTINCT FROM (NEW."status_precision"))',
                    func='INSERT INTO "curation_agreementpartyhistory" ("actor_id", "agreement_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "reservation", "role", "signatory_capacity", "signatory_id", "status", "status_on", "status_precision") VALUES (NEW."actor_id", NEW."agreement_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."reservation", NEW."role", NEW."signatory_capacity", NEW."signatory_id", NEW."status", NEW."status_on", NEW."status_precision"); RETURN NULL;',
                    hash="356a6796af572733d1e769bd5fbfbd96207c94b4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_84405",
                    table="agreements_agreementparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementparty",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_agreementpartyhistory" ("actor_id", "agreement_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "reservation", "role", "signatory_capacity", "signatory_id", "status", "status_on", "status_precision") SELECT old_values."actor_id", old_values."agreement_id", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."reservation", old_values."role", old_values."signatory_capacity", old_values."signatory_id", old_values."status", old_values."status_on", old_values."status_precision" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="67032d2c3def82a5bd4cb4cb92fcaf1dab50ed21",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2eefb",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agreements_agreementparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementparty",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_agreementpartyhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "agreement_id", "actor_id", "role", "status", "status_on", "status_precision", "signatory_id", "signatory_capacity", "reservation")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "agreement_id", "actor_id", "role", "status", "status_on", "status_precision", "signatory_id", "signatory_capacity", "reservation"\n            FROM agreements_agreementparty;\n            RETURN NULL;\n        ',
                    hash="d46c0a393ea79980d0a2151071fc0175cf3fbc55",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_ddb25",
                    table="agreements_agreementparty",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_clausehistory" ("activation", "agreement_id", "commitment", "heading", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "strength", "text", "text_basis") SELECT new_values."activation", new_values."agreement_id", new_values."commitment", new_values."heading", new_values."id", new_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."strength", new_values."text", new_values."text_basis" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6613db09ef9699d1b22b269279df88fa0543dea8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0fd2d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="agreements_clause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."activation" IS DISTINCT FROM (NEW."activation") OR OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."commitment" IS DISTINCT FROM (NEW."commitment") OR OLD."heading" IS DISTINCT FROM (NEW."heading") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."strength" IS DISTINCT FROM (NEW."strength") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_basis" IS DISTINCT FROM (NEW."text_basis"))',
                    func='INSERT INTO "curation_clausehistory" ("activation", "agreement_id", "commitment", "heading", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "strength", "text", "text_basis") VALUES (NEW."activation", NEW."agreement_id", NEW."commitment", NEW."heading", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."strength", NEW."text", NEW."text_basis"); RETURN NULL;',
                    hash="7e183cf346ad2cf121ad3a8e59991266c9185240",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2ea46",
                    table="agreements_clause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_clausehistory" ("activation", "agreement_id", "commitment", "heading", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "strength", "text", "text_basis") SELECT old_values."activation", old_values."agreement_id", old_values."commitment", old_values."heading", old_values."id", old_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."strength", old_values."text", old_values."text_basis" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a0b855683996ef79fd381fe6aa73574df10e703c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9df45",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agreements_clause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_clausehistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "agreement_id", "number", "heading", "text", "text_basis", "commitment", "strength", "activation")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "agreement_id", "number", "heading", "text", "text_basis", "commitment", "strength", "activation"\n            FROM agreements_clause;\n            RETURN NULL;\n        ',
                    hash="a0a395844f8cf83411e02fe9d2c1ed145b68bc07",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_677fd",
                    table="agreements_clause",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_topichistory" ("code", "definition", "id", "label", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT new_values."code", new_values."definition", new_values."id", new_values."label", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\' FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2c0dff000cdc944fa954e100df2ce9acd45e20e5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2c505",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="agreements_topic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "curation_topichistory" ("code", "definition", "id", "label", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."code", NEW."definition", NEW."id", NEW."label", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\'); RETURN NULL;',
                    hash="1220e9e476281c2fa46a87dbdf78cc246d14b535",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8b51d",
                    table="agreements_topic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_topichistory" ("code", "definition", "id", "label", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."code", old_values."definition", old_values."id", old_values."label", old_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\' FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e18e8572a0f1006a6fdbb1f713d1f8c63a0a0090",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0cc63",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agreements_topic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_topichistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "code", "label", "definition", "parent_id")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "code", "label", "definition", "parent_id"\n            FROM agreements_topic;\n            RETURN NULL;\n        ',
                    hash="2ecc4167c30a3c9f93c554fa1e6eee399480852d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_081f6",
                    table="agreements_topic",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topiccrosswalk",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_topiccrosswalkhistory" ("code", "id", "match", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "scheme", "term_id") SELECT new_values."code", new_values."id", new_values."match", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."scheme", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1c91e9317e0f79aac1f9c3ac3297ae84dc9e411a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6c82e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="agreements_topiccrosswalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topiccrosswalk",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "curation_topiccrosswalkhistory" ("code", "id", "match", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "scheme", "term_id") VALUES (NEW."code", NEW."id", NEW."match", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."scheme", NEW."term_id"); RETURN NULL;',
                    hash="9f1690fbceec6bd1b315fb878142d76caa1397d9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4e7c8",
                    table="agreements_topiccrosswalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topiccrosswalk",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_topiccrosswalkhistory" ("code", "id", "match", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "scheme", "term_id") SELECT old_values."code", old_values."id", old_values."match", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."scheme", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4ac6b8df6c3dfd3f23fbaffed0ee36057c3580fd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a207a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agreements_topiccrosswalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topiccrosswalk",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n            IF current_setting(\'history.emptying\', true) = \'on\' THEN RETURN NULL; END IF;\n            INSERT INTO curation_topiccrosswalkhistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, "id", "code", "match", "term_id", "scheme")\n            SELECT clock_timestamp(), \'delete\',\n                nullif(current_setting(\'pghistory.context_metadata\', true), \'\')::jsonb,\n                nullif(current_setting(\'pghistory.context_id\', true), \'\')::uuid, "id", "code", "match", "term_id", "scheme"\n            FROM agreements_topiccrosswalk;\n            RETURN NULL;\n        ',
                    hash="cb38167da41cb721e4e5990f660180a09fe7a589",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_b8b28",
                    table="agreements_topiccrosswalk",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clauseconcerns",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_clauseconcernshistory" ("actor_id", "clause_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT new_values."actor_id", new_values."clause_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\' FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e456170f731083cd19ad84897bb3a4d9c7e30150",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cd09f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="agreements_clause_concerns",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clauseconcerns",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "curation_clauseconcernshistory" ("actor_id", "clause_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."actor_id", NEW."clause_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\'); RETURN NULL;',
                    hash="b7a1c42960bdb04bf2f7e4c8ea7d3c7e45ebee79",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_17bbf",
                    table="agreements_clause_concerns",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clauseconcerns",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_clauseconcernshistory" ("actor_id", "clause_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."actor_id", old_values."clause_id", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\' FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e10b2c8806008e3ca86e640ec44235d6441ace36",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8e313",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agreements_clause_concerns",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clauseconcerns",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            INSERT INTO curation_clauseconcernshistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, \"id\", \"clause_id\", \"actor_id\")\n            SELECT clock_timestamp(), 'delete',\n                nullif(current_setting('pghistory.context_metadata', true), '')::jsonb,\n                nullif(current_setting('pghistory.context_id', true), '')::uuid, \"id\", \"clause_id\", \"actor_id\"\n            FROM agreements_clause_concerns;\n            RETURN NULL;\n        ",
                    hash="318ae971c7326b2076a56d630f6a18a828103d46",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_17b79",
                    table="agreements_clause_concerns",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clausetopics",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_clausetopicshistory" ("clause_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "topic_id") SELECT new_values."clause_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."topic_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="90380b4f927589b5e83b90e5e78c100c36039133",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d96b4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="agreements_clause_topics",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clausetopics",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "curation_clausetopicshistory" ("clause_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "topic_id") VALUES (NEW."clause_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', NEW."topic_id"); RETURN NULL;',
                    hash="8325ff771d23062a85073eebf7fa1202d59a243b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f780b",
                    table="agreements_clause_topics",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clausetopics",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_clausetopicshistory" ("clause_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "topic_id") SELECT old_values."clause_id", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."topic_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1a2bbd87df3d72e0a0191a30642c14d45226ac67",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4f34e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agreements_clause_topics",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clausetopics",
            trigger=pgtrigger.compiler.Trigger(
                name="emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            INSERT INTO curation_clausetopicshistory\n                (pgh_created_at, pgh_label, pgh_context, pgh_context_id, \"id\", \"clause_id\", \"topic_id\")\n            SELECT clock_timestamp(), 'delete',\n                nullif(current_setting('pghistory.context_metadata', true), '')::jsonb,\n                nullif(current_setting('pghistory.context_id', true), '')::uuid, \"id\", \"clause_id\", \"topic_id\"\n            FROM agreements_clause_topics;\n            RETURN NULL;\n        ",
                    hash="c7aaef60fcdd3384a05b92aeedce6d537a93e3af",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_emptied_4970e",
                    table="agreements_clause_topics",
                    when="BEFORE",
                ),
            ),
        ),
    ]
