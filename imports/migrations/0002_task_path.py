"""Jobs that 0.1 queued name their function by the module that it was in."""

from django.db import migrations

OLD, NEW = "imports.jobs.run_import", "imports.applying.jobs.run_import"
RENAME = "UPDATE django_tasks_database_dbtaskresult SET task_path = %s WHERE task_path = %s"


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_release_0_1"),
        ("django_tasks_database", "0001_initial"),
    ]
    operations = [migrations.RunSQL([(RENAME, [NEW, OLD])], [(RENAME, [OLD, NEW])])]
