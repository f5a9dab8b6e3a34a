"""Reviewers decide on changes of places and event types that records show: they get the permission to publish."""

from django.db import migrations

PERMISSIONS = ('add', 'change', 'delete', 'view', 'publish')


class Migration(migrations.Migration):

    dependencies = [('events', '0001_release_0_1')]

    operations = [
        migrations.AlterModelOptions(
            name='eventtype',
            options={'default_permissions': PERMISSIONS, 'ordering': ['code']},
        ),
        migrations.AlterModelOptions(
            name='place',
            options={'default_permissions': PERMISSIONS, 'ordering': ['slug']},
        ),
    ]
