"""Quotes have at most 20 words."""

from django.db import migrations, models

from sources.migrations._short_quotes import cut_quotes


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0008_units_of_metrics'),
        ('sources', '0006_short_quotes'),
    ]

    operations = [
        cut_quotes("events_eventclaim"),
        migrations.AlterModelOptions(
            name='figureidentifier',
            options={'ordering': ['figure', 'scheme', 'value'], 'verbose_name': 'identifier', 'verbose_name_plural': 'identifiers of figures'},
        ),
        migrations.AlterModelOptions(
            name='placeidentifier',
            options={'ordering': ['place', 'scheme', 'value'], 'verbose_name': 'identifier', 'verbose_name_plural': 'identifiers of places'},
        ),
        migrations.AddConstraint(
            model_name='eventclaim',
            constraint=models.CheckConstraint(condition=models.Q(('quote__regex', '^(\\S+\\s+){0,19}\\S*$')), name='events_eventclaim_quote_is_short'),
        ),
    ]
