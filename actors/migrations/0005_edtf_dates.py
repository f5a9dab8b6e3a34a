"""Seasons and centuries as precisions of dates."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0004_identifiers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    # These allow more than before.
    nothing_to_convert = (
        'actors_actor_active_from_precision_known',
        'actors_actor_active_to_precision_known',
        'actors_relationship_start_precision_known',
        'actors_relationship_end_precision_known',
    )

    operations = [
        migrations.RemoveConstraint(
            model_name='actor',
            name='actors_actor_active_from_precision_known',
        ),
        migrations.RemoveConstraint(
            model_name='actor',
            name='actors_actor_active_to_precision_known',
        ),
        migrations.RemoveConstraint(
            model_name='relationship',
            name='actors_relationship_start_precision_known',
        ),
        migrations.RemoveConstraint(
            model_name='relationship',
            name='actors_relationship_end_precision_known',
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('active_from_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='actors_actor_active_from_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('active_to_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='actors_actor_active_to_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('start_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='actors_relationship_start_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='relationship',
            constraint=models.CheckConstraint(condition=models.Q(('end_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='actors_relationship_end_precision_known'),
        ),
    ]
