"""Reviewers decide on changes of topics that records show: they get the permission to publish."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('agreements', '0001_release_0_1')]

    operations = [
        migrations.AlterModelOptions(
            name='topic',
            options={
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                'ordering': ['code'],
            },
        ),
    ]
