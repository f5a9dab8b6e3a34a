"""The feed of changes starts again: its keys of claims and event links were primary keys, which show gaps.

Copies are made again anyway after an upgrade: the feed then says so with a reset.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0001_release_0_1")]

    operations = [migrations.RunSQL("DELETE FROM records_change", migrations.RunSQL.noop)]
