"""History of the days of names, and of how exact entry into force and end of agreements are; known ones were days."""

from django.db import migrations, models


# Without triggers: history is append-only.
DAYS = """
ALTER TABLE curation_agreementhistory DISABLE TRIGGER USER;
UPDATE curation_agreementhistory SET
    in_force_precision = CASE WHEN in_force_on IS NULL THEN 'unknown' ELSE 'day' END,
    terminated_precision = CASE WHEN terminated_on IS NULL THEN 'unknown' ELSE 'day' END
WHERE in_force_on IS NOT NULL OR terminated_on IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE curation_agreementhistory ENABLE TRIGGER USER;
"""
# The form has other names for both dates now.
PROPOSED = """
UPDATE curation_proposal AS proposal SET
    data = (
        SELECT jsonb_object_agg(CASE key WHEN 'in_force_on' THEN 'in_force' WHEN 'terminated_on' THEN 'terminated' ELSE key END, value)
        FROM jsonb_each(data)
    ),
    before = (
        SELECT jsonb_object_agg(CASE key WHEN 'in_force_on' THEN 'in_force' WHEN 'terminated_on' THEN 'terminated' ELSE key END, value)
        FROM jsonb_each(before)
    )
FROM django_content_type AS type
WHERE type.id = content_type_id AND type.app_label = 'agreements' AND type.model = 'agreement'
    AND state = 'open' AND data ? 'in_force_on' AND before ? 'in_force_on';
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('curation', '0012_short_quotes'),
    ]

    operations = [
        migrations.AddField(
            model_name='actornamehistory',
            name='valid_from',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='actornamehistory',
            name='valid_from_precision',
            field=models.TextField(default='unknown', editable=False, null=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='actornamehistory',
            name='valid_to',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='actornamehistory',
            name='valid_to_precision',
            field=models.TextField(default='unknown', editable=False, null=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='agreementhistory',
            name='in_force_precision',
            field=models.TextField(default='unknown', editable=False, null=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='agreementhistory',
            name='terminated_precision',
            field=models.TextField(default='unknown', editable=False, null=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='placenamehistory',
            name='valid_from',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='placenamehistory',
            name='valid_from_precision',
            field=models.TextField(default='unknown', editable=False, null=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='placenamehistory',
            name='valid_to',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='placenamehistory',
            name='valid_to_precision',
            field=models.TextField(default='unknown', editable=False, null=True),
            preserve_default=False,
        ),
        migrations.RunSQL(DAYS, migrations.RunSQL.noop),
        migrations.RunSQL(PROPOSED, migrations.RunSQL.noop),
    ]
