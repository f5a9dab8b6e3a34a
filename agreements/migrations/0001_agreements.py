"""Tables, constraints, indexes and triggers of agreements."""

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
        ("actors", "0001_actors"),
        ("sources", "0001_sources"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementClaimSource",
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
            name="AgreementPartyActor",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("actors.actor",),
        ),
        migrations.CreateModel(
            name="Agreement",
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
                            ("treaty", "Treaty"),
                            ("agreement", "Agreement"),
                            ("declaration", "Declaration"),
                            ("memorandum", "Memorandum"),
                            ("military_cooperation", "Military cooperation agreement"),
                            ("implementing_plan", "Implementing plan"),
                            ("protocol", "Protocol"),
                            ("amendment", "Amendment"),
                            ("statute", "Statute"),
                            ("strategy", "Strategy"),
                            ("resolution", "Resolution"),
                            ("unilateral_act", "Unilateral act"),
                        ],
                        help_text="What sort of instrument it is, by its own text where that has been seen.",
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(help_text="Full title, in English.", max_length=300)),
                (
                    "short_title",
                    models.CharField(
                        blank=True,
                        help_text="What people call it, such as Tirana Declaration.",
                        max_length=80,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("negotiating", "Being negotiated"),
                            ("initialled", "Initialled"),
                            ("signed", "Signed"),
                            ("adopted", "Adopted"),
                            ("provisional", "Provisionally applied"),
                            ("in_force", "In force"),
                            ("suspended", "Suspended"),
                            ("superseded", "Superseded"),
                            ("terminated", "Terminated"),
                            ("lapsed", "Lapsed"),
                        ],
                        help_text="How far it has come. Signed is not in force.",
                        max_length=12,
                    ),
                ),
                (
                    "bindingness",
                    models.CharField(
                        choices=[
                            ("legal", "Legally binding"),
                            ("political", "Politically binding"),
                            ("mixed", "Mixed"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        help_text="Whether it binds legally or only politically; unknown unless a source says.",
                        max_length=9,
                    ),
                ),
                (
                    "open_to_accession",
                    models.BooleanField(
                        blank=True,
                        help_text="Whether others may join; unknown unless a source says.",
                        null=True,
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="Two or three neutral sentences, in our own words."
                    ),
                ),
                (
                    "signed_on",
                    models.DateField(
                        blank=True,
                        help_text="Day of signature or adoption, or the first day of the stated month or year.",
                        null=True,
                    ),
                ),
                (
                    "signed_precision",
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
                        help_text="How exact that day is; unknown if there is none.",
                        max_length=8,
                    ),
                ),
                (
                    "in_force_on",
                    models.DateField(blank=True, help_text="Day of entry into force.", null=True),
                ),
                (
                    "terminated_on",
                    models.DateField(
                        blank=True,
                        help_text="First day on which it was no longer in force.",
                        null=True,
                    ),
                ),
                (
                    "period",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "in_force_on",
                            models.Value("day"),
                            "terminated_on",
                            models.Case(
                                models.When(status="in_force", then=models.Value("ongoing")),
                                models.When(
                                    status__in=("superseded", "terminated", "lapsed"),
                                    then=models.Value("ended"),
                                ),
                                default=models.Value("unknown"),
                                output_field=models.CharField(),
                            ),
                            models.Value(None, models.DateField()),
                            function="known_period",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        null=True,
                        output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                    ),
                ),
                (
                    "text_status",
                    models.CharField(
                        choices=[
                            ("full_text", "Full text seen"),
                            ("summary", "Summary seen"),
                            ("not_seen", "Text not seen"),
                        ],
                        default="not_seen",
                        help_text="Whether the curator has read the text itself.",
                        max_length=9,
                    ),
                ),
                (
                    "text_url",
                    models.URLField(blank=True, help_text="Address of the text.", max_length=500),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        blank=True,
                        help_text="The group of actors that this agreement forms.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="founding_agreements",
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
                        to="agreements.agreement",
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
            name="AgreementLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("implements", "Implements"),
                            ("amends", "Amends"),
                            ("supersedes", "Supersedes"),
                            ("companion", "Companion of"),
                            ("aligned_with", "Aligned with"),
                            ("counters", "Counters"),
                            ("similar_to", "Similar to"),
                            ("cites", "Cites"),
                        ],
                        help_text="How it relates to the other.",
                        max_length=12,
                    ),
                ),
                ("is_public", models.BooleanField(db_default=False, default=False, editable=False)),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The agreement that relates.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_out",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        help_text="The agreement it relates to.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_in",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "ordering": ["source", "kind", "target"],
            },
        ),
        migrations.CreateModel(
            name="AgreementParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("party", "Party"),
                            ("signatory", "Signatory"),
                            ("depositary", "Depositary"),
                            ("host", "Host"),
                            ("guarantor", "Guarantor"),
                            ("witness", "Witness"),
                            ("third_party", "Third party"),
                            ("prospective", "Prospective party"),
                            ("eligible", "Eligible to accede"),
                        ],
                        default="party",
                        help_text="Its role towards the agreement.",
                        max_length=11,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("invited", "Invited"),
                            ("in_talks", "In talks"),
                            ("declined", "Declined"),
                            ("signed", "Signed"),
                            ("ratified", "Ratified"),
                            ("accepted", "Accepted"),
                            ("approved", "Approved"),
                            ("acceded", "Acceded"),
                            ("succeeded", "Succeeded"),
                            ("provisional", "Applies provisionally"),
                            ("suspended", "Suspended"),
                            ("withdrawn", "Withdrawn"),
                            ("expelled", "Expelled"),
                        ],
                        help_text="How far it is bound now.",
                        max_length=11,
                    ),
                ),
                (
                    "status_on",
                    models.DateField(
                        blank=True,
                        help_text="Since when, or the first day of the stated month or year.",
                        null=True,
                    ),
                ),
                (
                    "status_precision",
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
                        help_text="How exact that day is; unknown if there is none.",
                        max_length=8,
                    ),
                ),
                (
                    "signatory_capacity",
                    models.CharField(
                        blank=True, help_text="In which office that person signed.", max_length=120
                    ),
                ),
                (
                    "reservation",
                    models.TextField(
                        blank=True, help_text="Reservation or declaration made, in our words."
                    ),
                ),
                ("is_public", models.BooleanField(db_default=False, default=False, editable=False)),
                (
                    "actor",
                    models.ForeignKey(
                        help_text="The state, organisation or group.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement_roles",
                        to="actors.actor",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        help_text="The agreement this is about.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        blank=True,
                        help_text="The person who signed for it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="actors.actor",
                    ),
                ),
            ],
            options={
                "verbose_name": "party",
                "verbose_name_plural": "parties",
                "ordering": ["agreement", "role", "actor__slug"],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="Running number within the agreement, from 1, in the order of the text."
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        help_text="What it is about, in a few words; the article’s number if known.",
                        max_length=200,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="What it says: verbatim, translated, or in our words."
                    ),
                ),
                (
                    "text_basis",
                    models.CharField(
                        choices=[
                            ("verbatim", "Verbatim"),
                            ("translation", "Translation"),
                            ("paraphrase", "Paraphrase"),
                        ],
                        default="paraphrase",
                        help_text="Where the wording above comes from.",
                        max_length=11,
                    ),
                ),
                (
                    "commitment",
                    models.CharField(
                        choices=[
                            ("defence", "Defence"),
                            ("offence", "Offence"),
                            ("neutrality", "Neutrality"),
                            ("non_aggression", "Non-aggression"),
                            ("consultation", "Consultation"),
                            ("cooperation", "Cooperation"),
                            ("support", "Support"),
                            ("none", "None"),
                        ],
                        default="cooperation",
                        help_text="What the parties oblige themselves to (ATOP).",
                        max_length=14,
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[
                            ("binding", "Binding"),
                            ("conditional", "Conditional"),
                            ("pledge", "Pledge"),
                            ("intent", "Intent"),
                            ("study", "To be studied"),
                            ("declaratory", "Declaratory"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        help_text="How strongly: bound, bound on a condition, pledged, intended, to be studied, stated.",
                        max_length=11,
                    ),
                ),
                (
                    "activation",
                    models.CharField(
                        choices=[
                            ("standing", "Standing"),
                            ("on_consultation", "On consultation"),
                            ("on_threat", "On a threat"),
                            ("on_attack", "On an attack"),
                        ],
                        default="standing",
                        help_text="When it applies.",
                        max_length=15,
                    ),
                ),
                ("is_public", models.BooleanField(db_default=False, default=False, editable=False)),
                (
                    "agreement",
                    models.ForeignKey(
                        help_text="The agreement this belongs to.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "concerns",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Actors it speaks about that are not acting in it.",
                        related_name="concerning_clauses",
                        to="actors.actor",
                    ),
                ),
            ],
            options={
                "ordering": ["agreement", "number"],
            },
        ),
        migrations.CreateModel(
            name="AgreementClaim",
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
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement this is about.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="agreements.agreement",
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
                    "link",
                    models.ForeignKey(
                        blank=True,
                        help_text="The link this is about.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="agreements.agreementlink",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        help_text="The party this is about.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="agreements.agreementparty",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        help_text="The clause this is about.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="agreements.clause",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Dotted path of lower-case words, such as treaty.signing.",
                        max_length=60,
                    ),
                ),
                ("label", models.CharField(help_text="Short name for people.", max_length=80)),
                (
                    "definition",
                    models.TextField(help_text="What counts as this term, and what does not."),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The broader term; empty for a term of the first level.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="agreements.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="clause",
            name="topics",
            field=models.ManyToManyField(
                blank=True,
                help_text="What it is about; the narrowest topics that fit.",
                related_name="clauses",
                to="agreements.topic",
            ),
        ),
        migrations.CreateModel(
            name="TopicCrosswalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Code in that vocabulary, as written there.", max_length=60
                    ),
                ),
                (
                    "match",
                    models.CharField(
                        choices=[
                            ("exact", "Exact"),
                            ("close", "Close"),
                            ("broad", "Broader there"),
                            ("narrow", "Narrower there"),
                        ],
                        default="close",
                        help_text="How closely the two correspond (SKOS mapping relation).",
                        max_length=6,
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("atop", "Alliance Treaty Obligations and Provisions"),
                            ("cow", "Correlates of War formal alliances"),
                            ("dcad", "Defense Cooperation Agreement Dataset"),
                            ("pax", "PA-X Peace Agreements"),
                        ],
                        help_text="The data set the code belongs to.",
                        max_length=4,
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        help_text="Our topic.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crosswalks",
                        to="agreements.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "counterpart",
                "ordering": ["term", "scheme", "code"],
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaimsource",
            trigger=pgtrigger.compiler.Trigger(
                name="source_needed_by_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" = 'published' AND NOT (NEW.\"review_status\" = 'published'))",
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (SELECT FROM agreements_agreementclaim cited WHERE cited.source_id = NEW.id AND (\n        EXISTS (SELECT FROM agreements_agreement WHERE id = cited.agreement_id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM agreements_agreementclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.agreement_id = cited.agreement_id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    )) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_agreement_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="184c807525316d8b21b1d0252c4c45fa32fc661a",
                    operation="UPDATE",
                    pgid="pgtrigger_source_needed_by_agreement_e79fc",
                    table="sources_source",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaimsource",
            trigger=pgtrigger.compiler.Trigger(
                name="publishers_differ_in_agreements_agreementclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."publisher" IS DISTINCT FROM (NEW."publisher") OR OLD."review_status" IS DISTINCT FROM (NEW."review_status"))',
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (\n        SELECT FROM agreements_agreementclaim rated WHERE rated.credibility = 1 AND EXISTS (SELECT FROM agreements_agreementclaim cited WHERE cited.source_id = NEW.id AND (rated.agreement_id = cited.agreement_id OR rated.party_id = cited.party_id OR rated.clause_id = cited.clause_id OR rated.link_id = cited.link_id)) AND (\n            SELECT count(DISTINCT lower(source.publisher)) FROM agreements_agreementclaim other\n            JOIN sources_source source ON source.id = other.source_id\n            WHERE other.verdict = 'supports' AND other.field IN ('', rated.field)\n            AND source.publisher <> '' AND source.review_status = 'published'\n            AND (other.agreement_id = rated.agreement_id OR other.party_id = rated.party_id OR other.clause_id = rated.clause_id OR other.link_id = rated.link_id)\n        ) < 2\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_agreementclaim_confirmed_independently', TABLE = TG_TABLE_NAME, MESSAGE = 'Credibility 1 (confirmed by independent sources) needs supporting claims from two or more publishers.'; END IF; RETURN NULL;",
                    hash="c5e44cdd6a1c464d6f61e2abe78c66265e645875",
                    operation="UPDATE",
                    pgid="pgtrigger_publishers_differ_in_agreements_agreementclaim_82819",
                    table="sources_source",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaimsource",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_agreements_agreementclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE agreements_agreementclaim SET is_public = is_public WHERE source_id = NEW.id;\n RETURN NULL;",
                    hash="d44c6438620c5c5014ce335f3ef0ab10e2fcce13",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_agreements_agreementclaim_87a97",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementpartyactor",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_agreements_agreementparty",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE agreements_agreementparty SET is_public = is_public WHERE actor_id = NEW.id;\n RETURN NULL;",
                    hash="040d24264acc23b798523f7d3afe533979e4fd75",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_agreements_agreementparty_2b19d",
                    table="actors_actor",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["updated_at", "id"], name="agreements_agreement_updated"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["signed_on", "id"], name="agreements_agreement_signed"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                models.Func(
                    models.F("signed_on"),
                    output_field=models.DateField(),
                    template="COALESCE(%(expressions)s, 'infinity'::date)",
                ),
                models.F("id"),
                name="agreements_agreement_day_asc",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                models.Func(
                    models.F("signed_on"),
                    output_field=models.DateField(),
                    template="COALESCE(%(expressions)s, '-infinity'::date)",
                ),
                models.F("id"),
                name="agreements_agreement_day_desc",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=django.contrib.postgres.indexes.GistIndex(
                fields=["period"], name="agreements_agreement_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                fields=("slug",),
                name="agreements_agreement_slug_unique",
                violation_error_message="This slug is taken, perhaps by a retracted record.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                name="agreements_agreement_slug_wellformed",
                violation_error_message="A slug has lower-case letters, digits and single hyphens, such as tirana-signing-2025.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("review_status__in", ["draft", "in_review", "published", "retracted"])
                ),
                name="agreements_agreement_review_status_known",
                violation_error_message="The review status must be one of: draft, in_review, published, retracted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="agreements_agreement_merged_into_is_not_id",
                violation_error_message="A record cannot be merged into itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True), ("review_status", "retracted"), _connector="OR"
                ),
                name="agreements_agreement_merged_is_retracted",
                violation_error_message="A record merged into another one is retracted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "agreement",
                            "amendment",
                            "declaration",
                            "implementing_plan",
                            "memorandum",
                            "military_cooperation",
                            "protocol",
                            "resolution",
                            "statute",
                            "strategy",
                            "treaty",
                            "unilateral_act",
                        ],
                    )
                ),
                name="agreements_agreement_kind_known",
                violation_error_message="The kind must be one of: treaty, agreement, declaration, memorandum, military_cooperation, implementing_plan, protocol, amendment, statute, strategy, resolution, unilateral_act.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "adopted",
                            "in_force",
                            "initialled",
                            "lapsed",
                            "negotiating",
                            "proposed",
                            "provisional",
                            "signed",
                            "superseded",
                            "suspended",
                            "terminated",
                        ],
                    )
                ),
                name="agreements_agreement_status_known",
                violation_error_message="The status must be one of: proposed, negotiating, initialled, signed, adopted, provisional, in_force, suspended, superseded, terminated, lapsed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("bindingness__in", ["legal", "mixed", "political", "unknown"])),
                name="agreements_agreement_bindingness_known",
                violation_error_message="The bindingness must be one of: legal, political, mixed, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("text_status__in", ["full_text", "not_seen", "summary"])),
                name="agreements_agreement_text_status_known",
                violation_error_message="The text status must be one of: full_text, summary, not_seen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "signed_precision__in",
                        ["day", "decade", "month", "quarter", "unknown", "year"],
                    )
                ),
                name="agreements_agreement_signed_precision_known",
                violation_error_message="The signed precision must be one of: day, month, quarter, year, decade, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_on__isnull", True), ("signed_precision", "unknown")),
                    models.Q(
                        ("signed_on__isnull", False),
                        models.Q(("signed_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="agreements_agreement_signed_on_has_precision",
                violation_error_message="The signed and its precision belong together: no date means precision “unknown”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_on__isnull", True),
                    (
                        "signed_on",
                        models.Func(
                            models.F("signed_on"),
                            models.F("signed_precision"),
                            function="first_day_of",
                            output_field=models.DateField(),
                        ),
                    ),
                    _connector="OR",
                ),
                name="agreements_agreement_signed_on_fits_precision",
                violation_error_message="The signed must be the first day of the month, quarter, year or decade it stands for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("terminated_on__isnull", True),
                    ("in_force_on__isnull", True),
                    ("terminated_on__gte", models.F("in_force_on")),
                    _connector="OR",
                ),
                name="agreements_agreement_terminated_on_not_before_in_force_on",
                violation_error_message="An agreement cannot end before it is in force.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_on__isnull", True),
                    models.Q(
                        ("status__in", ("proposed", "negotiating", "initialled")), _negated=True
                    ),
                    _connector="OR",
                ),
                name="agreements_agreement_signed_date_means_signed",
                violation_error_message="An agreement with a day of signature is at least signed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("terminated_on__isnull", True),
                    ("status__in", ("superseded", "terminated", "lapsed")),
                    _connector="OR",
                ),
                name="agreements_agreement_terminated_means_not_in_force",
                violation_error_message="An agreement with an end is superseded, terminated or lapsed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="agreements_agreement_titled",
                violation_error_message="An agreement needs a title.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("signed_on__isnull", True),
                        ("signed_on__range", (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))),
                        _connector="OR",
                    ),
                    models.Q(
                        ("in_force_on__isnull", True),
                        (
                            "in_force_on__range",
                            (datetime.date(1, 1, 1), datetime.date(9998, 12, 31)),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("terminated_on__isnull", True),
                        (
                            "terminated_on__range",
                            (datetime.date(1, 1, 1), datetime.date(9998, 12, 31)),
                        ),
                        _connector="OR",
                    ),
                ),
                name="agreements_agreement_within_calendar",
                violation_error_message="Dates run from the year 1 to the year 9998.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("in_force_on__isnull", True),
                    models.Q(
                        ("status__in", ("proposed", "negotiating", "initialled")), _negated=True
                    ),
                    _connector="OR",
                ),
                name="agreements_agreement_in_force_means_signed",
                violation_error_message="An agreement with a day of entry into force is at least signed.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="49b5c64dc855ee5249c0cb27a1d590e05a79ff9e",
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
                name="slug_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."review_status" IN (\'published\', \'retracted\') AND OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_slug_fixed', TABLE = TG_TABLE_NAME, MESSAGE = 'The slug of a published or retracted record never changes.';",
                    hash="2e9eeae32b3c49927e803d46d6c8f328cef7536e",
                    operation='UPDATE OF "slug"',
                    pgid="pgtrigger_slug_fixed_afed7",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_a_draft_again",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted') AND NEW.\"review_status\" IN ('draft', 'in_review'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_never_a_draft_again', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record does not become a draft again; retract it instead.';",
                    hash="e2ca19373251c1d766abf09f34489d167d923cf0",
                    operation="UPDATE",
                    pgid="pgtrigger_never_a_draft_again_a2149",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_once_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_kept_once_published', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record cannot be deleted; retract it instead.';",
                    hash="f7a37d29935b6f9874ee24395bf862f116dbd0ce",
                    operation="DELETE",
                    pgid="pgtrigger_kept_once_published_5e506",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="published_needs_support",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"review_status\" = 'published')",
                    constraint="CONSTRAINT",
                    func="\n        PERFORM FROM agreements_agreement WHERE id = NEW.id FOR NO KEY UPDATE;\n        PERFORM FROM sources_source WHERE id IN (\n            SELECT source_id FROM agreements_agreementclaim WHERE agreement_id = NEW.id\n        ) ORDER BY id FOR SHARE;\n     IF (\n        EXISTS (SELECT FROM agreements_agreement WHERE id = NEW.id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM agreements_agreementclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.agreement_id = NEW.id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_agreement_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="dc04469fa79e4e6e7dc4c7b075a7de0e0b2597f0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_published_needs_support_7f386",
                    table="agreements_agreement",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_agreements_agreementparty",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE agreements_agreementparty SET is_public = is_public WHERE agreement_id = NEW.id;\n RETURN NULL;",
                    hash="a45c21129501dd6f8a9645772c7add0e72bebd4b",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_agreements_agreementparty_5e8f7",
                    table="agreements_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_agreements_clause",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE agreements_clause SET is_public = is_public WHERE agreement_id = NEW.id;\n RETURN NULL;",
                    hash="054c1d6eaf958d444cc1f6ca423715bcceeee173",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_agreements_clause_1da93",
                    table="agreements_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_agreements_agreementlink",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE agreements_agreementlink SET is_public = is_public WHERE source_id = NEW.id;\nUPDATE agreements_agreementlink SET is_public = is_public WHERE target_id = NEW.id;\n RETURN NULL;",
                    hash="c01d7a274fb6ad70b45296cbd5e88fb24a6df497",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_agreements_agreementlink_90242",
                    table="agreements_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_agreements_agreementclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE agreements_agreementclaim SET is_public = is_public WHERE agreement_id = NEW.id;\n RETURN NULL;",
                    hash="4fe939111f43cb7557c960ee76aae2c6cf33ab8c",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_agreements_agreementclaim_2ccf7",
                    table="agreements_agreement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementlink",
            constraint=models.UniqueConstraint(
                fields=("source", "target", "kind"),
                name="agreements_agreementlink_unique",
                violation_error_message="This link is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "aligned_with",
                            "amends",
                            "cites",
                            "companion",
                            "counters",
                            "implements",
                            "similar_to",
                            "supersedes",
                        ],
                    )
                ),
                name="agreements_agreementlink_kind_known",
                violation_error_message="The kind must be one of: implements, amends, supersedes, companion, aligned_with, counters, similar_to, cites.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True),
                name="agreements_agreementlink_source_is_not_target",
                violation_error_message="An agreement has no link to itself.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementlink",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := true;",
                    func="\n            IF shown AND NEW.source_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM agreements_agreement WHERE id = NEW.source_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.target_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM agreements_agreement WHERE id = NEW.target_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="0d973baa478d4f7a6f083b31b0d0d905bd9dc635",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_349ac",
                    table="agreements_agreementlink",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementlink",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_agreements_agreementclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE agreements_agreementclaim SET is_public = is_public WHERE link_id = NEW.id;\n RETURN NULL;",
                    hash="50e9a67a3f30a9d2ab1abf41629db83c40132c26",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_agreements_agreementclaim_c6879",
                    table="agreements_agreementlink",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.UniqueConstraint(
                fields=("agreement", "actor", "role"),
                name="agreements_agreementparty_unique",
                violation_error_message="The actor has this role towards the agreement already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "depositary",
                            "eligible",
                            "guarantor",
                            "host",
                            "party",
                            "prospective",
                            "signatory",
                            "third_party",
                            "witness",
                        ],
                    )
                ),
                name="agreements_agreementparty_role_known",
                violation_error_message="The role must be one of: party, signatory, depositary, host, guarantor, witness, third_party, prospective, eligible.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "acceded",
                            "accepted",
                            "approved",
                            "declined",
                            "expelled",
                            "in_talks",
                            "invited",
                            "provisional",
                            "ratified",
                            "signed",
                            "succeeded",
                            "suspended",
                            "withdrawn",
                        ],
                    )
                ),
                name="agreements_agreementparty_status_known",
                violation_error_message="The status must be one of: invited, in_talks, declined, signed, ratified, accepted, approved, acceded, succeeded, provisional, suspended, withdrawn, expelled.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status_precision__in",
                        ["day", "decade", "month", "quarter", "unknown", "year"],
                    )
                ),
                name="agreements_agreementparty_status_precision_known",
                violation_error_message="The status precision must be one of: day, month, quarter, year, decade, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status_on__isnull", True), ("status_precision", "unknown")),
                    models.Q(
                        ("status_on__isnull", False),
                        models.Q(("status_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="agreements_agreementparty_status_on_has_precision",
                violation_error_message="The status and its precision belong together: no date means precision “unknown”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status_on__isnull", True),
                    (
                        "status_on",
                        models.Func(
                            models.F("status_on"),
                            models.F("status_precision"),
                            function="first_day_of",
                            output_field=models.DateField(),
                        ),
                    ),
                    _connector="OR",
                ),
                name="agreements_agreementparty_status_on_fits_precision",
                violation_error_message="The status must be the first day of the month, quarter, year or decade it stands for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status_on__isnull", True),
                    ("status_on__range", (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))),
                    _connector="OR",
                ),
                name="agreements_agreementparty_within_calendar",
                violation_error_message="Dates run from the year 1 to the year 9998.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("signatory", models.F("actor")), _negated=True),
                name="agreements_agreementparty_signatory_is_not_actor",
                violation_error_message="A party signs through a person other than itself.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementparty",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := true;",
                    func="\n            IF shown AND NEW.agreement_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM agreements_agreement WHERE id = NEW.agreement_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.actor_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM actors_actor WHERE id = NEW.actor_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="599b4a1f490576959713c47eb41197fdd7fdf866",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_4bfcd",
                    table="agreements_agreementparty",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementparty",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_agreements_agreementclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE agreements_agreementclaim SET is_public = is_public WHERE party_id = NEW.id;\n RETURN NULL;",
                    hash="3af09890fbdba19e07e941940ecd344d59dd5a3b",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_agreements_agreementclaim_aa6f0",
                    table="agreements_agreementparty",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["assessment", "characterisation", "motive", "prediction", "report"],
                    )
                ),
                name="agreements_agreementclaim_kind_known",
                violation_error_message="The kind must be one of: report, characterisation, assessment, motive, prediction.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["contradicts", "mentions", "supports"])),
                name="agreements_agreementclaim_verdict_known",
                violation_error_message="The verdict must be one of: supports, contradicts, mentions.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("credibility__gte", 1), ("credibility__lte", 6)),
                name="agreements_agreementclaim_credibility_known",
                violation_error_message="Credibility runs from 1 (confirmed) to 6 (cannot be judged).",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credibility", 1), _negated=True),
                    ("verdict", "supports"),
                    _connector="OR",
                ),
                name="agreements_agreementclaim_confirmed_means_supported",
                violation_error_message="Only a supporting claim can be confirmed by independent sources.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "contradicts"), _negated=True),
                    models.Q(
                        models.Q(("field", ""), _negated=True),
                        models.Q(("asserted_value", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="agreements_agreementclaim_contradiction_is_specific",
                violation_error_message="A contradicting claim names the field and what the source says instead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("agreement__isnull", False),
                        ("clause__isnull", True),
                        ("link__isnull", True),
                        ("party__isnull", True),
                    ),
                    models.Q(
                        ("agreement__isnull", True),
                        ("clause__isnull", True),
                        ("link__isnull", True),
                        ("party__isnull", False),
                    ),
                    models.Q(
                        ("agreement__isnull", True),
                        ("clause__isnull", False),
                        ("link__isnull", True),
                        ("party__isnull", True),
                    ),
                    models.Q(
                        ("agreement__isnull", True),
                        ("clause__isnull", True),
                        ("link__isnull", False),
                        ("party__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="agreements_agreementclaim_about_one_row",
                violation_error_message="A claim is about exactly one of: agreement, party, clause, link.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("field", ""),
                    models.Q(
                        ("agreement__isnull", False),
                        (
                            "field__in",
                            [
                                "bindingness",
                                "bloc",
                                "in_force_on",
                                "kind",
                                "open_to_accession",
                                "short_title",
                                "signed_on",
                                "signed_precision",
                                "status",
                                "summary",
                                "terminated_on",
                                "text_status",
                                "text_url",
                                "title",
                            ],
                        ),
                    ),
                    models.Q(
                        (
                            "field__in",
                            [
                                "actor",
                                "agreement",
                                "reservation",
                                "role",
                                "signatory",
                                "signatory_capacity",
                                "status",
                                "status_on",
                                "status_precision",
                            ],
                        ),
                        ("party__isnull", False),
                    ),
                    models.Q(
                        ("clause__isnull", False),
                        (
                            "field__in",
                            [
                                "activation",
                                "agreement",
                                "commitment",
                                "concerns",
                                "heading",
                                "number",
                                "strength",
                                "text",
                                "text_basis",
                                "topics",
                            ],
                        ),
                    ),
                    models.Q(("field__in", ["kind", "source", "target"]), ("link__isnull", False)),
                    _connector="OR",
                ),
                name="agreements_agreementclaim_field_exists",
                violation_error_message="The row this claim is about has no field of that name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementclaim",
            constraint=models.UniqueConstraint(
                fields=(
                    "source",
                    "agreement",
                    "party",
                    "clause",
                    "link",
                    "field",
                    "kind",
                    "verdict",
                    "locator",
                    "attributed_to",
                    "asserted_value",
                ),
                name="agreements_agreementclaim_unique",
                nulls_distinct=False,
                violation_error_message="This source makes this claim about this row already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="last_support_of_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreement_id" IS NOT NULL AND OLD."verdict" = \'supports\')',
                    constraint="CONSTRAINT",
                    func="PERFORM FROM agreements_agreement WHERE id = OLD.agreement_id FOR NO KEY UPDATE; IF (\n        EXISTS (SELECT FROM agreements_agreement WHERE id = OLD.agreement_id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM agreements_agreementclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.agreement_id = OLD.agreement_id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_agreement_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="8db78ffc7cc8137ed075e120f49823ca3c69572e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_last_support_of_agreement_a2f9d",
                    table="agreements_agreementclaim",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="confirmed_independently",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."credibility" = 1)',
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (\n        SELECT FROM agreements_agreementclaim rated WHERE rated.credibility = 1 AND (rated.agreement_id = NEW.agreement_id OR rated.party_id = NEW.party_id OR rated.clause_id = NEW.clause_id OR rated.link_id = NEW.link_id) AND (\n            SELECT count(DISTINCT lower(source.publisher)) FROM agreements_agreementclaim other\n            JOIN sources_source source ON source.id = other.source_id\n            WHERE other.verdict = 'supports' AND other.field IN ('', rated.field)\n            AND source.publisher <> '' AND source.review_status = 'published'\n            AND (other.agreement_id = rated.agreement_id OR other.party_id = rated.party_id OR other.clause_id = rated.clause_id OR other.link_id = rated.link_id)\n        ) < 2\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_agreementclaim_confirmed_independently', TABLE = TG_TABLE_NAME, MESSAGE = 'Credibility 1 (confirmed by independent sources) needs supporting claims from two or more publishers.'; END IF; RETURN NULL;",
                    hash="08581e1ee1d049261fdd928061a027d104e2dee3",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_confirmed_independently_9e4bc",
                    table="agreements_agreementclaim",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="confirmation_still_needed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"verdict\" = 'supports')",
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (\n        SELECT FROM agreements_agreementclaim rated WHERE rated.credibility = 1 AND (rated.agreement_id = OLD.agreement_id OR rated.party_id = OLD.party_id OR rated.clause_id = OLD.clause_id OR rated.link_id = OLD.link_id) AND (\n            SELECT count(DISTINCT lower(source.publisher)) FROM agreements_agreementclaim other\n            JOIN sources_source source ON source.id = other.source_id\n            WHERE other.verdict = 'supports' AND other.field IN ('', rated.field)\n            AND source.publisher <> '' AND source.review_status = 'published'\n            AND (other.agreement_id = rated.agreement_id OR other.party_id = rated.party_id OR other.clause_id = rated.clause_id OR other.link_id = rated.link_id)\n        ) < 2\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_agreementclaim_confirmed_independently', TABLE = TG_TABLE_NAME, MESSAGE = 'Credibility 1 (confirmed by independent sources) needs supporting claims from two or more publishers.'; END IF; RETURN NULL;",
                    hash="abe4bd5a8d2ec1a93a3486f66f0964a26a73280f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_confirmation_still_needed_5d306",
                    table="agreements_agreementclaim",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := true;",
                    func="\n            IF shown AND NEW.source_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM sources_source WHERE id = NEW.source_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.agreement_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM agreements_agreement WHERE id = NEW.agreement_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.party_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM agreements_agreementparty WHERE id = NEW.party_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.clause_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM agreements_clause WHERE id = NEW.clause_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.link_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM agreements_agreementlink WHERE id = NEW.link_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="3c292f347a3b5b522545e6ceeeaa0c47c8753713",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_30d6a",
                    table="agreements_agreementclaim",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(
                fields=("code",),
                name="agreements_topic_code_unique",
                violation_error_message="This code is taken.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[a-z][a-z_]*(\\.[a-z][a-z_]*)*$")),
                name="agreements_topic_code_wellformed",
                violation_error_message="A code has lower-case words joined by dots, such as treaty.signing.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code__regex", "^[^.]*$"), ("parent__isnull", True)),
                    models.Q(("code__contains", "."), ("parent__isnull", False)),
                    _connector="OR",
                ),
                name="agreements_topic_dotted_code_has_parent",
                violation_error_message="A dotted code needs its parent, and a code without a dot has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("definition", ""), _negated=True),
                name="agreements_topic_defined",
                violation_error_message="Every term needs a definition.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="code_below_parent",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."parent_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                SELECT FROM agreements_topic parent\n                WHERE parent.id = NEW.parent_id\n                AND NEW.code ~ ('^' || replace(parent.code, '.', '\\.') || '\\.[^.]+$')\n            ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'term_code_below_parent', TABLE = TG_TABLE_NAME, MESSAGE = 'A term’s code is the code of its parent, a dot and one word.';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="31e2c9073b722c3e66cc75d6e7e70daa12ccd153",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_code_below_parent_022ff",
                    table="agreements_topic",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topic",
            trigger=pgtrigger.compiler.Trigger(
                name="parent_keeps_code",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code"))',
                    func="\n            IF EXISTS (SELECT FROM agreements_topic child WHERE child.parent_id = NEW.id)\n            THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'term_parent_keeps_code', TABLE = TG_TABLE_NAME, MESSAGE = 'A term with others below it keeps its code.';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="dbeced4e919b6cbc35c46695ab3925e8a8661e16",
                    operation='UPDATE OF "code"',
                    pgid="pgtrigger_parent_keeps_code_3d00b",
                    table="agreements_topic",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(
                fields=("agreement", "number"),
                name="agreements_clause_unique",
                violation_error_message="The agreement has a clause of this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(("text_basis__in", ["paraphrase", "translation", "verbatim"])),
                name="agreements_clause_text_basis_known",
                violation_error_message="The text basis must be one of: verbatim, translation, paraphrase.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "commitment__in",
                        [
                            "consultation",
                            "cooperation",
                            "defence",
                            "neutrality",
                            "non_aggression",
                            "none",
                            "offence",
                            "support",
                        ],
                    )
                ),
                name="agreements_clause_commitment_known",
                violation_error_message="The commitment must be one of: defence, offence, neutrality, non_aggression, consultation, cooperation, support, none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "strength__in",
                        [
                            "binding",
                            "conditional",
                            "declaratory",
                            "intent",
                            "pledge",
                            "study",
                            "unknown",
                        ],
                    )
                ),
                name="agreements_clause_strength_known",
                violation_error_message="The strength must be one of: binding, conditional, pledge, intent, study, declaratory, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("activation__in", ["on_attack", "on_consultation", "on_threat", "standing"])
                ),
                name="agreements_clause_activation_known",
                violation_error_message="The activation must be one of: standing, on_consultation, on_threat, on_attack.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)),
                name="agreements_clause_number_from_one",
                violation_error_message="Clauses are numbered from 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(("heading", ""), _negated=True),
                name="agreements_clause_headed",
                violation_error_message="A clause needs a heading.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := true;",
                    func="\n            IF shown AND NEW.agreement_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM agreements_agreement WHERE id = NEW.agreement_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="d7e27c3ac1aee4af8dff18b5b4aa9e20efc0ff58",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_39cc6",
                    table="agreements_clause",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_agreements_agreementclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE agreements_agreementclaim SET is_public = is_public WHERE clause_id = NEW.id;\n RETURN NULL;",
                    hash="46dd7eab4d5f760340232dbc623c3f2cd50793bd",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_agreements_agreementclaim_13fda",
                    table="agreements_clause",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="topiccrosswalk",
            constraint=models.UniqueConstraint(
                fields=("term", "scheme", "code"),
                name="agreements_topiccrosswalk_unique",
                violation_error_message="The term has this counterpart already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topiccrosswalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("match__in", ["broad", "close", "exact", "narrow"])),
                name="agreements_topiccrosswalk_match_known",
                violation_error_message="The match must be one of: exact, close, broad, narrow.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topiccrosswalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True),
                name="agreements_topiccrosswalk_code_given",
                violation_error_message="A counterpart needs its code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topiccrosswalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("scheme__in", ["atop", "cow", "dcad", "pax"])),
                name="agreements_topiccrosswalk_scheme_known",
                violation_error_message="The scheme must be one of: atop, cow, dcad, pax.",
            ),
        ),
    ]
