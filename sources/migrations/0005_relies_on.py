"""What a source relies on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # The new column is empty.
    nothing_to_convert = ('sources_source_relies_on_is_not_id',)

    dependencies = [
        ('sources', '0004_edtf_dates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='relies_on',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='relied_on_by', to='sources.source'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('relies_on', models.F('id')), _negated=True), name='sources_source_relies_on_is_not_id'),
        ),
    ]
