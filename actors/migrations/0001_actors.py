"""Tables, constraints, indexes and triggers of actors."""

import datetime

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sources", "0001_sources"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActorClaimSource",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("sources.source",),
        ),
        migrations.CreateModel(
            name="Actor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        db_index=False,
                        help_text="Human key in addresses, files and the API: lower-case words joined by hyphens. Fixed once published, never used again.",
                        max_length=120,
                    ),
                ),
                (
                    "review_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("retracted", "Retracted"),
                        ],
                        default="draft",
                        help_text="Only what is published is visible outside; it changes through the review actions.",
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, help_text="For colleagues only; never published."),
                ),
                (
                    "is_public",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.ExpressionWrapper(
                            models.Q(("review_status", "published")),
                            output_field=models.BooleanField(),
                        ),
                        output_field=models.BooleanField(),
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("entity", "Entity or territory"),
                            ("igo", "International organisation"),
                            ("programme", "Programme"),
                            ("bloc", "Bloc"),
                            ("institution", "Institution"),
                            ("armed_force", "Armed force"),
                            ("police", "Police"),
                            ("operation", "Operation"),
                            ("person", "Person"),
                            ("party", "Political party"),
                            ("movement", "Movement"),
                            ("media", "Media"),
                            ("company", "Company"),
                            ("group", "Group of people"),
                        ],
                        help_text="What sort of actor this is.",
                        max_length=12,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Name shown in English; other names, languages and scripts go below.",
                        max_length=200,
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True, help_text="One or two neutral sentences on who this is."
                    ),
                ),
                (
                    "active_from",
                    models.DateField(
                        blank=True,
                        help_text="Start, or the first day of the stated month or year.",
                        null=True,
                    ),
                ),
                (
                    "active_from_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                            ("decade", "Decade"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        help_text="How exact the start is; unknown if there is none.",
                        max_length=8,
                    ),
                ),
                (
                    "active_to",
                    models.DateField(
                        blank=True, help_text="First day on which it no longer existed.", null=True
                    ),
                ),
                (
                    "active_to_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                            ("decade", "Decade"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        help_text="How exact the end is; unknown if there is none.",
                        max_length=8,
                    ),
                ),
                (
                    "lifecycle",
                    models.CharField(
                        choices=[
                            ("ongoing", "Ongoing"),
                            ("ended", "Ended"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        help_text="Whether it still exists. Unknown is not the same as ongoing.",
                        max_length=7,
                    ),
                ),
                (
                    "period",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "active_from",
                            "active_from_precision",
                            "active_to",
                            "lifecycle",
                            models.Value(None, models.DateField()),
                            function="known_period",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        null=True,
                        output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        help_text="Country of a person, institution or force. A state has none.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nationals",
                        to="actors.actor",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        help_text="The record that took this one’s place; requests for this slug are sent there.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="actors.actor",
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish"),
            },
        ),
        migrations.CreateModel(
            name="ActorIdentifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("iso2", "ISO 3166-1 alpha-2"),
                            ("iso3", "ISO 3166-1 alpha-3"),
                            ("cow", "Correlates of War state number"),
                            ("gw", "Gleditsch and Ward state number"),
                            ("wikidata", "Wikidata item"),
                            ("acled", "ACLED actor"),
                            ("ged", "UCDP actor"),
                        ],
                        help_text="The system the code belongs to.",
                        max_length=8,
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        help_text="The code as written there: RS, SRB, 345, Q403.", max_length=80
                    ),
                ),
                (
                    "preferred",
                    models.BooleanField(
                        default=True,
                        help_text="The code to use for this actor, and the actor to find by this code. COW 345 is both Yugoslavia and Serbia: one of them is preferred.",
                    ),
                ),
                ("is_public", models.BooleanField(db_default=False, default=False, editable=False)),
                (
                    "actor",
                    models.ForeignKey(
                        help_text="Whose code this is.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="actors.actor",
                    ),
                ),
            ],
            options={
                "verbose_name": "identifier",
                "ordering": ["actor", "scheme", "value"],
            },
        ),
        migrations.CreateModel(
            name="ActorName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The name as written in that language and script.", max_length=200
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        help_text="BCP 47 tag, with the script where a language has two: sq, sr-Cyrl, sr-Latn, mul.",
                        max_length=20,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("official", "Official name"),
                            ("short", "Short name"),
                            ("alias", "Alias"),
                            ("former", "Former name"),
                            ("acronym", "Acronym"),
                            ("exonym", "Exonym"),
                            ("metonym", "Metonym, such as Belgrade for Serbia"),
                        ],
                        default="short",
                        help_text="Official, short, former; metonym for a capital that stands for its government.",
                        max_length=8,
                    ),
                ),
                ("is_public", models.BooleanField(db_default=False, default=False, editable=False)),
                (
                    "actor",
                    models.ForeignKey(
                        help_text="Whose name this is.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="actors.actor",
                    ),
                ),
            ],
            options={
                "verbose_name": "name",
                "ordering": ["actor", "language", "name"],
            },
        ),
        migrations.CreateModel(
            name="Relationship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        db_index=False,
                        help_text="Human key in addresses, files and the API: lower-case words joined by hyphens. Fixed once published, never used again.",
                        max_length=120,
                    ),
                ),
                (
                    "review_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("retracted", "Retracted"),
                        ],
                        default="draft",
                        help_text="Only what is published is visible outside; it changes through the review actions.",
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, help_text="For colleagues only; never published."),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("membership", "Membership"),
                            ("office", "Office"),
                            ("part_of", "Part of"),
                            ("recognition", "Recognition"),
                            ("alignment", "Alignment"),
                            ("cooperation", "Cooperation"),
                            ("succession", "Succession"),
                        ],
                        help_text="What sort of standing this is.",
                        max_length=11,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("founding", "Founding member"),
                            ("permanent_member", "Permanent member"),
                            ("candidate", "Candidate"),
                            ("applicant", "Applicant"),
                            ("invited", "Invited"),
                            ("participant", "Participant"),
                            ("observer", "Observer"),
                            ("suspended", "Suspended"),
                            ("leading_member", "Leading member"),
                            ("former", "Former"),
                            ("non_member", "Not a member"),
                            ("not_pursued", "Membership not sought"),
                            ("incumbent", "Incumbent"),
                            ("acting", "Acting"),
                            ("organ", "Organ"),
                            ("operated_by", "Operated by"),
                            ("unit", "Unit"),
                            ("recognised", "Recognised"),
                            ("not_recognised", "Not recognised"),
                            ("withdrawn", "Recognition withdrawn"),
                            ("ambiguous", "Ambiguous"),
                            ("aligned", "Aligned"),
                            ("close", "Close"),
                            ("pro", "In favour"),
                            ("neutral", "Neutral"),
                            ("opposed", "Opposed"),
                            ("supports_accession", "Supports accession"),
                            ("opposes_accession", "Opposes accession"),
                            ("active", "Active"),
                            ("dormant", "Dormant"),
                            ("successor", "Successor"),
                            ("continuator", "Continuator"),
                        ],
                        help_text="The standing itself; which ones are possible depends on the kind.",
                        max_length=18,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Name of the office, or what an alignment is about; otherwise empty.",
                        max_length=200,
                    ),
                ),
                (
                    "start_on",
                    models.DateField(
                        blank=True,
                        help_text="Start, or the first day of the stated month or year.",
                        null=True,
                    ),
                ),
                (
                    "start_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                            ("decade", "Decade"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        help_text="How exact the start is; unknown if there is none.",
                        max_length=8,
                    ),
                ),
                (
                    "end_on",
                    models.DateField(
                        blank=True, help_text="First day on which it no longer held.", null=True
                    ),
                ),
                (
                    "end_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                            ("decade", "Decade"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        help_text="How exact the end is; unknown if there is none.",
                        max_length=8,
                    ),
                ),
                (
                    "lifecycle",
                    models.CharField(
                        choices=[
                            ("ongoing", "Ongoing"),
                            ("ended", "Ended"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        help_text="Whether it still holds. Unknown is not the same as ongoing.",
                        max_length=7,
                    ),
                ),
                (
                    "as_of",
                    models.DateField(
                        blank=True,
                        help_text="Last day on which a source reports it; without a start, the day since when it is known.",
                        null=True,
                    ),
                ),
                (
                    "period",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "start_on",
                            "start_precision",
                            "end_on",
                            "lifecycle",
                            "as_of",
                            function="known_period",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        null=True,
                        output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                    ),
                ),
                ("is_public", models.BooleanField(db_default=False, default=False, editable=False)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        help_text="The record that took this one’s place; requests for this slug are sent there.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="actors.relationship",
                    ),
                ),
                (
                    "object",
                    models.ForeignKey(
                        help_text="The organisation, the state of the office, the recognised, the whole, the predecessor.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_to",
                        to="actors.actor",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        help_text="The member, office holder, recogniser, part or successor.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_from",
                        to="actors.actor",
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish"),
            },
        ),
        migrations.CreateModel(
            name="ActorClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the source: page, paragraph, line (L23), timecode.",
                        max_length=60,
                    ),
                ),
                (
                    "attributed_to",
                    models.CharField(
                        blank=True,
                        help_text="Whom the source itself names as saying so, such as “Serbian officials”.",
                        max_length=120,
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        help_text="The field this is about; empty means the row as a whole.",
                        max_length=40,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "Report of a fact"),
                            ("characterisation", "Characterisation"),
                            ("assessment", "Assessment"),
                            ("motive", "Motive ascribed"),
                            ("prediction", "Prediction"),
                        ],
                        default="report",
                        help_text="A reported fact, or the source’s own characterisation, assessment or guess.",
                        max_length=16,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("contradicts", "Contradicts"),
                            ("mentions", "Mentions"),
                        ],
                        default="supports",
                        help_text="Whether the source supports what the row says, contradicts it, or only mentions it.",
                        max_length=11,
                    ),
                ),
                (
                    "asserted_value",
                    models.CharField(
                        blank=True,
                        help_text="What the source says instead; required where it contradicts.",
                        max_length=300,
                    ),
                ),
                (
                    "quote",
                    models.TextField(
                        blank=True,
                        help_text="A short quotation, only where the words themselves are the fact.",
                    ),
                ),
                (
                    "credibility",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1 confirmed by independent sources"),
                            (2, "2 probably true"),
                            (3, "3 possibly true"),
                            (4, "4 doubtful"),
                            (5, "5 improbable"),
                            (6, "6 cannot be judged"),
                        ],
                        default=6,
                        help_text="NATO Admiralty code; 1 needs support from two or more publishers.",
                    ),
                ),
                ("is_public", models.BooleanField(db_default=False, default=False, editable=False)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        help_text="The actor this is about.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="actors.actor",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The publication that states this.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="sources.source",
                    ),
                ),
                (
                    "relationship",
                    models.ForeignKey(
                        blank=True,
                        help_text="The relationship this is about.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="actors.relationship",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaimsource",
            trigger=pgtrigger.compiler.Trigger(
                name="source_needed_by_actor",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" = 'published' AND NOT (NEW.\"review_status\" = 'published'))",
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (SELECT FROM actors_actorclaim cited WHERE cited.source_id = NEW.id AND (\n        EXISTS (SELECT FROM actors_actor WHERE id = cited.actor_id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM actors_actorclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.actor_id = cited.actor_id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    )) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'actors_actor_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="25024547426c266b55c57f1d0264ef9749f59bf5",
                    operation="UPDATE",
                    pgid="pgtrigger_source_needed_by_actor_aee5f",
                    table="sources_source",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaimsource",
            trigger=pgtrigger.compiler.Trigger(
                name="source_needed_by_relationship",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" = 'published' AND NOT (NEW.\"review_status\" = 'published'))",
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (SELECT FROM actors_actorclaim cited WHERE cited.source_id = NEW.id AND (\n        EXISTS (SELECT FROM actors_relationship WHERE id = cited.relationship_id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM actors_actorclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.relationship_id = cited.relationship_id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    )) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'actors_relationship_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="7a45984f9c437c11c27fb3e4a08ecdb9c0e3f312",
                    operation="UPDATE",
                    pgid="pgtrigger_source_needed_by_relationship_6b536",
                    table="sources_source",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaimsource",
            trigger=pgtrigger.compiler.Trigger(
                name="publishers_differ_in_actors_actorclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."publisher" IS DISTINCT FROM (NEW."publisher") OR OLD."review_status" IS DISTINCT FROM (NEW."review_status"))',
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (\n        SELECT FROM actors_actorclaim rated WHERE rated.credibility = 1 AND EXISTS (SELECT FROM actors_actorclaim cited WHERE cited.source_id = NEW.id AND (rated.actor_id = cited.actor_id OR rated.relationship_id = cited.relationship_id)) AND (\n            SELECT count(DISTINCT lower(source.publisher)) FROM actors_actorclaim other\n            JOIN sources_source source ON source.id = other.source_id\n            WHERE other.verdict = 'supports' AND other.field IN ('', rated.field)\n            AND source.publisher <> '' AND source.review_status = 'published'\n            AND (other.actor_id = rated.actor_id OR other.relationship_id = rated.relationship_id)\n        ) < 2\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'actors_actorclaim_confirmed_independently', TABLE = TG_TABLE_NAME, MESSAGE = 'Credibility 1 (confirmed by independent sources) needs supporting claims from two or more publishers.'; END IF; RETURN NULL;",
                    hash="f210fabe4c83dc8782c4231ea5703f9d21c60bae",
                    operation="UPDATE",
                    pgid="pgtrigger_publishers_differ_in_actors_actorclaim_50172",
                    table="sources_source",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaimsource",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_actors_actorclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE actors_actorclaim SET is_public = is_public WHERE source_id = NEW.id;\n RETURN NULL;",
                    hash="346845345b6d76fc1cfc52d5793e325ab46c93d5",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_actors_actorclaim_19001",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="actor",
            index=models.Index(fields=["updated_at", "id"], name="actors_actor_updated"),
        ),
        migrations.AddIndex(
            model_name="actor",
            index=models.Index(fields=["kind", "slug"], name="actors_actor_kind"),
        ),
        migrations.AddIndex(
            model_name="actor",
            index=django.contrib.postgres.indexes.GistIndex(
                fields=["period"], name="actors_actor_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.UniqueConstraint(
                fields=("slug",),
                name="actors_actor_slug_unique",
                violation_error_message="This slug is taken, perhaps by a retracted record.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                name="actors_actor_slug_wellformed",
                violation_error_message="A slug has lower-case letters, digits and single hyphens, such as tirana-signing-2025.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("review_status__in", ["draft", "in_review", "published", "retracted"])
                ),
                name="actors_actor_review_status_known",
                violation_error_message="The review status must be one of: draft, in_review, published, retracted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="actors_actor_merged_into_is_not_id",
                violation_error_message="A record cannot be merged into itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True), ("review_status", "retracted"), _connector="OR"
                ),
                name="actors_actor_merged_is_retracted",
                violation_error_message="A record merged into another one is retracted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "armed_force",
                            "bloc",
                            "company",
                            "entity",
                            "group",
                            "igo",
                            "institution",
                            "media",
                            "movement",
                            "operation",
                            "party",
                            "person",
                            "police",
                            "programme",
                            "state",
                        ],
                    )
                ),
                name="actors_actor_kind_known",
                violation_error_message="The kind must be one of: state, entity, igo, programme, bloc, institution, armed_force, police, operation, person, party, movement, media, company, group.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "active_from_precision__in",
                        ["day", "decade", "month", "quarter", "unknown", "year"],
                    )
                ),
                name="actors_actor_active_from_precision_known",
                violation_error_message="The active from precision must be one of: day, month, quarter, year, decade, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "active_to_precision__in",
                        ["day", "decade", "month", "quarter", "unknown", "year"],
                    )
                ),
                name="actors_actor_active_to_precision_known",
                violation_error_message="The active to precision must be one of: day, month, quarter, year, decade, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(("lifecycle__in", ["ended", "ongoing", "unknown"])),
                name="actors_actor_lifecycle_known",
                violation_error_message="The lifecycle must be one of: ongoing, ended, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("active_from__isnull", True), ("active_from_precision", "unknown")),
                    models.Q(
                        ("active_from__isnull", False),
                        models.Q(("active_from_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="actors_actor_active_from_has_precision",
                violation_error_message="The active from and its precision belong together: no date means precision “unknown”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("active_from__isnull", True),
                    (
                        "active_from",
                        models.Func(
                            models.F("active_from"),
                            models.F("active_from_precision"),
                            function="first_day_of",
                            output_field=models.DateField(),
                        ),
                    ),
                    _connector="OR",
                ),
                name="actors_actor_active_from_fits_precision",
                violation_error_message="The active from must be the first day of the month, quarter, year or decade it stands for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("active_to__isnull", True), ("active_to_precision", "unknown")),
                    models.Q(
                        ("active_to__isnull", False),
                        models.Q(("active_to_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="actors_actor_active_to_has_precision",
                violation_error_message="The active to and its precision belong together: no date means precision “unknown”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("active_to__isnull", True),
                    (
                        "active_to",
                        models.Func(
                            models.F("active_to"),
                            models.F("active_to_precision"),
                            function="first_day_of",
                            output_field=models.DateField(),
                        ),
                    ),
                    _connector="OR",
                ),
                name="actors_actor_active_to_fits_precision",
                violation_error_message="The active to must be the first day of the month, quarter, year or decade it stands for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("active_from__isnull", True),
                        (
                            "active_from__range",
                            (datetime.date(1, 1, 1), datetime.date(9998, 12, 31)),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("active_to__isnull", True),
                        ("active_to__range", (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))),
                        _connector="OR",
                    ),
                ),
                name="actors_actor_within_calendar",
                violation_error_message="Dates run from the year 1 to the year 9998.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("active_to__isnull", True),
                    ("active_from__isnull", True),
                    (
                        "active_from__lte",
                        models.Func(
                            models.F("active_to"),
                            models.F("active_to_precision"),
                            function="last_day_of",
                            output_field=models.DateField(),
                        ),
                    ),
                    _connector="OR",
                ),
                name="actors_actor_active_to_not_before_active_from",
                violation_error_message="An actor cannot end before it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("active_to__isnull", True), ("lifecycle", "ended"), _connector="OR"
                ),
                name="actors_actor_end_means_ended",
                violation_error_message="An actor with an end has ended.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="actors_actor_named",
                violation_error_message="An actor needs a name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "state"), _negated=True),
                    ("country__isnull", True),
                    _connector="OR",
                ),
                name="actors_actor_state_has_no_country",
                violation_error_message="A state is a country itself and has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(("country", models.F("id")), _negated=True),
                name="actors_actor_country_is_not_id",
                violation_error_message="An actor is not its own country.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="ba933f766bce1233619976162cbbfb18280d08a8",
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
                name="slug_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."review_status" IN (\'published\', \'retracted\') AND OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_slug_fixed', TABLE = TG_TABLE_NAME, MESSAGE = 'The slug of a published or retracted record never changes.';",
                    hash="66855b7dfb23f404de956c3c4daf658349b44b83",
                    operation='UPDATE OF "slug"',
                    pgid="pgtrigger_slug_fixed_af395",
                    table="actors_actor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="never_a_draft_again",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted') AND NEW.\"review_status\" IN ('draft', 'in_review'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_never_a_draft_again', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record does not become a draft again; retract it instead.';",
                    hash="2a4fe171944878f8bac8760614076ee7975cedf6",
                    operation="UPDATE",
                    pgid="pgtrigger_never_a_draft_again_a1f62",
                    table="actors_actor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_once_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_kept_once_published', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record cannot be deleted; retract it instead.';",
                    hash="dda5262ca9965fe2549ef065b6949f04545de9d8",
                    operation="DELETE",
                    pgid="pgtrigger_kept_once_published_550e5",
                    table="actors_actor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="published_needs_support",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"review_status\" = 'published')",
                    constraint="CONSTRAINT",
                    func="\n        PERFORM FROM actors_actor WHERE id = NEW.id FOR NO KEY UPDATE;\n        PERFORM FROM sources_source WHERE id IN (\n            SELECT source_id FROM actors_actorclaim WHERE actor_id = NEW.id\n        ) ORDER BY id FOR SHARE;\n     IF (\n        EXISTS (SELECT FROM actors_actor WHERE id = NEW.id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM actors_actorclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.actor_id = NEW.id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'actors_actor_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="401469608d295e4f092d00aa496978ed0f12c41b",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_published_needs_support_68812",
                    table="actors_actor",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_actors_actorname",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE actors_actorname SET is_public = is_public WHERE actor_id = NEW.id;\n RETURN NULL;",
                    hash="f7514a411dc5ae2439bf253a1220b5997ecd9d6a",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_actors_actorname_ca5ad",
                    table="actors_actor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_actors_actoridentifier",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE actors_actoridentifier SET is_public = is_public WHERE actor_id = NEW.id;\n RETURN NULL;",
                    hash="5f71672a7316699949c5bbed1b0247ba884fe118",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_actors_actoridentifier_2fcf9",
                    table="actors_actor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_actors_relationship",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE actors_relationship SET is_public = is_public WHERE subject_id = NEW.id;\nUPDATE actors_relationship SET is_public = is_public WHERE object_id = NEW.id;\n RETURN NULL;",
                    hash="9f8e6153177ae244655a6fbaa357a97edacc31a5",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_actors_relationship_59aa9",
                    table="actors_actor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_actors_actorclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE actors_actorclaim SET is_public = is_public WHERE actor_id = NEW.id;\n RETURN NULL;",
                    hash="920e89e17c31c76fd4e04eed21ef0f09f23a9565",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_actors_actorclaim_70ef5",
                    table="actors_actor",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="actoridentifier",
            constraint=models.UniqueConstraint(
                fields=("actor", "scheme", "value"),
                name="actors_actoridentifier_unique",
                violation_error_message="The actor has this code already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actoridentifier",
            constraint=models.UniqueConstraint(
                condition=models.Q(("preferred", True)),
                fields=("scheme", "value"),
                name="actors_actoridentifier_value_preferred_once",
                violation_error_message="Another actor is the preferred one for this code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actoridentifier",
            constraint=models.UniqueConstraint(
                condition=models.Q(("preferred", True)),
                fields=("actor", "scheme"),
                name="actors_actoridentifier_actor_preferred_once",
                violation_error_message="The actor has a preferred code in this system already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actoridentifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("scheme__in", ["acled", "cow", "ged", "gw", "iso2", "iso3", "wikidata"])
                ),
                name="actors_actoridentifier_scheme_known",
                violation_error_message="The scheme must be one of: iso2, iso3, cow, gw, wikidata, acled, ged.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actoridentifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "iso2"), _negated=True),
                    ("value__regex", "^[A-Z]{2}$"),
                    _connector="OR",
                ),
                name="actors_actoridentifier_iso2_wellformed",
                violation_error_message="A code of the scheme “ISO 3166-1 alpha-2” looks like AL.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actoridentifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "iso3"), _negated=True),
                    ("value__regex", "^[A-Z]{3}$"),
                    _connector="OR",
                ),
                name="actors_actoridentifier_iso3_wellformed",
                violation_error_message="A code of the scheme “ISO 3166-1 alpha-3” looks like ALB.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actoridentifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "cow"), _negated=True),
                    ("value__regex", "^[0-9]{1,3}$"),
                    _connector="OR",
                ),
                name="actors_actoridentifier_cow_wellformed",
                violation_error_message="A code of the scheme “Correlates of War state number” looks like 339.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actoridentifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "gw"), _negated=True),
                    ("value__regex", "^[0-9]{1,3}$"),
                    _connector="OR",
                ),
                name="actors_actoridentifier_gw_wellformed",
                violation_error_message="A code of the scheme “Gleditsch and Ward state number” looks like 339.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actoridentifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "wikidata"), _negated=True),
                    ("value__regex", "^Q[1-9][0-9]*$"),
                    _connector="OR",
                ),
                name="actors_actoridentifier_wikidata_wellformed",
                violation_error_message="A code of the scheme “Wikidata item” looks like Q222.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actoridentifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "acled"), _negated=True),
                    ("value__regex", "^.+$"),
                    _connector="OR",
                ),
                name="actors_actoridentifier_acled_wellformed",
                violation_error_message="A code of the scheme “ACLED actor” looks like Military Forces of Albania (2013-).",
            ),
        ),
        migrations.AddConstraint(
            model_name="actoridentifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scheme", "ged"), _negated=True),
                    ("value__regex", "^[0-9]+$"),
                    _connector="OR",
                ),
                name="actors_actoridentifier_ged_wellformed",
                violation_error_message="A code of the scheme “UCDP actor” looks like 118.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actoridentifier",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := true;",
                    func="\n            IF shown AND NEW.actor_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM actors_actor WHERE id = NEW.actor_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="bc6b7fbfed1839cdb470bba35a547bf110fd9fb1",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_4765e",
                    table="actors_actoridentifier",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="actorname",
            constraint=models.UniqueConstraint(
                fields=("actor", "name", "language"),
                name="actors_actorname_unique",
                violation_error_message="The actor has this name in this language already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actorname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["acronym", "alias", "exonym", "former", "metonym", "official", "short"],
                    )
                ),
                name="actors_actorname_kind_known",
                violation_error_message="The kind must be one of: official, short, alias, former, acronym, exonym, metonym.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actorname",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="actors_actorname_named",
                violation_error_message="A name cannot be empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actorname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("language__regex", "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")
                ),
                name="actors_actorname_language_wellformed",
                violation_error_message="The language is a BCP 47 tag such as sq, sr-Cyrl or de-AT.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorname",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := true;",
                    func="\n            IF shown AND NEW.actor_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM actors_actor WHERE id = NEW.actor_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="731c184033210422c511539fb7d388dea298b6ed",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_66f45",
                    table="actors_actorname",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="relationship",
            index=models.Index(fields=["updated_at", "id"], name="actors_relationship_updated"),
        ),
        migrations.AddIndex(
            model_name="relationship",
            index=models.Index(
                fields=["object", "kind", "status"], name="actors_relationship_object"
            ),
        ),
        migrations.AddIndex(
            model_name="relationship",
            index=django.contrib.postgres.indexes.GistIndex(
                fields=["kind", "period"], name="actors_relationship_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.UniqueConstraint(
                fields=("slug",),
                name="actors_relationship_slug_unique",
                violation_error_message="This slug is taken, perhaps by a retracted record.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                name="actors_relationship_slug_wellformed",
                violation_error_message="A slug has lower-case letters, digits and single hyphens, such as tirana-signing-2025.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("review_status__in", ["draft", "in_review", "published", "retracted"])
                ),
                name="actors_relationship_review_status_known",
                violation_error_message="The review status must be one of: draft, in_review, published, retracted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="actors_relationship_merged_into_is_not_id",
                violation_error_message="A record cannot be merged into itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True), ("review_status", "retracted"), _connector="OR"
                ),
                name="actors_relationship_merged_is_retracted",
                violation_error_message="A record merged into another one is retracted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "alignment",
                            "cooperation",
                            "membership",
                            "office",
                            "part_of",
                            "recognition",
                            "succession",
                        ],
                    )
                ),
                name="actors_relationship_kind_known",
                violation_error_message="The kind must be one of: membership, office, part_of, recognition, alignment, cooperation, succession.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "start_precision__in",
                        ["day", "decade", "month", "quarter", "unknown", "year"],
                    )
                ),
                name="actors_relationship_start_precision_known",
                violation_error_message="The start precision must be one of: day, month, quarter, year, decade, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_precision__in", ["day", "decade", "month", "quarter", "unknown", "year"])
                ),
                name="actors_relationship_end_precision_known",
                violation_error_message="The end precision must be one of: day, month, quarter, year, decade, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(("lifecycle__in", ["ended", "ongoing", "unknown"])),
                name="actors_relationship_lifecycle_known",
                violation_error_message="The lifecycle must be one of: ongoing, ended, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "membership"), _negated=True),
                    (
                        "status__in",
                        (
                            "member",
                            "founding",
                            "permanent_member",
                            "candidate",
                            "applicant",
                            "invited",
                            "participant",
                            "observer",
                            "suspended",
                            "leading_member",
                            "former",
                            "non_member",
                            "not_pursued",
                        ),
                    ),
                    _connector="OR",
                ),
                name="actors_relationship_membership_status",
                violation_error_message="The status of a relationship of kind membership is one of: member, founding, permanent_member, candidate, applicant, invited, participant, observer, suspended, leading_member, former, non_member, not_pursued.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "office"), _negated=True),
                    ("status__in", ("incumbent", "acting", "former")),
                    _connector="OR",
                ),
                name="actors_relationship_office_status",
                violation_error_message="The status of a relationship of kind office is one of: incumbent, acting, former.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "part_of"), _negated=True),
                    ("status__in", ("organ", "operated_by", "unit")),
                    _connector="OR",
                ),
                name="actors_relationship_part_of_status",
                violation_error_message="The status of a relationship of kind part_of is one of: organ, operated_by, unit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "recognition"), _negated=True),
                    (
                        "status__in",
                        ("recognised", "not_recognised", "suspended", "withdrawn", "ambiguous"),
                    ),
                    _connector="OR",
                ),
                name="actors_relationship_recognition_status",
                violation_error_message="The status of a relationship of kind recognition is one of: recognised, not_recognised, suspended, withdrawn, ambiguous.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "alignment"), _negated=True),
                    (
                        "status__in",
                        (
                            "aligned",
                            "close",
                            "pro",
                            "neutral",
                            "opposed",
                            "supports_accession",
                            "opposes_accession",
                        ),
                    ),
                    _connector="OR",
                ),
                name="actors_relationship_alignment_status",
                violation_error_message="The status of a relationship of kind alignment is one of: aligned, close, pro, neutral, opposed, supports_accession, opposes_accession.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "cooperation"), _negated=True),
                    ("status__in", ("active", "dormant")),
                    _connector="OR",
                ),
                name="actors_relationship_cooperation_status",
                violation_error_message="The status of a relationship of kind cooperation is one of: active, dormant.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "succession"), _negated=True),
                    ("status__in", ("successor", "continuator")),
                    _connector="OR",
                ),
                name="actors_relationship_succession_status",
                violation_error_message="The status of a relationship of kind succession is one of: successor, continuator.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("start_on__isnull", True), ("start_precision", "unknown")),
                    models.Q(
                        ("start_on__isnull", False),
                        models.Q(("start_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="actors_relationship_start_on_has_precision",
                violation_error_message="The start and its precision belong together: no date means precision “unknown”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start_on__isnull", True),
                    (
                        "start_on",
                        models.Func(
                            models.F("start_on"),
                            models.F("start_precision"),
                            function="first_day_of",
                            output_field=models.DateField(),
                        ),
                    ),
                    _connector="OR",
                ),
                name="actors_relationship_start_on_fits_precision",
                violation_error_message="The start must be the first day of the month, quarter, year or decade it stands for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_on__isnull", True), ("end_precision", "unknown")),
                    models.Q(
                        ("end_on__isnull", False),
                        models.Q(("end_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="actors_relationship_end_on_has_precision",
                violation_error_message="The end and its precision belong together: no date means precision “unknown”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_on__isnull", True),
                    (
                        "end_on",
                        models.Func(
                            models.F("end_on"),
                            models.F("end_precision"),
                            function="first_day_of",
                            output_field=models.DateField(),
                        ),
                    ),
                    _connector="OR",
                ),
                name="actors_relationship_end_on_fits_precision",
                violation_error_message="The end must be the first day of the month, quarter, year or decade it stands for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("start_on__isnull", True),
                        ("start_on__range", (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))),
                        _connector="OR",
                    ),
                    models.Q(
                        ("end_on__isnull", True),
                        ("end_on__range", (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))),
                        _connector="OR",
                    ),
                    models.Q(
                        ("as_of__isnull", True),
                        ("as_of__range", (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))),
                        _connector="OR",
                    ),
                ),
                name="actors_relationship_within_calendar",
                violation_error_message="Dates run from the year 1 to the year 9998.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_on__isnull", True),
                    ("start_on__isnull", True),
                    (
                        "start_on__lte",
                        models.Func(
                            models.F("end_on"),
                            models.F("end_precision"),
                            function="last_day_of",
                            output_field=models.DateField(),
                        ),
                    ),
                    _connector="OR",
                ),
                name="actors_relationship_end_on_not_before_start_on",
                violation_error_message="A relationship cannot end before it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("as_of__isnull", True),
                    ("start_on__isnull", True),
                    ("as_of__gte", models.F("start_on")),
                    _connector="OR",
                ),
                name="actors_relationship_as_of_not_before_start_on",
                violation_error_message="No report is older than the start of what it reports.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_on__isnull", True), ("lifecycle", "ended"), _connector="OR"
                ),
                name="actors_relationship_end_means_ended",
                violation_error_message="A relationship with an end has ended.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "office"), _negated=True),
                    models.Q(("title", ""), _negated=True),
                    _connector="OR",
                ),
                name="actors_relationship_office_titled",
                violation_error_message="An office needs its title, such as President.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject", models.F("object")), _negated=True),
                name="actors_relationship_subject_is_not_object",
                violation_error_message="An actor has no relation to itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.UniqueConstraint(
                fields=("subject", "kind", "object", "status", "title", "start_on"),
                name="actors_relationship_unique",
                nulls_distinct=False,
                violation_error_message="This relationship is recorded already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="07d45a9d1f2b04f76e3ec5110f5bf0543175811b",
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
                name="slug_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."review_status" IN (\'published\', \'retracted\') AND OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_slug_fixed', TABLE = TG_TABLE_NAME, MESSAGE = 'The slug of a published or retracted record never changes.';",
                    hash="2f8727a7f3f28fcea800218eb247f837448886c3",
                    operation='UPDATE OF "slug"',
                    pgid="pgtrigger_slug_fixed_8c204",
                    table="actors_relationship",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="never_a_draft_again",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted') AND NEW.\"review_status\" IN ('draft', 'in_review'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_never_a_draft_again', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record does not become a draft again; retract it instead.';",
                    hash="25029790b363bca320df79f8ec7b5ff9b7ff94d8",
                    operation="UPDATE",
                    pgid="pgtrigger_never_a_draft_again_9eb71",
                    table="actors_relationship",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_once_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_kept_once_published', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record cannot be deleted; retract it instead.';",
                    hash="9df3da81eea391f54f0d56416b401767aed264a2",
                    operation="DELETE",
                    pgid="pgtrigger_kept_once_published_49418",
                    table="actors_relationship",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="published_needs_support",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"review_status\" = 'published')",
                    constraint="CONSTRAINT",
                    func="\n        PERFORM FROM actors_relationship WHERE id = NEW.id FOR NO KEY UPDATE;\n        PERFORM FROM sources_source WHERE id IN (\n            SELECT source_id FROM actors_actorclaim WHERE relationship_id = NEW.id\n        ) ORDER BY id FOR SHARE;\n     IF (\n        EXISTS (SELECT FROM actors_relationship WHERE id = NEW.id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM actors_actorclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.relationship_id = NEW.id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'actors_relationship_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="f008450c3ea4c714f45025fd1d9b10d7eb5d6eda",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_published_needs_support_08011",
                    table="actors_relationship",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := NEW.review_status = 'published';",
                    func="\n            IF shown AND NEW.subject_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM actors_actor WHERE id = NEW.subject_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.object_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM actors_actor WHERE id = NEW.object_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="2263a26fbb97afb854558dddfc984d506ca4dda9",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_6e24c",
                    table="actors_relationship",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationship",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_actors_actorclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE actors_actorclaim SET is_public = is_public WHERE relationship_id = NEW.id;\n RETURN NULL;",
                    hash="3d009fa978a2efd16d3d748519d3567a130a908a",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_actors_actorclaim_872c5",
                    table="actors_relationship",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="actorclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["assessment", "characterisation", "motive", "prediction", "report"],
                    )
                ),
                name="actors_actorclaim_kind_known",
                violation_error_message="The kind must be one of: report, characterisation, assessment, motive, prediction.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actorclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["contradicts", "mentions", "supports"])),
                name="actors_actorclaim_verdict_known",
                violation_error_message="The verdict must be one of: supports, contradicts, mentions.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actorclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("credibility__gte", 1), ("credibility__lte", 6)),
                name="actors_actorclaim_credibility_known",
                violation_error_message="Credibility runs from 1 (confirmed) to 6 (cannot be judged).",
            ),
        ),
        migrations.AddConstraint(
            model_name="actorclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credibility", 1), _negated=True),
                    ("verdict", "supports"),
                    _connector="OR",
                ),
                name="actors_actorclaim_confirmed_means_supported",
                violation_error_message="Only a supporting claim can be confirmed by independent sources.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actorclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "contradicts"), _negated=True),
                    models.Q(
                        models.Q(("field", ""), _negated=True),
                        models.Q(("asserted_value", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="actors_actorclaim_contradiction_is_specific",
                violation_error_message="A contradicting claim names the field and what the source says instead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actorclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("actor__isnull", False), ("relationship__isnull", True)),
                    models.Q(("actor__isnull", True), ("relationship__isnull", False)),
                    _connector="OR",
                ),
                name="actors_actorclaim_about_one_row",
                violation_error_message="A claim is about exactly one of: actor, relationship.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actorclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("field", ""),
                    models.Q(
                        ("actor__isnull", False),
                        (
                            "field__in",
                            [
                                "active_from",
                                "active_from_precision",
                                "active_to",
                                "active_to_precision",
                                "country",
                                "description",
                                "kind",
                                "lifecycle",
                                "name",
                            ],
                        ),
                    ),
                    models.Q(
                        (
                            "field__in",
                            [
                                "as_of",
                                "end_on",
                                "end_precision",
                                "kind",
                                "lifecycle",
                                "object",
                                "start_on",
                                "start_precision",
                                "status",
                                "subject",
                                "title",
                            ],
                        ),
                        ("relationship__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="actors_actorclaim_field_exists",
                violation_error_message="The row this claim is about has no field of that name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actorclaim",
            constraint=models.UniqueConstraint(
                fields=(
                    "source",
                    "actor",
                    "relationship",
                    "field",
                    "kind",
                    "verdict",
                    "locator",
                    "attributed_to",
                    "asserted_value",
                ),
                name="actors_actorclaim_unique",
                nulls_distinct=False,
                violation_error_message="This source makes this claim about this row already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="last_support_of_actor",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."actor_id" IS NOT NULL AND OLD."verdict" = \'supports\')',
                    constraint="CONSTRAINT",
                    func="PERFORM FROM actors_actor WHERE id = OLD.actor_id FOR NO KEY UPDATE; IF (\n        EXISTS (SELECT FROM actors_actor WHERE id = OLD.actor_id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM actors_actorclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.actor_id = OLD.actor_id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'actors_actor_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="32a250674d8582dfff1bbea914a080d9534053db",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_last_support_of_actor_27927",
                    table="actors_actorclaim",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="last_support_of_relationship",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."relationship_id" IS NOT NULL AND OLD."verdict" = \'supports\')',
                    constraint="CONSTRAINT",
                    func="PERFORM FROM actors_relationship WHERE id = OLD.relationship_id FOR NO KEY UPDATE; IF (\n        EXISTS (SELECT FROM actors_relationship WHERE id = OLD.relationship_id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM actors_actorclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.relationship_id = OLD.relationship_id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'actors_relationship_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="61b273c6935e0e844c60dd59a3420cc250bd06ed",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_last_support_of_relationship_31902",
                    table="actors_actorclaim",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="confirmed_independently",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."credibility" = 1)',
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (\n        SELECT FROM actors_actorclaim rated WHERE rated.credibility = 1 AND (rated.actor_id = NEW.actor_id OR rated.relationship_id = NEW.relationship_id) AND (\n            SELECT count(DISTINCT lower(source.publisher)) FROM actors_actorclaim other\n            JOIN sources_source source ON source.id = other.source_id\n            WHERE other.verdict = 'supports' AND other.field IN ('', rated.field)\n            AND source.publisher <> '' AND source.review_status = 'published'\n            AND (other.actor_id = rated.actor_id OR other.relationship_id = rated.relationship_id)\n        ) < 2\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'actors_actorclaim_confirmed_independently', TABLE = TG_TABLE_NAME, MESSAGE = 'Credibility 1 (confirmed by independent sources) needs supporting claims from two or more publishers.'; END IF; RETURN NULL;",
                    hash="ee1a56e372bc7fd134f1e4c98d26c51e39ca7c9f",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_confirmed_independently_fbbed",
                    table="actors_actorclaim",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="confirmation_still_needed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"verdict\" = 'supports')",
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (\n        SELECT FROM actors_actorclaim rated WHERE rated.credibility = 1 AND (rated.actor_id = OLD.actor_id OR rated.relationship_id = OLD.relationship_id) AND (\n            SELECT count(DISTINCT lower(source.publisher)) FROM actors_actorclaim other\n            JOIN sources_source source ON source.id = other.source_id\n            WHERE other.verdict = 'supports' AND other.field IN ('', rated.field)\n            AND source.publisher <> '' AND source.review_status = 'published'\n            AND (other.actor_id = rated.actor_id OR other.relationship_id = rated.relationship_id)\n        ) < 2\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'actors_actorclaim_confirmed_independently', TABLE = TG_TABLE_NAME, MESSAGE = 'Credibility 1 (confirmed by independent sources) needs supporting claims from two or more publishers.'; END IF; RETURN NULL;",
                    hash="97d6396c322088150391e34c6a707956950daab8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_confirmation_still_needed_fd82f",
                    table="actors_actorclaim",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := true;",
                    func="\n            IF shown AND NEW.source_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM sources_source WHERE id = NEW.source_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.actor_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM actors_actor WHERE id = NEW.actor_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.relationship_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM actors_relationship WHERE id = NEW.relationship_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="c2bb27226f307ec2b1b8ca5b25e94c0879f65bc8",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_46068",
                    table="actors_actorclaim",
                    when="BEFORE",
                ),
            ),
        ),
    ]
