"""Imports, their rows, faults and changes; the rows of previews can be read from the file again."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("records", "0005_reading_dates"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "file_name",
                    models.CharField(editable=False, max_length=255, verbose_name="file"),
                ),
                ("checksum", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "resource",
                    models.CharField(editable=False, max_length=60, verbose_name="sort of file"),
                ),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, editable=False, size=None
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("checking", "Checking"),
                            ("checked", "Checked"),
                            ("applying", "Applying"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                            ("undone", "Undone"),
                        ],
                        default="queued",
                        editable=False,
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("counts", models.JSONField(default=dict, editable=False, verbose_name="rows")),
                ("error", models.TextField(blank=True, editable=False, verbose_name="error")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="started"),
                ),
                (
                    "heartbeat_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last sign of life"
                    ),
                ),
                (
                    "finished_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="finished"),
                ),
                (
                    "who",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="imported by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ("-id",),
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="ImportChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False)),
                ("line", models.PositiveIntegerField(editable=False, verbose_name="line")),
                ("table", models.CharField(editable=False, max_length=63)),
                ("row", models.BigIntegerField(editable=False)),
                ("was", models.JSONField(editable=False, null=True)),
                ("stamp", models.TextField(editable=False)),
                (
                    "of",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="imports.import",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of an import",
                "verbose_name_plural": "changes of imports",
                "ordering": ("of", "number"),
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="ImportFault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False)),
                ("line", models.PositiveIntegerField(editable=False, verbose_name="line")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("file", "Unreadable file"),
                            ("unknown_column", "Unknown column"),
                            ("doubled_column", "Doubled column"),
                            ("missing_column", "Missing column"),
                            ("cells", "Wrong number of cells"),
                            ("character", "Impossible character"),
                            ("missing", "Missing value"),
                            ("unknown", "Unknown reference"),
                            ("ambiguous", "Ambiguous reference"),
                            ("code", "Unknown code"),
                            ("number", "Not a number"),
                            ("date", "Not a date"),
                            ("truth", "Neither yes nor no"),
                            ("long", "Too long"),
                            ("duplicate", "Duplicate key"),
                            ("rule", "Broken rule"),
                            ("not_draft", "Not a draft"),
                            ("conflict", "Changed since the preview"),
                        ],
                        editable=False,
                        max_length=14,
                        verbose_name="fault",
                    ),
                ),
                ("column", models.TextField(blank=True, editable=False, verbose_name="column")),
                ("value", models.TextField(blank=True, editable=False, verbose_name="value")),
                ("expected", models.TextField(blank=True, editable=False, verbose_name="expected")),
                ("nearest", models.TextField(blank=True, editable=False, verbose_name="nearest")),
                (
                    "of",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="faults",
                        to="imports.import",
                    ),
                ),
            ],
            options={
                "verbose_name": "fault of an import",
                "verbose_name_plural": "faults of imports",
                "ordering": ("of", "number"),
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="line")),
                (
                    "cells",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(null=True), editable=False, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("unchanged", "Unchanged"),
                            ("bad", "Bad"),
                        ],
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "differences",
                    models.JSONField(editable=False, null=True, verbose_name="differences"),
                ),
                ("stamp", models.TextField(blank=True, editable=False)),
                (
                    "of",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="imports.import",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "verbose_name_plural": "rows of imports",
                "ordering": ("of", "number"),
                "default_permissions": ("view",),
            },
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.UniqueConstraint(
                fields=("key",),
                name="imports_import_key_unique",
                violation_error_message="This import is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "applying",
                            "cancelled",
                            "checked",
                            "checking",
                            "done",
                            "failed",
                            "queued",
                            "undone",
                        ],
                    )
                ),
                name="imports_import_status_known",
                violation_error_message="The status must be one of: queued, checking, checked, applying, done, failed, cancelled, undone.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importchange",
            constraint=models.UniqueConstraint(
                fields=("of", "number"),
                name="imports_importchange_unique",
                violation_error_message="This change is there already.",
            ),
        ),
        migrations.AddIndex(
            model_name="importfault",
            index=models.Index(fields=["of", "line"], name="imports_importfault_line"),
        ),
        migrations.AddConstraint(
            model_name="importfault",
            constraint=models.UniqueConstraint(
                fields=("of", "number"),
                name="imports_importfault_unique",
                violation_error_message="This fault is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importfault",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "ambiguous",
                            "cells",
                            "character",
                            "code",
                            "conflict",
                            "date",
                            "doubled_column",
                            "duplicate",
                            "file",
                            "long",
                            "missing",
                            "missing_column",
                            "not_draft",
                            "number",
                            "rule",
                            "truth",
                            "unknown",
                            "unknown_column",
                        ],
                    )
                ),
                name="imports_importfault_kind_known",
                violation_error_message="The kind must be one of: file, unknown_column, doubled_column, missing_column, cells, character, missing, unknown, ambiguous, code, number, date, truth, long, duplicate, rule, not_draft, conflict.",
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["of", "state", "number"], name="imports_importrow_state"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(
                fields=("of", "number"),
                name="imports_importrow_unique",
                violation_error_message="This row is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["bad", "changed", "new", "unchanged"])),
                name="imports_importrow_state_known",
                violation_error_message="The state must be one of: new, changed, unchanged, bad.",
            ),
        ),
        # A preview is made anew after a crash; it need not be written twice.
        migrations.RunSQL(
            "ALTER TABLE imports_importrow SET UNLOGGED; ALTER TABLE imports_importfault SET UNLOGGED",
            "ALTER TABLE imports_importrow SET LOGGED; ALTER TABLE imports_importfault SET LOGGED",
        ),
    ]
