"""Seasons and centuries as precisions of dates."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0005_edtf_dates'),
        ('agreements', '0005_identifiers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    # These allow more than before.
    nothing_to_convert = (
        'agreements_agreement_signed_precision_known',
        'agreements_agreementparty_status_precision_known',
    )

    operations = [
        migrations.RemoveConstraint(
            model_name='agreement',
            name='agreements_agreement_signed_precision_known',
        ),
        migrations.RemoveConstraint(
            model_name='agreementparty',
            name='agreements_agreementparty_status_precision_known',
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('signed_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='agreements_agreement_signed_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='agreementparty',
            constraint=models.CheckConstraint(condition=models.Q(('status_precision__in', ['century', 'day', 'decade', 'month', 'quarter', 'season', 'unknown', 'year'])), name='agreements_agreementparty_status_precision_known'),
        ),
    ]
