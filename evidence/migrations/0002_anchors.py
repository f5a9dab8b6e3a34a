"""Where claims have their quotes in the texts of their sources."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_snapshots'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClaimAnchor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ('claim', models.UUIDField(editable=False)),
                ('quote', models.TextField(editable=False)),
                ('state', models.CharField(editable=False, max_length=9)),
                ('start', models.PositiveIntegerField(editable=False, null=True)),
                ('length', models.PositiveIntegerField(editable=False, null=True)),
                ('changed_words', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, editable=False, size=None)),
                ('suggestions', models.JSONField(default=list, editable=False)),
                ('found_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('decision', models.CharField(blank=True, editable=False, max_length=6)),
                ('decided_at', models.DateTimeField(editable=False, null=True)),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('searched_from', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='evidence.claimanchor')),
                ('text', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='anchors', to='evidence.snapshottext')),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': ('view', 'resolve'),
                'indexes': [models.Index(condition=models.Q(('decision', '')), fields=['state', 'id'], name='evidence_claimanchor_open')],
                'constraints': [models.UniqueConstraint(fields=('text', 'claim', 'quote'), name='evidence_claimanchor_unique'), models.CheckConstraint(condition=models.Q(('state__in', ['ambiguous', 'changed', 'exact', 'lost', 'moved'])), name='evidence_claimanchor_state_known'), models.CheckConstraint(condition=models.Q(('decision__in', ['', 'absent', 'chosen', 'kept'])), name='evidence_claimanchor_decision_known'), models.CheckConstraint(condition=models.Q(models.Q(('length__gt', 0), ('start__isnull', False)), models.Q(('length__isnull', True), ('start__isnull', True), ('state__in', ['ambiguous', 'lost'])), _connector='OR'), name='evidence_claimanchor_has_place'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='evidence_claimanchor_decided_by_somebody')],
            },
        ),
    ]
