"""PostgreSQL writes rows exactly as the serializers do, byte for byte."""

import datetime as dt
from itertools import product
from typing import Any

import pytest
from django.db.models import Value
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from agreements.api.serializers import AgreementSerializer
from agreements.models import Agreement
from api.compiler.expressions import UtcTimestamp
from api.compiler.json_rows import RawJson, UnknownFieldError, compile_statement
from api.field_selection import FieldSelection
from api.pagination.ordering import Order
from api.pagination.rows import SerializedRows
from api.serializers import ModelRowSerializer, SelfUrlField
from events.api.serializers import EventSerializer
from events.models import Event, EventClaim
from explorer.api.claimed_rows import TABLES
from explorer.api.claims import ListedClaimSerializer
from records.choices import DatePrecision, WindowPrecision
from records.dates import date_text, window_text
from tests import cases, database, make
from tests.long import IS_LONG
from tests.project.contract import RESOURCES
from tests.project.test_api_drafts import make_drafts
from tests.project.test_api_queries import make_world

SERIALIZERS: list[tuple[type[Any], Any]] = [
    *((view.serializer_class, view.queryset.model) for view in RESOURCES.values()),
    *((ListedClaimSerializer, model) for model in TABLES.values()),
]
REQUEST = Request(APIRequestFactory().get("/"))


def by_postgresql(serializer: Any, model: Any) -> list[str]:
    rows = SerializedRows(model.objects.all(), Order(model, ("id",)), serializer, REQUEST)
    return [RawJson.from_text(text) for text, *_ in rows.page(0, 10_000)]


def by_serializer(serializer: Any, model: Any) -> list[str]:
    row = serializer()
    row._context = {"request": REQUEST}
    found = (row.to_representation(each) for each in model.objects.order_by("id"))
    return [JSONRenderer().render(data).decode() for data in found]


def assert_equal_output() -> None:
    assert by_postgresql(*SERIALIZERS[0])
    for serializer, model in SERIALIZERS:
        assert by_postgresql(serializer, model) == by_serializer(serializer, model)


def test_writes_the_article(article_data: None):
    assert_equal_output()


def test_writes_records_with_drafts():
    make_drafts()
    assert_equal_output()


def test_writes_children_of_every_kind():
    make_world(4)
    assert_equal_output()


@cases(
    "serializer, model, expand",
    (EventSerializer, Event, "participations.actor.country,links.event,claims.source"),
    (EventSerializer, Event, "agreement.bloc,type.parent,figures.claims.source,parent"),
    (EventSerializer, Event, "place.country"),
    (AgreementSerializer, Agreement, "clauses.topics,clauses.concerns.country"),
    (AgreementSerializer, Agreement, "links.agreement.bloc,parties.signatory"),
    (ListedClaimSerializer, EventClaim, "source"),
)
@cases("drafts", *((False, True) if IS_LONG else (True,)))
def test_writes_expanded_records(serializer: Any, model: Any, expand: str, drafts: bool):
    make_drafts() if drafts else make_world(4)
    selection = FieldSelection(serializer, expand=frozenset(expand.split(",")))

    written = by_postgresql(selection, model)

    assert written
    assert written == by_serializer(selection, model)


def test_writes_difficult_values():
    text = 'Đ "quoted" \\ / <b> \n\t\r\b\f \x01\x1f\x7f \u2028\u2029 Ж 🕊 %s %% {}'
    make.publish(make.actor("difficult", name=text, description=text))
    event = make.publish(make.event())
    for value in ("0", "0.1", "4686", "4686.50", "123456789012.34", "100"):
        make.publish(
            make.figure(
                event=event,
                metric="spending",
                unit="currency",
                currency="EUR",
                value=value,
                value_max=value,
            )
        )

    assert_equal_output()


@cases("microseconds", 0, 1, 120_000)
def test_writes_timestamps(microseconds: int):
    time = dt.datetime(2025, 1, 2, 3, 4, 5, microseconds, tzinfo=dt.UTC)
    row = Event.objects.filter(pk=make.event().pk)
    database.execute("SET LOCAL TIME ZONE 'Asia/Tokyo'")

    written = row.values_list(UtcTimestamp(Value(time)), flat=True).get()

    assert written == serializers.DateTimeField().to_representation(time)


@cases("year", 7, 199, 999, 1999, 2025, 9999)
def test_writes_dates(year: int):
    days = [dt.date(year, month, 28) for month in range(1, 13)]
    windows = [(None, None), (days[0], None), (None, days[0]), *((days[0], day) for day in days)]
    for day, precision in product([None, *days], DatePrecision.values):
        written = database.rows("SELECT date_text(%s, %s)", day, precision)
        assert written == [(date_text(day, precision) or None,)]
    for window, precision, is_span in product(windows, WindowPrecision.values, (True, False)):
        for parts in ((precision, "", "", ""), (precision, "day", "~", "?")):
            call = "SELECT window_text(%s, %s, %s, %s, %s, %s, %s)"
            written = database.rows(call, *window, *parts, is_span)
            assert written == [(window_text(*window, *parts, is_span=is_span) or None,)]


class Upper(serializers.CharField):
    def to_representation(self, value: Any) -> str:
        return value.upper()


class OtherUrl(SelfUrlField):
    def get_url(self, *args: Any) -> str:
        return "elsewhere"


@cases(
    "field, message",
    (serializers.DurationField(), "DurationField “slug” has no SQL"),
    (Upper(), "Upper “slug” has no SQL"),
    (OtherUrl("event-detail"), "OtherUrl overrides get_url but not to_sql"),
)
def test_refuses_a_field_without_matching_sql(field: serializers.Field, message: str):
    class EventRow(ModelRowSerializer):
        slug = field

        class Meta:
            model = Event
            fields = ["slug"]

    with pytest.raises(UnknownFieldError, match=message):
        compile_statement(EventRow, Order(Event, ("id",)))


def test_refuses_a_serializer_that_only_overrides_the_python_output():
    class EventRow(ModelRowSerializer):
        class Meta:
            model = Event
            fields = ["slug"]

        def to_representation(self, instance: Any) -> Any:
            return {"slug": "…"}

    with pytest.raises(UnknownFieldError, match="EventRow overrides to_representation"):
        compile_statement(EventRow, Order(Event, ("id",)))
