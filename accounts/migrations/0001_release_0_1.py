"""The tables of accounts as of release 0.1."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

# Counts by kind and digest. Unlogged: forgotten with a crash, but no count waits for the write-ahead log.
# An update leaves the indexed columns as they are and finds room on its page.
COUNT = """
    CREATE UNLOGGED TABLE accounts_count (
        name text PRIMARY KEY,
        ends_at timestamptz NOT NULL,
        hits integer NOT NULL
    ) WITH (fillfactor = 50);
    CREATE INDEX accounts_count_ends_at ON accounts_count (ends_at);
"""


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('accounts', '0001_api_keys'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('owner', models.CharField(max_length=100)),
                ('email', models.EmailField(max_length=254)),
                ('rate', models.PositiveIntegerField(blank=True, null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('prefix', models.CharField(editable=False, max_length=11)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('last_used_at', models.DateTimeField(editable=False, null=True)),
                ('revoked_at', models.DateTimeField(editable=False, null=True)),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'API key',
                'default_permissions': ('add', 'view', 'revoke'),
                'constraints': [models.UniqueConstraint(fields=('digest',), name='accounts_apikey_digest_unique'), models.CheckConstraint(condition=models.Q(('rate__isnull', True), ('rate__gt', 0), _connector='OR'), name='accounts_apikey_rate_positive'), models.CheckConstraint(condition=models.Q(('expires_at__isnull', True), ('expires_at__gt', models.F('created_at')), _connector='OR'), name='accounts_apikey_end_lies_ahead')],
            },
        ),
        migrations.RunSQL(COUNT),
    ]
