"""Imports in the background: the file, how it is read, what the worker is to do, how far it is."""

from django.conf import settings
from django.db import migrations, models

import imports.models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="import",
            name="imports_import_status_known",
        ),
        migrations.AddField(
            model_name="import",
            name="cancelled_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="cancelled"),
        ),
        migrations.AddField(
            model_name="import",
            name="notes",
            field=models.JSONField(default=list, editable=False, verbose_name="notes"),
        ),
        migrations.AddField(
            model_name="import",
            name="options",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="import",
            name="progress",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="import",
            name="step",
            field=models.CharField(
                choices=[
                    ("nothing", "Nothing"),
                    ("check", "Check"),
                    ("apply", "Import"),
                    ("undo", "Undo"),
                ],
                default="nothing",
                editable=False,
                max_length=7,
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="task",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="import",
            name="upload",
            field=models.FileField(
                blank=True,
                editable=False,
                max_length=60,
                storage=imports.models.uploads,
                upload_to=imports.models.stored_name,
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="status",
            field=models.CharField(
                choices=[
                    ("queued", "Queued"),
                    ("checking", "Checking"),
                    ("checked", "Checked"),
                    ("applying", "Applying"),
                    ("done", "Done"),
                    ("failed", "Failed"),
                    ("undoing", "Undoing"),
                    ("cancelled", "Cancelled"),
                    ("undone", "Undone"),
                ],
                default="queued",
                editable=False,
                max_length=9,
                verbose_name="status",
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
                            "undoing",
                            "undone",
                        ],
                    )
                ),
                name="imports_import_status_known",
                violation_error_message="The status must be one of: queued, checking, checked, applying, done, failed, undoing, cancelled, undone.",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["apply", "check", "nothing", "undo"])),
                name="imports_import_step_known",
                violation_error_message="The step must be one of: nothing, check, apply, undo.",
            ),
        ),
    ]
