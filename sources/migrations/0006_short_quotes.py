"""The number of words of a source, of which a tenth may be quoted."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # The new column is empty.
    nothing_to_convert = ("sources_source_has_words",)

    dependencies = [
        ('sources', '0005_relies_on'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='word_count',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('word_count__isnull', True), ('word_count__gt', 0), _connector='OR'), name='sources_source_has_words'),
        ),
    ]
