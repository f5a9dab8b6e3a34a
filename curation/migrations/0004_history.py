"""The tables of the history: one beside each table of the data set (curation/history/tracking.py)."""

import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0003_merges"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActorClaimHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "source",
                    models.BigIntegerField(db_column="source_id", editable=False, null=True),
                ),
                ("locator", models.TextField(editable=False, null=True)),
                ("attributed_to", models.TextField(editable=False, null=True)),
                ("field", models.TextField(editable=False, null=True)),
                ("kind", models.TextField(editable=False, null=True)),
                ("verdict", models.TextField(editable=False, null=True)),
                ("asserted_value", models.TextField(editable=False, null=True)),
                ("quote", models.TextField(editable=False, null=True)),
                ("credibility", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "actor",
                    models.BigIntegerField(
                        db_column="actor_id", db_index=True, editable=False, null=True
                    ),
                ),
                (
                    "relationship",
                    models.BigIntegerField(
                        db_column="relationship_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ActorHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                ("slug", models.TextField(editable=False, null=True)),
                ("review_status", models.TextField(editable=False, null=True)),
                (
                    "merged_into",
                    models.BigIntegerField(db_column="merged_into_id", editable=False, null=True),
                ),
                ("retraction_reason", models.TextField(editable=False, null=True)),
                ("note", models.TextField(editable=False, null=True)),
                (
                    "submitted_by",
                    models.BigIntegerField(db_column="submitted_by_id", editable=False, null=True),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "reviewed_by",
                    models.BigIntegerField(db_column="reviewed_by_id", editable=False, null=True),
                ),
                ("reviewed_at", models.DateTimeField(editable=False, null=True)),
                ("kind", models.TextField(editable=False, null=True)),
                ("name", models.TextField(editable=False, null=True)),
                (
                    "country",
                    models.BigIntegerField(db_column="country_id", editable=False, null=True),
                ),
                ("description", models.TextField(editable=False, null=True)),
                ("active_from", models.DateField(editable=False, null=True)),
                ("active_from_precision", models.TextField(editable=False, null=True)),
                ("active_to", models.DateField(editable=False, null=True)),
                ("active_to_precision", models.TextField(editable=False, null=True)),
                ("lifecycle", models.TextField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "actor",
                "verbose_name_plural": "actors",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ActorIdentifierHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "actor",
                    models.BigIntegerField(
                        db_column="actor_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("scheme", models.TextField(editable=False, null=True)),
                ("value", models.TextField(editable=False, null=True)),
                ("preferred", models.BooleanField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "identifier",
                "verbose_name_plural": "identifiers",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ActorNameHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "actor",
                    models.BigIntegerField(
                        db_column="actor_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("name", models.TextField(editable=False, null=True)),
                ("language", models.TextField(editable=False, null=True)),
                ("kind", models.TextField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "name",
                "verbose_name_plural": "names",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AgreementClaimHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "source",
                    models.BigIntegerField(db_column="source_id", editable=False, null=True),
                ),
                ("locator", models.TextField(editable=False, null=True)),
                ("attributed_to", models.TextField(editable=False, null=True)),
                ("field", models.TextField(editable=False, null=True)),
                ("kind", models.TextField(editable=False, null=True)),
                ("verdict", models.TextField(editable=False, null=True)),
                ("asserted_value", models.TextField(editable=False, null=True)),
                ("quote", models.TextField(editable=False, null=True)),
                ("credibility", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "agreement",
                    models.BigIntegerField(
                        db_column="agreement_id", db_index=True, editable=False, null=True
                    ),
                ),
                (
                    "party",
                    models.BigIntegerField(
                        db_column="party_id", db_index=True, editable=False, null=True
                    ),
                ),
                (
                    "clause",
                    models.BigIntegerField(
                        db_column="clause_id", db_index=True, editable=False, null=True
                    ),
                ),
                (
                    "link",
                    models.BigIntegerField(
                        db_column="link_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AgreementHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                ("slug", models.TextField(editable=False, null=True)),
                ("review_status", models.TextField(editable=False, null=True)),
                (
                    "merged_into",
                    models.BigIntegerField(db_column="merged_into_id", editable=False, null=True),
                ),
                ("retraction_reason", models.TextField(editable=False, null=True)),
                ("note", models.TextField(editable=False, null=True)),
                (
                    "submitted_by",
                    models.BigIntegerField(db_column="submitted_by_id", editable=False, null=True),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "reviewed_by",
                    models.BigIntegerField(db_column="reviewed_by_id", editable=False, null=True),
                ),
                ("reviewed_at", models.DateTimeField(editable=False, null=True)),
                ("kind", models.TextField(editable=False, null=True)),
                ("title", models.TextField(editable=False, null=True)),
                ("short_title", models.TextField(editable=False, null=True)),
                ("status", models.TextField(editable=False, null=True)),
                ("bindingness", models.TextField(editable=False, null=True)),
                ("open_to_accession", models.BooleanField(editable=False, null=True)),
                ("bloc", models.BigIntegerField(db_column="bloc_id", editable=False, null=True)),
                ("summary", models.TextField(editable=False, null=True)),
                ("signed_on", models.DateField(editable=False, null=True)),
                ("signed_precision", models.TextField(editable=False, null=True)),
                ("in_force_on", models.DateField(editable=False, null=True)),
                ("terminated_on", models.DateField(editable=False, null=True)),
                ("text_status", models.TextField(editable=False, null=True)),
                ("text_url", models.TextField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AgreementLinkHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "source",
                    models.BigIntegerField(
                        db_column="source_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("kind", models.TextField(editable=False, null=True)),
                (
                    "target",
                    models.BigIntegerField(db_column="target_id", editable=False, null=True),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AgreementPartyHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "agreement",
                    models.BigIntegerField(
                        db_column="agreement_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("actor", models.BigIntegerField(db_column="actor_id", editable=False, null=True)),
                ("role", models.TextField(editable=False, null=True)),
                ("status", models.TextField(editable=False, null=True)),
                ("status_on", models.DateField(editable=False, null=True)),
                ("status_precision", models.TextField(editable=False, null=True)),
                (
                    "signatory",
                    models.BigIntegerField(db_column="signatory_id", editable=False, null=True),
                ),
                ("signatory_capacity", models.TextField(editable=False, null=True)),
                ("reservation", models.TextField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "party",
                "verbose_name_plural": "parties",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ClauseConcernsHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "clause",
                    models.BigIntegerField(
                        db_column="clause_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("actor", models.BigIntegerField(db_column="actor_id", editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "concerns",
                "verbose_name_plural": "concerns",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ClauseHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "agreement",
                    models.BigIntegerField(
                        db_column="agreement_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("heading", models.TextField(editable=False, null=True)),
                ("text", models.TextField(editable=False, null=True)),
                ("text_basis", models.TextField(editable=False, null=True)),
                ("commitment", models.TextField(editable=False, null=True)),
                ("strength", models.TextField(editable=False, null=True)),
                ("activation", models.TextField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "clauses",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ClauseTopicsHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "clause",
                    models.BigIntegerField(
                        db_column="clause_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("topic", models.BigIntegerField(db_column="topic_id", editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "topics",
                "verbose_name_plural": "topics",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EventClaimHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "source",
                    models.BigIntegerField(db_column="source_id", editable=False, null=True),
                ),
                ("locator", models.TextField(editable=False, null=True)),
                ("attributed_to", models.TextField(editable=False, null=True)),
                ("field", models.TextField(editable=False, null=True)),
                ("kind", models.TextField(editable=False, null=True)),
                ("verdict", models.TextField(editable=False, null=True)),
                ("asserted_value", models.TextField(editable=False, null=True)),
                ("quote", models.TextField(editable=False, null=True)),
                ("credibility", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "event",
                    models.BigIntegerField(
                        db_column="event_id", db_index=True, editable=False, null=True
                    ),
                ),
                (
                    "participation",
                    models.BigIntegerField(
                        db_column="participation_id", db_index=True, editable=False, null=True
                    ),
                ),
                (
                    "link",
                    models.BigIntegerField(
                        db_column="link_id", db_index=True, editable=False, null=True
                    ),
                ),
                (
                    "figure",
                    models.BigIntegerField(
                        db_column="figure_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EventHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                ("slug", models.TextField(editable=False, null=True)),
                ("review_status", models.TextField(editable=False, null=True)),
                (
                    "merged_into",
                    models.BigIntegerField(db_column="merged_into_id", editable=False, null=True),
                ),
                ("retraction_reason", models.TextField(editable=False, null=True)),
                ("note", models.TextField(editable=False, null=True)),
                (
                    "submitted_by",
                    models.BigIntegerField(db_column="submitted_by_id", editable=False, null=True),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "reviewed_by",
                    models.BigIntegerField(db_column="reviewed_by_id", editable=False, null=True),
                ),
                ("reviewed_at", models.DateTimeField(editable=False, null=True)),
                ("type", models.BigIntegerField(db_column="type_id", editable=False, null=True)),
                ("title", models.TextField(editable=False, null=True)),
                ("summary", models.TextField(editable=False, null=True)),
                ("modality", models.TextField(editable=False, null=True)),
                ("date_from", models.DateField(editable=False, null=True)),
                ("date_to", models.DateField(editable=False, null=True)),
                ("date_precision", models.TextField(editable=False, null=True)),
                ("is_span", models.BooleanField(editable=False, null=True)),
                ("lifecycle", models.TextField(editable=False, null=True)),
                ("place", models.BigIntegerField(db_column="place_id", editable=False, null=True)),
                ("geo_precision", models.TextField(editable=False, null=True)),
                (
                    "agreement",
                    models.BigIntegerField(db_column="agreement_id", editable=False, null=True),
                ),
                (
                    "parent",
                    models.BigIntegerField(db_column="parent_id", editable=False, null=True),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EventLinkHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "source",
                    models.BigIntegerField(
                        db_column="source_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("kind", models.TextField(editable=False, null=True)),
                (
                    "target",
                    models.BigIntegerField(db_column="target_id", editable=False, null=True),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EventTypeCrosswalkHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                ("code", models.TextField(editable=False, null=True)),
                ("match", models.TextField(editable=False, null=True)),
                (
                    "term",
                    models.BigIntegerField(
                        db_column="term_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("scheme", models.TextField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "counterpart",
                "verbose_name_plural": "counterparts",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EventTypeHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                ("code", models.TextField(editable=False, null=True)),
                ("label", models.TextField(editable=False, null=True)),
                ("definition", models.TextField(editable=False, null=True)),
                (
                    "parent",
                    models.BigIntegerField(db_column="parent_id", editable=False, null=True),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "event type",
                "verbose_name_plural": "event types",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FigureHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                ("slug", models.TextField(editable=False, null=True)),
                ("review_status", models.TextField(editable=False, null=True)),
                (
                    "merged_into",
                    models.BigIntegerField(db_column="merged_into_id", editable=False, null=True),
                ),
                ("retraction_reason", models.TextField(editable=False, null=True)),
                ("note", models.TextField(editable=False, null=True)),
                (
                    "submitted_by",
                    models.BigIntegerField(db_column="submitted_by_id", editable=False, null=True),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "reviewed_by",
                    models.BigIntegerField(db_column="reviewed_by_id", editable=False, null=True),
                ),
                ("reviewed_at", models.DateTimeField(editable=False, null=True)),
                ("metric", models.TextField(editable=False, null=True)),
                (
                    "value",
                    models.DecimalField(decimal_places=2, editable=False, max_digits=18, null=True),
                ),
                (
                    "value_max",
                    models.DecimalField(decimal_places=2, editable=False, max_digits=18, null=True),
                ),
                ("comparator", models.TextField(editable=False, null=True)),
                ("unit", models.TextField(editable=False, null=True)),
                ("currency", models.TextField(editable=False, null=True)),
                ("as_of", models.DateField(editable=False, null=True)),
                ("as_of_precision", models.TextField(editable=False, null=True)),
                ("actor", models.BigIntegerField(db_column="actor_id", editable=False, null=True)),
                (
                    "agreement",
                    models.BigIntegerField(db_column="agreement_id", editable=False, null=True),
                ),
                ("event", models.BigIntegerField(db_column="event_id", editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "figure",
                "verbose_name_plural": "figures",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ParticipationHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                (
                    "event",
                    models.BigIntegerField(
                        db_column="event_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("actor", models.BigIntegerField(db_column="actor_id", editable=False, null=True)),
                ("role", models.TextField(editable=False, null=True)),
                ("stance", models.TextField(editable=False, null=True)),
                (
                    "toward",
                    models.BigIntegerField(db_column="toward_id", editable=False, null=True),
                ),
                (
                    "on_behalf_of",
                    models.BigIntegerField(db_column="on_behalf_of_id", editable=False, null=True),
                ),
                ("capacity", models.TextField(editable=False, null=True)),
                ("statement", models.TextField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "participant",
                "verbose_name_plural": "participants",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PlaceHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                ("slug", models.TextField(editable=False, null=True)),
                ("name", models.TextField(editable=False, null=True)),
                ("kind", models.TextField(editable=False, null=True)),
                (
                    "country",
                    models.BigIntegerField(db_column="country_id", editable=False, null=True),
                ),
                (
                    "parent",
                    models.BigIntegerField(db_column="parent_id", editable=False, null=True),
                ),
                (
                    "latitude",
                    models.DecimalField(decimal_places=5, editable=False, max_digits=7, null=True),
                ),
                (
                    "longitude",
                    models.DecimalField(decimal_places=5, editable=False, max_digits=8, null=True),
                ),
                ("geonames_id", models.PositiveIntegerField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RelationshipHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                ("slug", models.TextField(editable=False, null=True)),
                ("review_status", models.TextField(editable=False, null=True)),
                (
                    "merged_into",
                    models.BigIntegerField(db_column="merged_into_id", editable=False, null=True),
                ),
                ("retraction_reason", models.TextField(editable=False, null=True)),
                ("note", models.TextField(editable=False, null=True)),
                (
                    "submitted_by",
                    models.BigIntegerField(db_column="submitted_by_id", editable=False, null=True),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "reviewed_by",
                    models.BigIntegerField(db_column="reviewed_by_id", editable=False, null=True),
                ),
                ("reviewed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "subject",
                    models.BigIntegerField(db_column="subject_id", editable=False, null=True),
                ),
                ("kind", models.TextField(editable=False, null=True)),
                ("status", models.TextField(editable=False, null=True)),
                (
                    "object",
                    models.BigIntegerField(db_column="object_id", editable=False, null=True),
                ),
                ("title", models.TextField(editable=False, null=True)),
                ("start_on", models.DateField(editable=False, null=True)),
                ("start_precision", models.TextField(editable=False, null=True)),
                ("end_on", models.DateField(editable=False, null=True)),
                ("end_precision", models.TextField(editable=False, null=True)),
                ("lifecycle", models.TextField(editable=False, null=True)),
                ("as_of", models.DateField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "relationship",
                "verbose_name_plural": "relationships",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SourceHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                ("slug", models.TextField(editable=False, null=True)),
                ("review_status", models.TextField(editable=False, null=True)),
                (
                    "merged_into",
                    models.BigIntegerField(db_column="merged_into_id", editable=False, null=True),
                ),
                ("retraction_reason", models.TextField(editable=False, null=True)),
                ("note", models.TextField(editable=False, null=True)),
                (
                    "submitted_by",
                    models.BigIntegerField(db_column="submitted_by_id", editable=False, null=True),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "reviewed_by",
                    models.BigIntegerField(db_column="reviewed_by_id", editable=False, null=True),
                ),
                ("reviewed_at", models.DateTimeField(editable=False, null=True)),
                ("kind", models.TextField(editable=False, null=True)),
                ("title", models.TextField(editable=False, null=True)),
                ("author", models.TextField(editable=False, null=True)),
                ("publisher", models.TextField(editable=False, null=True)),
                ("published_on", models.DateField(editable=False, null=True)),
                ("published_precision", models.TextField(editable=False, null=True)),
                ("language", models.TextField(editable=False, null=True)),
                ("url", models.TextField(editable=False, null=True)),
                ("archive_url", models.TextField(editable=False, null=True)),
                ("accessed_on", models.DateField(editable=False, null=True)),
                ("licence", models.TextField(editable=False, null=True)),
                ("reliability", models.TextField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TopicCrosswalkHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                ("code", models.TextField(editable=False, null=True)),
                ("match", models.TextField(editable=False, null=True)),
                (
                    "term",
                    models.BigIntegerField(
                        db_column="term_id", db_index=True, editable=False, null=True
                    ),
                ),
                ("scheme", models.TextField(editable=False, null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "counterpart",
                "verbose_name_plural": "counterparts",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TopicHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "pgh_transaction",
                    models.BigIntegerField(
                        db_default=models.Func(
                            function="txid_current", output_field=models.BigIntegerField()
                        ),
                        editable=False,
                    ),
                ),
                ("id", models.BigIntegerField(db_index=True, editable=False, null=True)),
                ("code", models.TextField(editable=False, null=True)),
                ("label", models.TextField(editable=False, null=True)),
                ("definition", models.TextField(editable=False, null=True)),
                (
                    "parent",
                    models.BigIntegerField(db_column="parent_id", editable=False, null=True),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaimhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="43781e7648b4254374ccc4f1f141491fb4da53ab",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_d802b",
                    table="curation_actorclaimhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="38563a1ced54a72007d363e70960aa8bc62df3d0",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_b1a68",
                    table="curation_actorhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actoridentifierhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="ec9965eca93147f4397ce2f4badeb513d630b168",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_0208b",
                    table="curation_actoridentifierhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actornamehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="e579ddd1eae68d0d989e6a94e0f47e5bf3cc7ab0",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_43c30",
                    table="curation_actornamehistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaimhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="20f4bf506c52b7246a75e78a4433ba6d3047deba",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_39474",
                    table="curation_agreementclaimhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="cb578f4414ae4e5b625f838b17492b0fd9588e00",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_d02e9",
                    table="curation_agreementhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementlinkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="6ce1d5762927a12907c5a80bbebc6c7e82a234c8",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_e4838",
                    table="curation_agreementlinkhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementpartyhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="e50625a4fecced22c33600572fa3c34e9dcf6fbb",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_82738",
                    table="curation_agreementpartyhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clauseconcernshistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="c656aa7d310b3dd13e2d26b39eacc70bb80f02f4",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_213a9",
                    table="curation_clauseconcernshistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clausehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="58c035a864caf96ddeaba88ad343bcd23ea7d1ed",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_1a985",
                    table="curation_clausehistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clausetopicshistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="6015c95859439aaccf3cbe76540da50a1bcaed75",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_a3002",
                    table="curation_clausetopicshistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaimhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="8f65bef480a1aad2285eb5d5a56f26b4a7d571af",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_8c06d",
                    table="curation_eventclaimhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="627a516728de0ecffb976614f2127c2b56e88c1a",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_adaff",
                    table="curation_eventhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventlinkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="f317fef65d2e74044872668a0f1a4a77afcde177",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_6e22d",
                    table="curation_eventlinkhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtypecrosswalkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="f138cd9a12f601925abd9276f103e6670f407704",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_b56df",
                    table="curation_eventtypecrosswalkhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtypehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="e4d9470a8588613c6dee6e10a2754f98d5df62dd",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_19507",
                    table="curation_eventtypehistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figurehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="3a27b04e9ff0819ae8b383b6ca4ccba29ee50173",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_e3e93",
                    table="curation_figurehistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="655ea5e8668067f2af39275cb1dd99f8d037f014",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_df04b",
                    table="curation_participationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="b4bd7cc4a98489c576302759d91d90db7c67b772",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_a1b04",
                    table="curation_placehistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationshiphistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="315ddd430b3063ebd41a21afb59132375eb54c33",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_bf43c",
                    table="curation_relationshiphistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="d8aa631fd4f613fa9bf1a469c418e68fbcc553ae",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_628c8",
                    table="curation_sourcehistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topiccrosswalkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="510c431ccfbe3103c752b7e59df1d61b54dcec36",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_549b2",
                    table="curation_topiccrosswalkhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topichistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'TRUNCATE' AND current_setting('history.emptying', true) = 'on' THEN RETURN NULL; END IF;\n            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'history_append_only', TABLE = TG_TABLE_NAME, MESSAGE = 'The history is never changed, only added to.';\n        ",
                    hash="4cbd12b25f6a34ead6b5ed2561cd591dd77e2333",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_61fdc",
                    table="curation_topichistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
