"""Seasons and centuries as precisions of dates."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0003_identifiers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    # These allow more than before.
    nothing_to_convert = (
        'sources_source_published_precision_known',
    )

    operations = [
        migrations.RemoveConstraint(
            model_name='source',
            name='sources_source_published_precision_known',
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('published_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='sources_source_published_precision_known'),
        ),
    ]
