"""Units fit what is counted, persons and states are whole numbers, and currencies are those of ISO 4217."""

import django.db.models.functions.math
from django.db import migrations, models
from django.db.models import Q

# events/currencies.py as it was
CODES_OF_CURRENCIES = """
    ADP AED AFA AFN ALK ALL AMD ANG AOA AOK AON AOR ARA ARP ARS ARY ATS AUD AWG AYM AZM AZN BAD BAM BBD
    BDT BEC BEF BEL BGJ BGK BGL BGN BHD BIF BMD BND BOB BOP BOV BRB BRC BRE BRL BRN BRR BSD BTN BUK BWP
    BYB BYN BYR BZD CAD CDF CHC CHE CHF CHW CLF CLP CNY COP COU CRC CSD CSJ CSK CUC CUP CVE CYP CZK DDM
    DEM DJF DKK DOP DZD ECS ECV EEK EGP ERN ESA ESB ESP ETB EUR FIM FJD FKP FRF GBP GEK GEL GHC GHP GHS
    GIP GMD GNE GNF GNS GQE GRD GTQ GWE GWP GYD HKD HNL HRD HRK HTG HUF IDR IEP ILP ILR ILS INR IQD IRR
    ISJ ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAJ LAK LBP LKR LRD LSL LSM LTL LTT
    LUC LUF LUL LVL LVR LYD MAD MDL MGA MGF MKD MLF MMK MNT MOP MRO MRU MTL MTP MUR MVQ MVR MWK MXN MXP
    MXV MYR MZE MZM MZN NAD NGN NIC NIO NLG NOK NPR NZD OMR PAB PEH PEI PEN PES PGK PHP PKR PLN PLZ PTE
    PYG QAR RHD ROK ROL RON RSD RUB RUR RWF SAR SBD SCR SDD SDG SDP SEK SGD SHP SIT SKK SLE SLL SOS SRD
    SRG SSP STD STN SUR SVC SYP SZL THB TJR TJS TMM TMT TND TOP TPE TRL TRY TTD TWD TZS UAH UAK UGS UGW
    UGX USD USN USS UYI UYN UYP UYU UYW UZS VEB VED VEF VES VNC VND VUV WST XAF XAG XAU XBA XBB XBC XBD
    XCD XCG XDR XEU XFO XFU XOF XPD XPF XPT XRE XSU XTS XUA XXX YDD YER YUD YUM YUN ZAL ZAR ZMK ZMW ZRN
    ZRZ ZWC ZWD ZWG ZWL ZWN ZWR
"""
CURRENCIES = CODES_OF_CURRENCIES.split()
UNITS = {
    'troops': ['persons'],
    'contributing_states': ['states'],
    'recognising_states': ['states'],
    'non_recognising_members': ['states'],
    'spending': ['currency'],
    'spending_share': ['percent_gdp'],
    'fatalities_low': ['persons'],
    'fatalities_best': ['persons'],
    'fatalities_high': ['persons'],
    'participants': ['persons', 'states'],
}
CODES = ', '.join(f"'{code}'" for code in CURRENCIES)
FIRST_UNITS = ' '.join(f"WHEN '{metric}' THEN '{units[0]}'" for metric, units in UNITS.items())
# What the new rules would refuse is converted: the unit follows from the metric, counts are rounded to the range
# that holds them, and XXX is the code of ISO 4217 for no currency. The note keeps what it was.
CONVERT = f"""
SELECT set_config('records.loading', 'on', true);
WITH meant AS (
    SELECT
        *,
        CASE
            WHEN metric = 'participants' AND unit IN ('persons', 'states') THEN unit
            ELSE CASE metric {FIRST_UNITS} END
        END AS new_unit
    FROM events_figure
), fitted AS (
    SELECT
        *,
        CASE WHEN new_unit IN ('persons', 'states') THEN floor(value) ELSE value END AS new_value,
        CASE WHEN new_unit IN ('persons', 'states') THEN ceil(value_max) ELSE value_max END AS new_value_max,
        CASE
            WHEN new_unit <> 'currency' THEN ''
            WHEN currency IN ({CODES}) THEN currency
            ELSE 'XXX'
        END AS new_currency
    FROM meant
)
UPDATE events_figure AS figure
SET
    value = new_value,
    value_max = new_value_max,
    unit = new_unit,
    currency = new_currency,
    note = concat_ws(
        E'\n',
        nullif(fitted.note, ''),
        'Before the upgrade: ' || concat_ws(' to ', fitted.value, fitted.value_max) || ' '
        || fitted.unit || rtrim(' ' || fitted.currency) || '.'
    )
FROM fitted
WHERE
    figure.id = fitted.id
    AND (
        (fitted.value, fitted.unit, fitted.currency) IS DISTINCT FROM (new_value, new_unit, new_currency)
        OR fitted.value_max IS DISTINCT FROM new_value_max
    );
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
SELECT set_config('records.loading', '', true);
"""  # noqa: S608 (our own codes)


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0007_without_cycles'),
    ]

    operations = [
        migrations.RunSQL(CONVERT, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='figure',
            name='events_figure_currency_of_money',
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=Q(Q(('currency__in', CURRENCIES), ('unit', 'currency')), Q(Q(('unit', 'currency'), _negated=True), ('currency', '')), _connector='OR'), name='events_figure_currency_of_money'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=Q(*(Q(('metric', metric), ('unit__in', units)) for metric, units in UNITS.items()), _connector='OR'), name='events_figure_unit_of_metric'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=Q(Q(('unit__in', ['persons', 'states']), _negated=True), Q(('value', django.db.models.functions.math.Floor('value')), Q(('value_max__isnull', True), ('value_max', django.db.models.functions.math.Floor('value_max')), _connector='OR')), _connector='OR'), name='events_figure_counted_in_whole_numbers'),
        ),
    ]
