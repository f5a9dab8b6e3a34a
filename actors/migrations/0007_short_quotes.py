"""Quotes have at most 20 words."""

from django.db import migrations, models

from sources.migrations._short_quotes import cut_quotes


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0006_numbers_without_zeros'),
        ('sources', '0006_short_quotes'),
    ]

    operations = [
        cut_quotes("actors_actorclaim"),
        migrations.AlterModelOptions(
            name='relationshipidentifier',
            options={'ordering': ['relationship', 'scheme', 'value'], 'verbose_name': 'identifier', 'verbose_name_plural': 'identifiers of relationships'},
        ),
        migrations.AddConstraint(
            model_name='actorclaim',
            constraint=models.CheckConstraint(condition=models.Q(('quote__regex', '^(\\S+\\s+){0,19}\\S*$')), name='actors_actorclaim_quote_is_short'),
        ),
    ]
