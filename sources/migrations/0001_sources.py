"""Tables, constraints, indexes and triggers of sources."""

import datetime

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("records", "0002_edtf_texts")]

    operations = [
        migrations.CreateModel(
            name="Source",
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
                            ("treaty_text", "Treaty text"),
                            ("gazette", "Official gazette"),
                            ("official", "Official statement or site"),
                            ("igo_document", "Document of an international organisation"),
                            ("wire", "News agency"),
                            ("news", "News"),
                            ("analysis", "Analysis"),
                            ("academic", "Academic work"),
                            ("dataset", "Data set"),
                            ("social", "Social media"),
                            ("transcript", "Transcript"),
                            ("interview", "Interview"),
                        ],
                        help_text="What sort of publication this is.",
                        max_length=12,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Title as printed, in its own language.", max_length=300
                    ),
                ),
                (
                    "author",
                    models.CharField(
                        blank=True, help_text="Names as printed; empty if unsigned.", max_length=200
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        blank=True,
                        help_text="Who published it. Two sources of one publisher do not confirm each other.",
                        max_length=200,
                    ),
                ),
                (
                    "published_on",
                    models.DateField(
                        blank=True,
                        help_text="First day of the stated month or year if not exact.",
                        null=True,
                    ),
                ),
                (
                    "published_precision",
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
                        help_text="How exact the date of publication is; unknown if there is none.",
                        max_length=8,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="BCP 47 tag, with the script where it matters: en, sq, sr-Cyrl, sr-Latn.",
                        max_length=20,
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True, help_text="Address at the publisher.", max_length=500
                    ),
                ),
                (
                    "archive_url",
                    models.URLField(
                        blank=True, help_text="Address of an archived copy.", max_length=500
                    ),
                ),
                (
                    "accessed_on",
                    models.DateField(
                        blank=True, help_text="Day on which it was last read there.", null=True
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        help_text="Terms of reuse, as an SPDX code where there is one.",
                        max_length=100,
                    ),
                ),
                (
                    "reliability",
                    models.CharField(
                        choices=[
                            ("A", "A completely reliable"),
                            ("B", "B usually reliable"),
                            ("C", "C fairly reliable"),
                            ("D", "D not usually reliable"),
                            ("E", "E unreliable"),
                            ("F", "F cannot be judged"),
                        ],
                        default="F",
                        help_text="NATO Admiralty code: how reliable this source has been so far.",
                        max_length=1,
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
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish"),
                "indexes": [
                    models.Index(fields=["updated_at", "id"], name="sources_source_updated"),
                    models.Index(
                        models.Func(
                            models.F("published_on"),
                            output_field=models.DateField(),
                            template="COALESCE(%(expressions)s, 'infinity'::date)",
                        ),
                        models.F("id"),
                        name="sources_source_day_asc",
                    ),
                    models.Index(
                        models.Func(
                            models.F("published_on"),
                            output_field=models.DateField(),
                            template="COALESCE(%(expressions)s, '-infinity'::date)",
                        ),
                        models.F("id"),
                        name="sources_source_day_desc",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("slug",),
                        name="sources_source_slug_unique",
                        violation_error_message="This slug is taken, perhaps by a retracted record.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="sources_source_slug_wellformed",
                        violation_error_message="A slug has lower-case letters, digits and single hyphens, such as tirana-signing-2025.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_status__in", ["draft", "in_review", "published", "retracted"])
                        ),
                        name="sources_source_review_status_known",
                        violation_error_message="The review status must be one of: draft, in_review, published, retracted.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="sources_source_merged_into_is_not_id",
                        violation_error_message="A record cannot be merged into itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            ("review_status", "retracted"),
                            _connector="OR",
                        ),
                        name="sources_source_merged_is_retracted",
                        violation_error_message="A record merged into another one is retracted.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "academic",
                                    "analysis",
                                    "dataset",
                                    "gazette",
                                    "igo_document",
                                    "interview",
                                    "news",
                                    "official",
                                    "social",
                                    "transcript",
                                    "treaty_text",
                                    "wire",
                                ],
                            )
                        ),
                        name="sources_source_kind_known",
                        violation_error_message="The kind must be one of: treaty_text, gazette, official, igo_document, wire, news, analysis, academic, dataset, social, transcript, interview.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "published_precision__in",
                                ["day", "decade", "month", "quarter", "unknown", "year"],
                            )
                        ),
                        name="sources_source_published_precision_known",
                        violation_error_message="The published precision must be one of: day, month, quarter, year, decade, unknown.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reliability__in", ["A", "B", "C", "D", "E", "F"])),
                        name="sources_source_reliability_known",
                        violation_error_message="The reliability must be one of: A, B, C, D, E, F.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_on__isnull", True), ("published_precision", "unknown")
                            ),
                            models.Q(
                                ("published_on__isnull", False),
                                models.Q(("published_precision", "unknown"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sources_source_published_on_has_precision",
                        violation_error_message="The published and its precision belong together: no date means precision “unknown”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on__isnull", True),
                            (
                                "published_on",
                                models.Func(
                                    models.F("published_on"),
                                    models.F("published_precision"),
                                    function="first_day_of",
                                    output_field=models.DateField(),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="sources_source_published_on_fits_precision",
                        violation_error_message="The published must be the first day of the month, quarter, year or decade it stands for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language", ""),
                            ("language__regex", "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"),
                            _connector="OR",
                        ),
                        name="sources_source_language_wellformed",
                        violation_error_message="The language is a BCP 47 tag such as sq, sr-Cyrl or de-AT.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="sources_source_titled",
                        violation_error_message="A source needs a title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_on__isnull", True),
                                (
                                    "published_on__range",
                                    (datetime.date(1, 1, 1), datetime.date(9998, 12, 31)),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("accessed_on__isnull", True),
                                (
                                    "accessed_on__range",
                                    (datetime.date(1, 1, 1), datetime.date(9998, 12, 31)),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="sources_source_within_calendar",
                        violation_error_message="Dates run from the year 1 to the year 9998.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="bookkeeping",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE ignored text[] := ARRAY['created_at', 'updated_at', 'version', 'period', 'is_public'];",
                    func="\n            NEW.created_at := OLD.created_at;\n            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN\n                NEW.version := OLD.version + 1;\n                NEW.updated_at := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.updated_at := OLD.updated_at;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="6e6bd91978340f0f3942dc5c4169fec58c0e3405",
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
                name="slug_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."review_status" IN (\'published\', \'retracted\') AND OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_slug_fixed', TABLE = TG_TABLE_NAME, MESSAGE = 'The slug of a published or retracted record never changes.';",
                    hash="d8cf620372687a8a90b321579fabb9c5d4b66bdf",
                    operation='UPDATE OF "slug"',
                    pgid="pgtrigger_slug_fixed_963f2",
                    table="sources_source",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="never_a_draft_again",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted') AND NEW.\"review_status\" IN ('draft', 'in_review'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_never_a_draft_again', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record does not become a draft again; retract it instead.';",
                    hash="fd732ce2d15a05a033df305e29c775078ed717e5",
                    operation="UPDATE",
                    pgid="pgtrigger_never_a_draft_again_38195",
                    table="sources_source",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_once_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"review_status\" IN ('published', 'retracted'))",
                    func="RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'record_kept_once_published', TABLE = TG_TABLE_NAME, MESSAGE = 'A published or retracted record cannot be deleted; retract it instead.';",
                    hash="c8d255bad1c5bcd53950e0e45fd947a013985853",
                    operation="DELETE",
                    pgid="pgtrigger_kept_once_published_4a93c",
                    table="sources_source",
                    when="BEFORE",
                ),
            ),
        ),
    ]
