"""Tables, constraints, indexes and triggers of events."""

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
        ("agreements", "0001_agreements"),
        ("sources", "0001_sources"),
    ]

    operations = [
        migrations.CreateModel(
            name="EventClaimSource",
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
            name="FigureAgreement",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("agreements.agreement",),
        ),
        migrations.CreateModel(
            name="ParticipationActor",
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
            name="Event",
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
                    "title",
                    models.CharField(
                        help_text="Who did what, in one neutral line; the date goes below.",
                        max_length=300,
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="Two or three neutral sentences, in our own words."
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        choices=[
                            ("occurred", "Occurred"),
                            ("announced", "Announced"),
                            ("planned", "Planned"),
                            ("alleged", "Alleged"),
                            ("hypothetical", "Hypothetical"),
                            ("denied", "Denied"),
                        ],
                        default="occurred",
                        help_text="Whether it happened, or was only announced, planned, alleged or denied.",
                        max_length=12,
                    ),
                ),
                (
                    "date_from",
                    models.DateField(blank=True, help_text="First possible day.", null=True),
                ),
                (
                    "date_to",
                    models.DateField(
                        blank=True,
                        help_text="Last possible day; empty for what goes on, or may.",
                        null=True,
                    ),
                ),
                (
                    "date_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("range", "Range of days"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                            ("decade", "Decade"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        help_text="How exact both days are: the day, a range of exact days, or whole months or years.",
                        max_length=7,
                    ),
                ),
                (
                    "is_span",
                    models.BooleanField(
                        default=False,
                        help_text="Set if it lasted throughout; otherwise it happened once inside the window.",
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
                        default="ended",
                        help_text="Whether it still goes on. Unknown is not the same as ongoing.",
                        max_length=7,
                    ),
                ),
                (
                    "period",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "date_from",
                            "date_to",
                            "date_precision",
                            "lifecycle",
                            function="window_period",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        null=True,
                        output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                    ),
                ),
                (
                    "geo_precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("facility", "At the facility"),
                            ("settlement", "In the settlement"),
                            ("near", "Near the place"),
                            ("admin2", "In the second-order unit"),
                            ("admin1", "In the first-order unit"),
                            ("area", "Somewhere in an area"),
                            ("country", "Somewhere in the country"),
                            ("region", "Somewhere in the region"),
                            ("water_air", "On water or in the air"),
                        ],
                        help_text="How exactly that place is known; empty without a place.",
                        max_length=10,
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement it is about: signed, ratified, announced, rejected.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="agreements.agreement",
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
                        to="events.event",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The larger event it is part of.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="events.event",
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
            name="EventLink",
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
                            ("response_to", "Response to"),
                            ("caused_by", "Caused by"),
                            ("follows", "Follows"),
                            ("implements", "Implements"),
                            ("contradicts", "Contradicts"),
                        ],
                        help_text="How it relates to the other.",
                        max_length=11,
                    ),
                ),
                ("is_public", models.BooleanField(db_default=False, default=False, editable=False)),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The later event, the effect.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_out",
                        to="events.event",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        help_text="The earlier event, the cause.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_in",
                        to="events.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "ordering": ["source", "kind", "target"],
            },
        ),
        migrations.CreateModel(
            name="EventType",
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
                        to="events.eventtype",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="event",
            name="type",
            field=models.ForeignKey(
                help_text="The narrowest type that fits.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="events.eventtype",
            ),
        ),
        migrations.CreateModel(
            name="EventTypeCrosswalk",
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
                            ("cameo", "CAMEO"),
                            ("plover", "PLOVER"),
                            ("acled", "ACLED"),
                            ("ged", "UCDP GED"),
                        ],
                        help_text="The coding scheme the code belongs to.",
                        max_length=6,
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        help_text="Our type of event.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crosswalks",
                        to="events.eventtype",
                    ),
                ),
            ],
            options={
                "verbose_name": "counterpart",
                "ordering": ["term", "scheme", "code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Figure",
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
                    "metric",
                    models.CharField(
                        choices=[
                            ("troops", "Troops"),
                            ("contributing_states", "States contributing"),
                            ("recognising_states", "States recognising"),
                            ("non_recognising_members", "Members not recognising"),
                            ("spending", "Spending"),
                            ("spending_share", "Spending as a share of GDP"),
                            ("fatalities_low", "Fatalities, low estimate"),
                            ("fatalities_best", "Fatalities, best estimate"),
                            ("fatalities_high", "Fatalities, high estimate"),
                            ("participants", "Participants"),
                        ],
                        help_text="What is counted.",
                        max_length=24,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="The number, in units; the lower end of a range.",
                        max_digits=18,
                    ),
                ),
                (
                    "value_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="The upper end of a range; otherwise empty.",
                        max_digits=18,
                        null=True,
                    ),
                ),
                (
                    "comparator",
                    models.CharField(
                        choices=[
                            ("eq", "="),
                            ("gt", ">"),
                            ("gte", "≥"),
                            ("lt", "<"),
                            ("lte", "≤"),
                            ("approx", "≈"),
                        ],
                        default="eq",
                        help_text="“Over 110” is > 110; “about” is ≈.",
                        max_length=6,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("persons", "Persons"),
                            ("states", "States"),
                            ("currency", "Currency"),
                            ("percent_gdp", "Per cent of GDP"),
                        ],
                        help_text="What the number is of.",
                        max_length=11,
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        help_text="ISO 4217 code such as USD; only with unit currency.",
                        max_length=3,
                    ),
                ),
                (
                    "as_of",
                    models.DateField(
                        blank=True,
                        help_text="Day it holds for, or the first day of the stated month.",
                        null=True,
                    ),
                ),
                (
                    "as_of_precision",
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
                ("is_public", models.BooleanField(db_default=False, default=False, editable=False)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        help_text="The actor it is about.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="actors.actor",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        help_text="The agreement it is about.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        help_text="The event it is about.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="events.event",
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
                        to="events.figure",
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
            name="Participation",
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
                            ("initiator", "Initiator"),
                            ("target", "Target"),
                            ("signatory", "Signatory"),
                            ("witness", "Witness"),
                            ("host", "Host"),
                            ("organiser", "Organiser"),
                            ("participant", "Participant"),
                            ("speaker", "Speaker"),
                            ("addressee", "Addressee"),
                            ("contributor", "Contributor"),
                            ("recipient", "Recipient"),
                            ("mediator", "Mediator"),
                            ("subject", "Subject"),
                        ],
                        help_text="As what they took part.",
                        max_length=11,
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("opposes", "Opposes"),
                            ("concerned", "Concerned"),
                            ("neutral", "Neutral"),
                            ("mixed", "Mixed"),
                            ("none", "None stated"),
                        ],
                        default="none",
                        help_text="What they thought of the target below; two targets are two rows.",
                        max_length=9,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        blank=True, help_text="In which office, such as President.", max_length=120
                    ),
                ),
                (
                    "statement",
                    models.TextField(
                        blank=True, help_text="What was said, in our words; quotations in claims."
                    ),
                ),
                ("is_public", models.BooleanField(db_default=False, default=False, editable=False)),
                (
                    "actor",
                    models.ForeignKey(
                        help_text="Who took part.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="actors.actor",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        help_text="The event this is about.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="events.event",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whom a person spoke or signed for.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="represented_in",
                        to="actors.actor",
                    ),
                ),
                (
                    "toward",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whom the stance is about.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances_received",
                        to="actors.actor",
                    ),
                ),
            ],
            options={
                "verbose_name": "participant",
                "ordering": ["event", "role", "actor__slug", "id"],
            },
        ),
        migrations.CreateModel(
            name="EventClaim",
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
                    "event",
                    models.ForeignKey(
                        blank=True,
                        help_text="The event this is about.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="events.event",
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
                        to="events.eventlink",
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        blank=True,
                        help_text="The figure this is about.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="events.figure",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        blank=True,
                        help_text="The participant this is about.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="events.participation",
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
            name="Place",
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
                        help_text="Human key: lower-case words joined by hyphens, such as novi-sad.",
                        max_length=120,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Name in English use, with its diacritics.", max_length=200
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("facility", "Facility"),
                            ("settlement", "Settlement"),
                            ("admin", "Administrative unit"),
                            ("country", "Country"),
                            ("region", "Region"),
                            ("water", "Water"),
                        ],
                        help_text="What sort of place it is.",
                        max_length=10,
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees north, WGS 84, of a point inside the place.",
                        max_digits=7,
                        null=True,
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees east, WGS 84, of the same point.",
                        max_digits=8,
                        null=True,
                    ),
                ),
                (
                    "geonames_id",
                    models.PositiveIntegerField(
                        blank=True, help_text="Number at GeoNames.", null=True
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        help_text="The country it lies in; empty for waters and regions across borders.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="actors.actor",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The larger place it is part of.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="events.place",
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="place",
            field=models.ForeignKey(
                blank=True,
                help_text="Where it happened.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="events.place",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaimsource",
            trigger=pgtrigger.compiler.Trigger(
                name="source_needed_by_event",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" = 'published' AND NOT (NEW.\"review_status\" = 'published'))",
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (SELECT FROM events_eventclaim cited WHERE cited.source_id = NEW.id AND (\n        EXISTS (SELECT FROM events_event WHERE id = cited.event_id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM events_eventclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.event_id = cited.event_id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    )) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'events_event_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="f31f09214a1ff5958c7cb1b3bb75774e2578fe45",
                    operation="UPDATE",
                    pgid="pgtrigger_source_needed_by_event_89082",
                    table="sources_source",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaimsource",
            trigger=pgtrigger.compiler.Trigger(
                name="source_needed_by_figure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" = 'published' AND NOT (NEW.\"review_status\" = 'published'))",
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (SELECT FROM events_eventclaim cited WHERE cited.source_id = NEW.id AND (\n        EXISTS (SELECT FROM events_figure WHERE id = cited.figure_id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM events_eventclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.figure_id = cited.figure_id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    )) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'events_figure_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="33c4cca22c88807b1eb61ff7fb63b14af924c341",
                    operation="UPDATE",
                    pgid="pgtrigger_source_needed_by_figure_9a9ba",
                    table="sources_source",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaimsource",
            trigger=pgtrigger.compiler.Trigger(
                name="publishers_differ_in_events_eventclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."publisher" IS DISTINCT FROM (NEW."publisher") OR OLD."review_status" IS DISTINCT FROM (NEW."review_status"))',
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (\n        SELECT FROM events_eventclaim rated WHERE rated.credibility = 1 AND EXISTS (SELECT FROM events_eventclaim cited WHERE cited.source_id = NEW.id AND (rated.event_id = cited.event_id OR rated.participation_id = cited.participation_id OR rated.link_id = cited.link_id OR rated.figure_id = cited.figure_id)) AND (\n            SELECT count(DISTINCT lower(source.publisher)) FROM events_eventclaim other\n            JOIN sources_source source ON source.id = other.source_id\n            WHERE other.verdict = 'supports' AND other.field IN ('', rated.field)\n            AND source.publisher <> '' AND source.review_status = 'published'\n            AND (other.event_id = rated.event_id OR other.participation_id = rated.participation_id OR other.link_id = rated.link_id OR other.figure_id = rated.figure_id)\n        ) < 2\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'events_eventclaim_confirmed_independently', TABLE = TG_TABLE_NAME, MESSAGE = 'Credibility 1 (confirmed by independent sources) needs supporting claims from two or more publishers.'; END IF; RETURN NULL;",
                    hash="8ce9bd3d24024df8e0dd3403888cf00ec939176a",
                    operation="UPDATE",
                    pgid="pgtrigger_publishers_differ_in_events_eventclaim_e6327",
                    table="sources_source",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaimsource",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_events_eventclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE events_eventclaim SET is_public = is_public WHERE source_id = NEW.id;\n RETURN NULL;",
                    hash="e99098c466e7b9d921682c344622ef3e690cebce",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_events_eventclaim_77a6d",
                    table="sources_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figureagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_events_figure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE events_figure SET is_public = is_public WHERE agreement_id = NEW.id;\n RETURN NULL;",
                    hash="8d303fbf5b5f3c0a4ead89cfefeb42a93e9b10be",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_events_figure_0c85a",
                    table="agreements_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participationactor",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_events_participation",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE events_participation SET is_public = is_public WHERE actor_id = NEW.id;\nUPDATE events_participation SET is_public = is_public WHERE toward_id = NEW.id;\n RETURN NULL;",
                    hash="be36051418140feab616b4fc1c0617be8e79aadd",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_events_participation_bc9d0",
                    table="actors_actor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participationactor",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_events_figure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE events_figure SET is_public = is_public WHERE actor_id = NEW.id;\n RETURN NULL;",
                    hash="a3e12546549374b46a6b8154206b1afe2e65b354",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_events_figure_2831c",
                    table="actors_actor",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="eventlink",
            constraint=models.UniqueConstraint(
                fields=("source", "target", "kind"),
                name="events_eventlink_unique",
                violation_error_message="This link is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["caused_by", "contradicts", "follows", "implements", "response_to"],
                    )
                ),
                name="events_eventlink_kind_known",
                violation_error_message="The kind must be one of: response_to, caused_by, follows, implements, contradicts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True),
                name="events_eventlink_source_is_not_target",
                violation_error_message="An event has no link to itself.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventlink",
            trigger=pgtrigger.compiler.Trigger(
                name="cause_before_effect",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM FROM events_event WHERE id IN (NEW.source_id, NEW.target_id) ORDER BY id FOR NO KEY UPDATE; IF EXISTS (\n        SELECT FROM events_eventlink link\n        JOIN events_event effect ON effect.id = link.source_id\n        JOIN events_event cause ON cause.id = link.target_id\n        WHERE link.id = NEW.id AND link.kind IN ('response_to', 'caused_by', 'follows', 'implements') AND cause.date_from > effect.date_to\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'events_eventlink_cause_before_effect', TABLE = TG_TABLE_NAME, MESSAGE = 'A cause cannot be later than its effect: the linked event starts after this one has ended.'; END IF; RETURN NULL;",
                    hash="dc6673c0320b91ec699274b5fb6ec2cba729122c",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_cause_before_effect_e45e4",
                    table="events_eventlink",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventlink",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := true;",
                    func="\n            IF shown AND NEW.source_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM events_event WHERE id = NEW.source_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.target_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM events_event WHERE id = NEW.target_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="a392374ee4db98662fcb81137174fb14f0a6d375",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_77990",
                    table="events_eventlink",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventlink",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_events_eventclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE events_eventclaim SET is_public = is_public WHERE link_id = NEW.id;\n RETURN NULL;",
                    hash="e30bb486689de841842fb27f76fdc7d8b9d3d2ae",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_events_eventclaim_ab948",
                    table="events_eventlink",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="eventtype",
            constraint=models.UniqueConstraint(
                fields=("code",),
                name="events_eventtype_code_unique",
                violation_error_message="This code is taken.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventtype",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[a-z][a-z_]*(\\.[a-z][a-z_]*)*$")),
                name="events_eventtype_code_wellformed",
                violation_error_message="A code has lower-case words joined by dots, such as treaty.signing.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventtype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code__regex", "^[^.]*$"), ("parent__isnull", True)),
                    models.Q(("code__contains", "."), ("parent__isnull", False)),
                    _connector="OR",
                ),
                name="events_eventtype_dotted_code_has_parent",
                violation_error_message="A dotted code needs its parent, and a code without a dot has none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventtype",
            constraint=models.CheckConstraint(
                condition=models.Q(("definition", ""), _negated=True),
                name="events_eventtype_defined",
                violation_error_message="Every term needs a definition.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtype",
            trigger=pgtrigger.compiler.Trigger(
                name="code_below_parent",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."parent_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                SELECT FROM events_eventtype parent\n                WHERE parent.id = NEW.parent_id\n                AND NEW.code ~ ('^' || replace(parent.code, '.', '\\.') || '\\.[^.]+$')\n            ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'term_code_below_parent', TABLE = TG_TABLE_NAME, MESSAGE = 'A term’s code is the code of its parent, a dot and one word.';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="0bf17e770bc9d11a1d4a4cfc640aea54be9f8ecb",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_code_below_parent_7631b",
                    table="events_eventtype",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventtype",
            trigger=pgtrigger.compiler.Trigger(
                name="parent_keeps_code",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code"))',
                    func="\n            IF EXISTS (SELECT FROM events_eventtype child WHERE child.parent_id = NEW.id)\n            THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'term_parent_keeps_code', TABLE = TG_TABLE_NAME, MESSAGE = 'A term with others below it keeps its code.';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="c9ad8ab6dab872019c34cfd10449028e3f584724",
                    operation='UPDATE OF "code"',
                    pgid="pgtrigger_parent_keeps_code_30e58",
                    table="events_eventtype",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="eventtypecrosswalk",
            constraint=models.UniqueConstraint(
                fields=("term", "scheme", "code"),
                name="events_eventtypecrosswalk_unique",
                violation_error_message="The term has this counterpart already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventtypecrosswalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("match__in", ["broad", "close", "exact", "narrow"])),
                name="events_eventtypecrosswalk_match_known",
                violation_error_message="The match must be one of: exact, close, broad, narrow.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventtypecrosswalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True),
                name="events_eventtypecrosswalk_code_given",
                violation_error_message="A counterpart needs its code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventtypecrosswalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("scheme__in", ["acled", "cameo", "ged", "plover"])),
                name="events_eventtypecrosswalk_scheme_known",
                violation_error_message="The scheme must be one of: cameo, plover, acled, ged.",
            ),
        ),
        migrations.AddIndex(
            model_name="figure",
            index=models.Index(fields=["updated_at", "id"], name="events_figure_updated"),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.UniqueConstraint(
                fields=("slug",),
                name="events_figure_slug_unique",
                violation_error_message="This slug is taken, perhaps by a retracted record.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                name="events_figure_slug_wellformed",
                violation_error_message="A slug has lower-case letters, digits and single hyphens, such as tirana-signing-2025.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("review_status__in", ["draft", "in_review", "published", "retracted"])
                ),
                name="events_figure_review_status_known",
                violation_error_message="The review status must be one of: draft, in_review, published, retracted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="events_figure_merged_into_is_not_id",
                violation_error_message="A record cannot be merged into itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True), ("review_status", "retracted"), _connector="OR"
                ),
                name="events_figure_merged_is_retracted",
                violation_error_message="A record merged into another one is retracted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "metric__in",
                        [
                            "contributing_states",
                            "fatalities_best",
                            "fatalities_high",
                            "fatalities_low",
                            "non_recognising_members",
                            "participants",
                            "recognising_states",
                            "spending",
                            "spending_share",
                            "troops",
                        ],
                    )
                ),
                name="events_figure_metric_known",
                violation_error_message="The metric must be one of: troops, contributing_states, recognising_states, non_recognising_members, spending, spending_share, fatalities_low, fatalities_best, fatalities_high, participants.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("comparator__in", ["approx", "eq", "gt", "gte", "lt", "lte"])),
                name="events_figure_comparator_known",
                violation_error_message="The comparator must be one of: eq, gt, gte, lt, lte, approx.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__in", ["currency", "percent_gdp", "persons", "states"])),
                name="events_figure_unit_known",
                violation_error_message="The unit must be one of: persons, states, currency, percent_gdp.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "as_of_precision__in",
                        ["day", "decade", "month", "quarter", "unknown", "year"],
                    )
                ),
                name="events_figure_as_of_precision_known",
                violation_error_message="The as of precision must be one of: day, month, quarter, year, decade, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("as_of__isnull", True), ("as_of_precision", "unknown")),
                    models.Q(
                        ("as_of__isnull", False),
                        models.Q(("as_of_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="events_figure_as_of_has_precision",
                violation_error_message="The as of and its precision belong together: no date means precision “unknown”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("as_of__isnull", True),
                    (
                        "as_of",
                        models.Func(
                            models.F("as_of"),
                            models.F("as_of_precision"),
                            function="first_day_of",
                            output_field=models.DateField(),
                        ),
                    ),
                    _connector="OR",
                ),
                name="events_figure_as_of_fits_precision",
                violation_error_message="The as of must be the first day of the month, quarter, year or decade it stands for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("as_of__isnull", True),
                    ("as_of__range", (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))),
                    _connector="OR",
                ),
                name="events_figure_within_calendar",
                violation_error_message="Dates run from the year 1 to the year 9998.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__gte", 0)),
                name="events_figure_not_negative",
                violation_error_message="A figure is not negative.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value_max__isnull", True),
                    ("value__isnull", True),
                    ("value_max__gte", models.F("value")),
                    _connector="OR",
                ),
                name="events_figure_value_max_not_before_value",
                violation_error_message="The upper end of a range is not below the lower one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("currency__regex", "^[A-Z]{3}$"), ("unit", "currency")),
                    models.Q(models.Q(("unit", "currency"), _negated=True), ("currency", "")),
                    _connector="OR",
                ),
                name="events_figure_currency_of_money",
                violation_error_message="An amount of money needs an ISO 4217 code such as USD; other units have none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("actor__isnull", False),
                        ("agreement__isnull", True),
                        ("event__isnull", True),
                    ),
                    models.Q(
                        ("actor__isnull", True),
                        ("agreement__isnull", False),
                        ("event__isnull", True),
                    ),
                    models.Q(
                        ("actor__isnull", True),
                        ("agreement__isnull", True),
                        ("event__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="events_figure_about_one_thing",
                violation_error_message="A figure is about exactly one of: an actor, an agreement, an event.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="cca9c3ecb82ad77dc51fc5a9df1d1391da22417b",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_3a1c3",
                    table="events_figure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="slug_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."review_status" IN (\'published\', \'retracted\') AND OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_slug_fixed', TABLE = TG_TABLE_NAME, MESSAGE = 'The slug of a published or retracted record never changes.';",
                    hash="a393e1eb44e990134ee67c381b1bc70999fd6d8b",
                    operation='UPDATE OF "slug"',
                    pgid="pgtrigger_slug_fixed_ae269",
                    table="events_figure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="never_a_draft_again",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted') AND NEW.\"review_status\" IN ('draft', 'in_review'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_never_a_draft_again', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record does not become a draft again; retract it instead.';",
                    hash="38ee8204e7f4dc067f536d2e75551964e52b2ccb",
                    operation="UPDATE",
                    pgid="pgtrigger_never_a_draft_again_ca671",
                    table="events_figure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_once_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_kept_once_published', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record cannot be deleted; retract it instead.';",
                    hash="6d740ef06466a8548ed7fd8a50423e6c19a8118b",
                    operation="DELETE",
                    pgid="pgtrigger_kept_once_published_39a9c",
                    table="events_figure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="published_needs_support",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"review_status\" = 'published')",
                    constraint="CONSTRAINT",
                    func="\n        PERFORM FROM events_figure WHERE id = NEW.id FOR NO KEY UPDATE;\n        PERFORM FROM sources_source WHERE id IN (\n            SELECT source_id FROM events_eventclaim WHERE figure_id = NEW.id\n        ) ORDER BY id FOR SHARE;\n     IF (\n        EXISTS (SELECT FROM events_figure WHERE id = NEW.id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM events_eventclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.figure_id = NEW.id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'events_figure_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="d2fe9ea0469e692948a73321c616b5de3d458617",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_published_needs_support_182e4",
                    table="events_figure",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := NEW.review_status = 'published';",
                    func="\n            IF shown AND NEW.actor_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM actors_actor WHERE id = NEW.actor_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.agreement_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM agreements_agreement WHERE id = NEW.agreement_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.event_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM events_event WHERE id = NEW.event_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="c5a898316cacb8bef6096660897ad120742c6e11",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_ed467",
                    table="events_figure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_events_eventclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE events_eventclaim SET is_public = is_public WHERE figure_id = NEW.id;\n RETURN NULL;",
                    hash="f3717c50219a5f2d69078e74876f076bdeb57bd3",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_events_eventclaim_930ff",
                    table="events_figure",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                fields=("event", "actor", "role", "toward"),
                name="events_participation_unique",
                nulls_distinct=False,
                violation_error_message="The actor has this part in the event already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "addressee",
                            "contributor",
                            "host",
                            "initiator",
                            "mediator",
                            "organiser",
                            "participant",
                            "recipient",
                            "signatory",
                            "speaker",
                            "subject",
                            "target",
                            "witness",
                        ],
                    )
                ),
                name="events_participation_role_known",
                violation_error_message="The role must be one of: initiator, target, signatory, witness, host, organiser, participant, speaker, addressee, contributor, recipient, mediator, subject.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stance__in", ["concerned", "mixed", "neutral", "none", "opposes", "supports"])
                ),
                name="events_participation_stance_known",
                violation_error_message="The stance must be one of: supports, opposes, concerned, neutral, mixed, none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stance", "none"), ("toward__isnull", True)),
                    models.Q(
                        models.Q(("stance", "none"), _negated=True), ("toward__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="events_participation_stance_has_target",
                violation_error_message="A stance needs its target in “toward”, and a target needs a stance.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("toward", models.F("actor")), _negated=True),
                name="events_participation_toward_is_not_actor",
                violation_error_message="A stance is about somebody else.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("on_behalf_of", models.F("actor")), _negated=True),
                name="events_participation_on_behalf_of_is_not_actor",
                violation_error_message="Nobody acts on behalf of themselves.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := true;",
                    func="\n            IF shown AND NEW.event_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM events_event WHERE id = NEW.event_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.actor_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM actors_actor WHERE id = NEW.actor_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.toward_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM actors_actor WHERE id = NEW.toward_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="7f364a778eb470e43c03a462a0e300645d3b3167",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_46d06",
                    table="events_participation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_events_eventclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE events_eventclaim SET is_public = is_public WHERE participation_id = NEW.id;\n RETURN NULL;",
                    hash="663bb3cfb80e9efbdc71ff8bdd65d95d01f81d71",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_events_eventclaim_d7b0e",
                    table="events_participation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="eventclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["assessment", "characterisation", "motive", "prediction", "report"],
                    )
                ),
                name="events_eventclaim_kind_known",
                violation_error_message="The kind must be one of: report, characterisation, assessment, motive, prediction.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["contradicts", "mentions", "supports"])),
                name="events_eventclaim_verdict_known",
                violation_error_message="The verdict must be one of: supports, contradicts, mentions.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("credibility__gte", 1), ("credibility__lte", 6)),
                name="events_eventclaim_credibility_known",
                violation_error_message="Credibility runs from 1 (confirmed) to 6 (cannot be judged).",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credibility", 1), _negated=True),
                    ("verdict", "supports"),
                    _connector="OR",
                ),
                name="events_eventclaim_confirmed_means_supported",
                violation_error_message="Only a supporting claim can be confirmed by independent sources.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "contradicts"), _negated=True),
                    models.Q(
                        models.Q(("field", ""), _negated=True),
                        models.Q(("asserted_value", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="events_eventclaim_contradiction_is_specific",
                violation_error_message="A contradicting claim names the field and what the source says instead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("event__isnull", False),
                        ("figure__isnull", True),
                        ("link__isnull", True),
                        ("participation__isnull", True),
                    ),
                    models.Q(
                        ("event__isnull", True),
                        ("figure__isnull", True),
                        ("link__isnull", True),
                        ("participation__isnull", False),
                    ),
                    models.Q(
                        ("event__isnull", True),
                        ("figure__isnull", True),
                        ("link__isnull", False),
                        ("participation__isnull", True),
                    ),
                    models.Q(
                        ("event__isnull", True),
                        ("figure__isnull", False),
                        ("link__isnull", True),
                        ("participation__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="events_eventclaim_about_one_row",
                violation_error_message="A claim is about exactly one of: event, participation, link, figure.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("field", ""),
                    models.Q(
                        ("event__isnull", False),
                        (
                            "field__in",
                            [
                                "agreement",
                                "date_from",
                                "date_precision",
                                "date_to",
                                "geo_precision",
                                "is_span",
                                "lifecycle",
                                "modality",
                                "parent",
                                "place",
                                "summary",
                                "title",
                                "type",
                            ],
                        ),
                    ),
                    models.Q(
                        (
                            "field__in",
                            [
                                "actor",
                                "capacity",
                                "event",
                                "on_behalf_of",
                                "role",
                                "stance",
                                "statement",
                                "toward",
                            ],
                        ),
                        ("participation__isnull", False),
                    ),
                    models.Q(("field__in", ["kind", "source", "target"]), ("link__isnull", False)),
                    models.Q(
                        (
                            "field__in",
                            [
                                "actor",
                                "agreement",
                                "as_of",
                                "as_of_precision",
                                "comparator",
                                "currency",
                                "event",
                                "metric",
                                "unit",
                                "value",
                                "value_max",
                            ],
                        ),
                        ("figure__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="events_eventclaim_field_exists",
                violation_error_message="The row this claim is about has no field of that name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventclaim",
            constraint=models.UniqueConstraint(
                fields=(
                    "source",
                    "event",
                    "participation",
                    "link",
                    "figure",
                    "field",
                    "kind",
                    "verdict",
                    "locator",
                    "attributed_to",
                    "asserted_value",
                ),
                name="events_eventclaim_unique",
                nulls_distinct=False,
                violation_error_message="This source makes this claim about this row already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="last_support_of_event",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."event_id" IS NOT NULL AND OLD."verdict" = \'supports\')',
                    constraint="CONSTRAINT",
                    func="PERFORM FROM events_event WHERE id = OLD.event_id FOR NO KEY UPDATE; IF (\n        EXISTS (SELECT FROM events_event WHERE id = OLD.event_id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM events_eventclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.event_id = OLD.event_id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'events_event_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="811e36f3db28b44029e19a875747df07ffe82ab1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_last_support_of_event_1100d",
                    table="events_eventclaim",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="last_support_of_figure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."figure_id" IS NOT NULL AND OLD."verdict" = \'supports\')',
                    constraint="CONSTRAINT",
                    func="PERFORM FROM events_figure WHERE id = OLD.figure_id FOR NO KEY UPDATE; IF (\n        EXISTS (SELECT FROM events_figure WHERE id = OLD.figure_id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM events_eventclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.figure_id = OLD.figure_id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'events_figure_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="ed83d8e40015ed5aaef78800e97765699c5e037f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_last_support_of_figure_cd152",
                    table="events_eventclaim",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="confirmed_independently",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."credibility" = 1)',
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (\n        SELECT FROM events_eventclaim rated WHERE rated.credibility = 1 AND (rated.event_id = NEW.event_id OR rated.participation_id = NEW.participation_id OR rated.link_id = NEW.link_id OR rated.figure_id = NEW.figure_id) AND (\n            SELECT count(DISTINCT lower(source.publisher)) FROM events_eventclaim other\n            JOIN sources_source source ON source.id = other.source_id\n            WHERE other.verdict = 'supports' AND other.field IN ('', rated.field)\n            AND source.publisher <> '' AND source.review_status = 'published'\n            AND (other.event_id = rated.event_id OR other.participation_id = rated.participation_id OR other.link_id = rated.link_id OR other.figure_id = rated.figure_id)\n        ) < 2\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'events_eventclaim_confirmed_independently', TABLE = TG_TABLE_NAME, MESSAGE = 'Credibility 1 (confirmed by independent sources) needs supporting claims from two or more publishers.'; END IF; RETURN NULL;",
                    hash="307aaa66500b5d79df6f3da6fabf13b47811b5f5",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_confirmed_independently_d794d",
                    table="events_eventclaim",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="confirmation_still_needed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"verdict\" = 'supports')",
                    constraint="CONSTRAINT",
                    func=" IF EXISTS (\n        SELECT FROM events_eventclaim rated WHERE rated.credibility = 1 AND (rated.event_id = OLD.event_id OR rated.participation_id = OLD.participation_id OR rated.link_id = OLD.link_id OR rated.figure_id = OLD.figure_id) AND (\n            SELECT count(DISTINCT lower(source.publisher)) FROM events_eventclaim other\n            JOIN sources_source source ON source.id = other.source_id\n            WHERE other.verdict = 'supports' AND other.field IN ('', rated.field)\n            AND source.publisher <> '' AND source.review_status = 'published'\n            AND (other.event_id = rated.event_id OR other.participation_id = rated.participation_id OR other.link_id = rated.link_id OR other.figure_id = rated.figure_id)\n        ) < 2\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'events_eventclaim_confirmed_independently', TABLE = TG_TABLE_NAME, MESSAGE = 'Credibility 1 (confirmed by independent sources) needs supporting claims from two or more publishers.'; END IF; RETURN NULL;",
                    hash="d84ab9743362b3a0d76bcef402151c33570ec8cf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_confirmation_still_needed_54546",
                    table="events_eventclaim",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="visibility",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE shown boolean := true;",
                    func="\n            IF shown AND NEW.source_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM sources_source WHERE id = NEW.source_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.event_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM events_event WHERE id = NEW.event_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.participation_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM events_participation WHERE id = NEW.participation_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.link_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM events_eventlink WHERE id = NEW.link_id FOR SHARE;\n            END IF;\n            IF shown AND NEW.figure_id IS NOT NULL THEN\n                SELECT is_public INTO shown FROM events_figure WHERE id = NEW.figure_id FOR SHARE;\n            END IF;\n            NEW.is_public := coalesce(shown, false);\n            RETURN NEW;\n        ",
                    hash="d2ee144548de4fbe68f0bc3e329956e79e3393e2",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_visibility_76192",
                    table="events_eventclaim",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.UniqueConstraint(
                fields=("slug",),
                name="events_place_slug_unique",
                violation_error_message="This slug is taken.",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.UniqueConstraint(
                fields=("geonames_id",),
                name="events_place_geonames_unique",
                violation_error_message="Another place has this GeoNames number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                name="events_place_slug_wellformed",
                violation_error_message="A slug has lower-case letters, digits and single hyphens, such as novi-sad.",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["admin", "country", "facility", "region", "settlement", "water"])
                ),
                name="events_place_kind_known",
                violation_error_message="The kind must be one of: facility, settlement, admin, country, region, water.",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="events_place_named",
                violation_error_message="A place needs a name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                    _connector="OR",
                ),
                name="events_place_both_coordinates",
                violation_error_message="Latitude and longitude are given together or not at all.",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("latitude__isnull", True),
                    models.Q(("latitude__gte", -90), ("latitude__lte", 90)),
                    _connector="OR",
                ),
                name="events_place_latitude_in_range",
                violation_error_message="Latitude runs from -90 to 90 degrees.",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("longitude__isnull", True),
                    models.Q(("longitude__gte", -180), ("longitude__lte", 180)),
                    _connector="OR",
                ),
                name="events_place_longitude_in_range",
                violation_error_message="Longitude runs from -180 to 180 degrees.",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="events_place_parent_is_not_id",
                violation_error_message="A place is not part of itself.",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["updated_at", "id"], name="events_event_updated"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["date_from", "id"], name="events_event_date"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                models.Func(
                    models.F("date_from"),
                    output_field=models.DateField(),
                    template="COALESCE(%(expressions)s, 'infinity'::date)",
                ),
                models.F("id"),
                name="events_event_day_asc",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                models.Func(
                    models.F("date_from"),
                    output_field=models.DateField(),
                    template="COALESCE(%(expressions)s, '-infinity'::date)",
                ),
                models.F("id"),
                name="events_event_day_desc",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GistIndex(
                fields=["period"], name="events_event_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                fields=("slug",),
                name="events_event_slug_unique",
                violation_error_message="This slug is taken, perhaps by a retracted record.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                name="events_event_slug_wellformed",
                violation_error_message="A slug has lower-case letters, digits and single hyphens, such as tirana-signing-2025.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("review_status__in", ["draft", "in_review", "published", "retracted"])
                ),
                name="events_event_review_status_known",
                violation_error_message="The review status must be one of: draft, in_review, published, retracted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="events_event_merged_into_is_not_id",
                violation_error_message="A record cannot be merged into itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True), ("review_status", "retracted"), _connector="OR"
                ),
                name="events_event_merged_is_retracted",
                violation_error_message="A record merged into another one is retracted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "modality__in",
                        ["alleged", "announced", "denied", "hypothetical", "occurred", "planned"],
                    )
                ),
                name="events_event_modality_known",
                violation_error_message="The modality must be one of: occurred, announced, planned, alleged, hypothetical, denied.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "date_precision__in",
                        ["day", "decade", "month", "quarter", "range", "unknown", "year"],
                    )
                ),
                name="events_event_date_precision_known",
                violation_error_message="The date precision must be one of: day, range, month, quarter, year, decade, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("lifecycle__in", ["ended", "ongoing", "unknown"])),
                name="events_event_lifecycle_known",
                violation_error_message="The lifecycle must be one of: ongoing, ended, unknown.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "geo_precision__in",
                        [
                            "",
                            "admin1",
                            "admin2",
                            "area",
                            "country",
                            "facility",
                            "near",
                            "region",
                            "settlement",
                            "water_air",
                        ],
                    )
                ),
                name="events_event_geo_precision_known",
                violation_error_message="The geo precision must be one of: facility, settlement, near, admin2, admin1, area, country, region, water_air, or empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("geo_precision", ""), ("place__isnull", False), _connector="OR"
                ),
                name="events_event_geo_precision_needs_place",
                violation_error_message="A precision of place needs a place.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="events_event_titled",
                violation_error_message="An event needs a title.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("date_from__isnull", True),
                        ("date_from__range", (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))),
                        _connector="OR",
                    ),
                    models.Q(
                        ("date_to__isnull", True),
                        ("date_to__range", (datetime.date(1, 1, 1), datetime.date(9998, 12, 31))),
                        _connector="OR",
                    ),
                ),
                name="events_event_within_calendar",
                violation_error_message="Dates run from the year 1 to the year 9998.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("date_to__isnull", True),
                    ("date_from__isnull", True),
                    ("date_to__gte", models.F("date_from")),
                    _connector="OR",
                ),
                name="events_event_date_to_not_before_date_from",
                violation_error_message="An event cannot end before it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("date_from__isnull", True),
                        ("date_precision", "unknown"),
                        ("date_to__isnull", True),
                    ),
                    models.Q(
                        ("date_from__isnull", False),
                        models.Q(("date_precision", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="events_event_undated_is_unknown",
                violation_error_message="A window needs its first day, and no date at all means precision “unknown”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("date_from__isnull", True),
                    models.Q(
                        (
                            "date_from",
                            models.Func(
                                models.F("date_from"),
                                models.F("date_precision"),
                                function="first_day_of",
                                output_field=models.DateField(),
                            ),
                        ),
                        models.Q(
                            ("date_to__isnull", True),
                            (
                                "date_to",
                                models.Func(
                                    models.F("date_to"),
                                    models.F("date_precision"),
                                    function="last_day_of",
                                    output_field=models.DateField(),
                                ),
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="events_event_window_fits_precision",
                violation_error_message="Whole months, quarters, years or decades start on their first and end on their last day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("date_precision", "day"), _negated=True),
                    ("date_to__isnull", True),
                    ("date_to", models.F("date_from")),
                    _connector="OR",
                ),
                name="events_event_day_is_one_day",
                violation_error_message="Precision “day” means one day; use “range” for several.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("date_from__isnull", True),
                    ("date_to__isnull", False),
                    ("is_span", True),
                    _connector="OR",
                ),
                name="events_event_open_end_is_span",
                violation_error_message="Only an event that lasts can be without a last day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifecycle", "ongoing"), _negated=True),
                    models.Q(("date_to__isnull", True), ("is_span", True)),
                    _connector="OR",
                ),
                name="events_event_ongoing_has_no_end",
                violation_error_message="What is ongoing lasts and has no last day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="events_event_parent_is_not_id",
                violation_error_message="An event is not part of itself.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="6a8398916f673a9ffda88f4a15f959e0b1461beb",
                    operation="UPDATE",
                    pgid="pgtrigger_bookkeeping_16062",
                    table="events_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="slug_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."review_status" IN (\'published\', \'retracted\') AND OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_slug_fixed', TABLE = TG_TABLE_NAME, MESSAGE = 'The slug of a published or retracted record never changes.';",
                    hash="0f78f3e1591fa4581d6c539b19738ede3d0de73f",
                    operation='UPDATE OF "slug"',
                    pgid="pgtrigger_slug_fixed_659d3",
                    table="events_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="never_a_draft_again",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted') AND NEW.\"review_status\" IN ('draft', 'in_review'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_never_a_draft_again', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record does not become a draft again; retract it instead.';",
                    hash="1600198c953523edb92331e940660fb799b4f64e",
                    operation="UPDATE",
                    pgid="pgtrigger_never_a_draft_again_a64f3",
                    table="events_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_once_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_kept_once_published', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record cannot be deleted; retract it instead.';",
                    hash="2489455408321cb07c5fe8d3e1c969b99c327c26",
                    operation="DELETE",
                    pgid="pgtrigger_kept_once_published_94efd",
                    table="events_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="published_needs_support",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"review_status\" = 'published')",
                    constraint="CONSTRAINT",
                    func="\n        PERFORM FROM events_event WHERE id = NEW.id FOR NO KEY UPDATE;\n        PERFORM FROM sources_source WHERE id IN (\n            SELECT source_id FROM events_eventclaim WHERE event_id = NEW.id\n        ) ORDER BY id FOR SHARE;\n     IF (\n        EXISTS (SELECT FROM events_event WHERE id = NEW.id AND review_status = 'published')\n        AND NOT EXISTS (\n            SELECT FROM events_eventclaim claim JOIN sources_source source ON source.id = claim.source_id\n            WHERE claim.event_id = NEW.id AND claim.verdict = 'supports'\n            AND source.review_status = 'published'\n        )\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'events_event_published_needs_support', TABLE = TG_TABLE_NAME, MESSAGE = 'A published record needs a supporting claim from a published source.'; END IF; RETURN NULL;",
                    hash="18014e21d26c03bfca6a9b9ea7b38f8c2f065734",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_published_needs_support_fd6bf",
                    table="events_event",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="keeps_cause_before_effect",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="PERFORM FROM events_event WHERE id = NEW.id ORDER BY id FOR NO KEY UPDATE; IF EXISTS (\n        SELECT FROM events_eventlink link\n        JOIN events_event effect ON effect.id = link.source_id\n        JOIN events_event cause ON cause.id = link.target_id\n        WHERE NEW.id IN (link.source_id, link.target_id) AND link.kind IN ('response_to', 'caused_by', 'follows', 'implements') AND cause.date_from > effect.date_to\n    ) THEN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'events_eventlink_cause_before_effect', TABLE = TG_TABLE_NAME, MESSAGE = 'A cause cannot be later than its effect: the linked event starts after this one has ended.'; END IF; RETURN NULL;",
                    hash="2604c83df2c44df1a6c355837777a38ac3959a8f",
                    operation='UPDATE OF "date_from", "date_to"',
                    pgid="pgtrigger_keeps_cause_before_effect_aa9af",
                    table="events_event",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_events_participation",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE events_participation SET is_public = is_public WHERE event_id = NEW.id;\n RETURN NULL;",
                    hash="85954d20c9c15de6386a8443ea9ab354a864f0e4",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_events_participation_6fbab",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_events_eventlink",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE events_eventlink SET is_public = is_public WHERE source_id = NEW.id;\nUPDATE events_eventlink SET is_public = is_public WHERE target_id = NEW.id;\n RETURN NULL;",
                    hash="0402e4b2f5bcbd989a564186c6c5a5ec14c019bc",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_events_eventlink_23160",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_events_figure",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE events_figure SET is_public = is_public WHERE event_id = NEW.id;\n RETURN NULL;",
                    hash="12d6334fa1af67df7750efefc9889cda7a69faee",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_events_figure_c142b",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="shows_events_eventclaim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_public" IS DISTINCT FROM (NEW."is_public"))',
                    func="UPDATE events_eventclaim SET is_public = is_public WHERE event_id = NEW.id;\n RETURN NULL;",
                    hash="923d6c670e61c6c9462a1ea4e3ead027c34ed7a5",
                    operation="UPDATE",
                    pgid="pgtrigger_shows_events_eventclaim_69765",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
    ]
