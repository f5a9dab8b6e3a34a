"""Fields of a party in the API that follow from its actions: its standing on a day, and who signed by then."""

from collections.abc import Mapping
from typing import Any

from django.db.models import (
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actors.api.serializers import ActorReference, ActorSerializer
from agreements.choices import PartyStatus
from agreements.models import AgreementParty, Representative
from agreements.querysets import signing_by
from agreements.standing import STANDING_PARTS, Standing, call_standing, fetch_standing
from api.compiler.expressions import AskedDay, FunctionColumn
from api.compiler.json_rows import RowPath, asked_day, json_object, null_if_missing
from api.serializers import RowSerializer
from records.choices import DatePrecision
from records.dates import date_text

ON = "on the day `on`, by default today"


class StandingField(serializers.Field):
    """One part of the standing of a party."""

    part = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, value: AgreementParty) -> Any:
        return super().to_representation(standing_of(value, self.context)[self.part])

    def to_sql(self, path: RowPath) -> Combinable:
        return part_of_standing(self.part)


class PartyStatusField(StandingField, serializers.ChoiceField):
    part = "status"

    def __init__(self) -> None:
        text = f"How far it is bound {ON}, as far as known from its dated actions."
        super().__init__(choices=PartyStatus.choices, help_text=text)


class PartyStatusDayField(StandingField, serializers.DateField):
    part = "status_on"

    def __init__(self) -> None:
        text = "Since when, or the first day of the stated month or year; null if unknown."
        super().__init__(allow_null=True, help_text=text)

    def to_representation(self, value: AgreementParty) -> Any:
        day = standing_of(value, self.context)[self.part]
        return day and day.isoformat()

    def to_sql(self, path: RowPath) -> Combinable:
        return part_of_standing(self.part)


class PartyStatusPrecisionField(StandingField, serializers.ChoiceField):
    part = "status_precision"

    def __init__(self) -> None:
        text = "How exact that day is; unknown if there is none."
        super().__init__(choices=DatePrecision.choices, help_text=text)


class PartyStatusEdtfField(StandingField, serializers.CharField):
    part = "status_on"

    def __init__(self) -> None:
        text = "EDTF text of `status_on`, as exact as it is known: 2025-03-18, 2025-03, 2025."
        super().__init__(allow_null=True, help_text=text)

    def to_representation(self, value: AgreementParty) -> Any:
        standing = standing_of(value, self.context)
        return date_text(standing["status_on"], standing["status_precision"]) or None

    def to_sql(self, path: RowPath) -> Combinable:
        day, precision = part_of_standing("status_on"), part_of_standing("status_precision")
        return Func(day, precision, function="date_text", output_field=TextField())


class ReservationField(StandingField, serializers.CharField):
    part = "reservation"

    def __init__(self) -> None:
        text = f"Texts of the reservations and declarations that it had made {ON}, and not withdrawn; one per line."
        super().__init__(help_text=text)


class _Signatory(RowSerializer):
    """The first person who signed for the party or gave its consent by the day `on`; null if none is recorded."""

    is_computed = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"source": "*"})

    def get_attribute(self, instance: AgreementParty) -> Any:
        first = _first_signatory(instance, self.context)
        return first and first.person

    def to_sql(self, path: RowPath) -> Combinable:
        row = RowPath(Representative)
        person = null_if_missing(row, "person", json_object(self, row.follow("person")))
        return Subquery(_signatories(path).values_list(person)[:1], output_field=TextField())


class FullSignatoryField(_Signatory, ActorSerializer):
    """That person as a full record."""


@extend_schema_field(ActorReference(allow_null=True))
class SignatoryField(_Signatory, ActorReference):
    """That person."""

    full_serializer = FullSignatoryField


class SignatoryOfficeField(serializers.CharField):
    """The office in which that person signed."""

    def __init__(self) -> None:
        text = "In which office that person signed."
        super().__init__(source="*", read_only=True, help_text=text)

    def to_representation(self, value: Any) -> str:
        first = _first_signatory(value, self.context)
        return first.office if first else ""

    def to_sql(self, path: RowPath) -> Combinable:
        office = Subquery(_signatories(path).values("office")[:1])
        return Coalesce(office, Value(""), output_field=TextField())


def part_of_standing(part: str) -> FunctionColumn:
    """SQL of a part of the standing that is asked for once for each party."""
    return FunctionColumn(str(Standing.function), part, STANDING_PARTS[part]())


def standing_to_sql(path: RowPath) -> Func:
    """SQL that asks for the standing of the party at this path."""
    return call_standing(path.lookup("pk"), AskedDay())


def standing_of(party: AgreementParty, context: Mapping[str, Any]) -> dict[str, Any]:
    """The standing that the party was read with, or that on the day of the request."""
    if "status" not in vars(party):
        vars(party).update(fetch_standing(party.pk, asked_day(context["request"])))
    return vars(party)


def _signatories(path: RowPath) -> QuerySet[Representative]:
    """The persons who signed or gave consent for the party at this path by the day of the request, in order."""
    of_party = Representative.objects.filter(action__party=OuterRef(path.lookup("pk")))
    return signing_by(of_party, AskedDay(), "action__").order_by(
        "action__happened_on", "action__kind", "person__slug", "office"
    )


def _first_signatory(party: AgreementParty, context: Mapping[str, Any]) -> Representative | None:
    """The first of them for a party that has been read, perhaps with its `signing_actions`."""
    if "signing_actions" not in vars(party):
        found = party.actions.signing_by(asked_day(context["request"]))
        vars(party)["signing_actions"] = found.prefetch_related("representatives__person")
    actions = vars(party)["signing_actions"]
    return next((row for action in actions for row in action.representatives.all()), None)
