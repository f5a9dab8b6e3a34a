"""What PostgreSQL writes of a row is what the serializer says, byte for byte."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.db.models import Value
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from agreements.api.serializers import AgreementSerializer
from agreements.models import Agreement
from api.compiler.json_rows import RawJson, UnknownFieldError, UtcTimestamp, compile_statement
from api.field_selection import FieldSelection
from api.pagination.ordering import Order
from api.pagination.rows import SerializedRows
from api.serializers import ModelRowSerializer, SelfUrlField
from balkanwatch.api import router
from events.api.serializers import EventSerializer
from events.models import Event, EventClaim
from explorer.api.claims import TABLES, ListedClaimSerializer
from records.choices import DatePrecision, WindowPrecision
from records.dates import date_text, window_text
from tests.builders import make_actor, make_event, make_figure, publish
from tests.project.test_api_drafts import make_drafts
from tests.project.test_api_queries import make_world

VIEWS: list[Any] = [view for _, view, _ in router.registry]
RESOURCES: list[tuple[type[Any], Any]] = [
    *((view.serializer_class, view.queryset.model) for view in VIEWS),
    *((ListedClaimSerializer, model) for model, _ in TABLES.values()),
]
REQUEST = Request(APIRequestFactory().get("/"))


def by_postgresql(serializer: Any, model: Any) -> list[str]:
    rows = SerializedRows(model.objects.all(), Order(model, ("id",)), serializer, REQUEST)
    return [RawJson.of(text) for text, *_ in rows.page(0, 10_000)]


def by_serializer(serializer: Any, model: Any) -> list[str]:
    rows = serializer.rows(model.objects.all()).order_by("id")
    written = (serializer(row, context={"request": REQUEST}).data for row in rows)
    return [JSONRenderer().render(data).decode() for data in written]


def differences() -> list[tuple[str, str]]:
    found = []
    for serializer, model in RESOURCES:
        ours, theirs = by_postgresql(serializer, model), by_serializer(serializer, model)
        assert len(ours) == len(theirs)
        found += [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    return found


@pytest.mark.django_db
def test_writes_the_article_as_the_serializers_do(article_data: None):
    assert len(by_postgresql(*RESOURCES[0])) > 50
    assert differences() == []


@pytest.mark.django_db
def test_writes_a_world_with_drafts_as_the_serializers_do():
    make_drafts()

    assert by_postgresql(*RESOURCES[0])
    assert differences() == []


@pytest.mark.django_db
def test_writes_children_of_every_sort_as_the_serializers_do():
    make_world(4)

    assert differences() == []


SHAPES = [
    (
        EventSerializer,
        Event,
        "participations.actor.country,links.event,claims.source,place.country",
    ),
    (EventSerializer, Event, "agreement.bloc,type.parent,figures.claims.source,parent"),
    (AgreementSerializer, Agreement, "clauses.topics,clauses.concerns.country,parties.signatory"),
    (AgreementSerializer, Agreement, "links.agreement.bloc"),
    (ListedClaimSerializer, EventClaim, "source"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("serializer", "model", "expand"), SHAPES)
@pytest.mark.parametrize("drafts", [False, True])
def test_writes_whole_records_as_the_serializers_do(
    serializer: Any, model: Any, expand: str, drafts: bool
):
    make_drafts() if drafts else make_world(4)
    shape = FieldSelection(serializer, expand=frozenset(expand.split(",")))

    ours = by_postgresql(shape, model)
    row = shape()
    row._context = {"request": REQUEST}
    theirs = [row.to_representation(each) for each in model.objects.order_by("id")]

    assert ours
    assert ours == [JSONRenderer().render(data).decode() for data in theirs]


@pytest.mark.django_db
def test_writes_difficult_values_as_the_serializers_do():
    odd = 'Đ "quoted" \\ / <b> \n\t\r\b\f \x01\x1f\x7f \u2028\u2029 Ж 🕊 %s %% {}'
    publish(make_actor("odd", name=odd, description=odd))
    event = publish(make_event())
    for value in ("0", "0.1", "4686", "4686.50", "123456789012.34", "100"):
        publish(make_figure(event=event, value=value, value_max=value))

    assert differences() == []


@pytest.mark.django_db
@pytest.mark.parametrize("micros", [0, 1, 120_000])
def test_writes_moments_as_the_serializers_do(micros: int):
    moment = dt.datetime(2025, 1, 2, 3, 4, 5, micros, tzinfo=dt.UTC)
    event = make_event()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Tokyo'")

    written = Event.objects.filter(pk=event.pk).values_list(UtcTimestamp(Value(moment)), flat=True)

    assert written.get() == serializers.DateTimeField().to_representation(moment)


@pytest.mark.django_db
@pytest.mark.parametrize("year", [7, 199, 999, 1999, 2025, 9999])
def test_writes_dates_as_python_does(year: int):
    days = [dt.date(year, month, 28) for month in range(1, 13)]
    with connection.cursor() as cursor:
        for precision in DatePrecision.values:
            for day in [None, *days]:
                cursor.execute("SELECT date_text(%s, %s)", [day, precision])
                assert cursor.fetchone() == (date_text(day, precision) or None,)
        for precision in WindowPrecision.values:
            for first, last in [(None, None), (days[0], None), *((days[0], day) for day in days)]:
                cursor.execute("SELECT window_text(%s, %s, %s)", [first, last, precision])
                assert cursor.fetchone() == (window_text(first, last, precision) or None,)


def compiled(serializer: Any) -> Any:
    return compile_statement(serializer, Order(Event, ("id",)))


def test_refuses_a_field_that_it_does_not_know():
    class Duration(ModelRowSerializer):
        slug = serializers.DurationField()

        class Meta:
            model = Event
            fields = ["slug"]

    with pytest.raises(UnknownFieldError, match="DurationField “slug”"):
        compiled(Duration)


def test_refuses_a_subclass_that_writes_in_its_own_way():
    class Shout(serializers.CharField):
        def to_representation(self, value: Any) -> str:
            return value.upper()

    class Elsewhere(SelfUrlField):
        def get_url(self, *args: Any) -> str:
            return "elsewhere"

    class Shouting(ModelRowSerializer):
        title = Shout()

        class Meta:
            model = Event
            fields = ["title"]

    class Astray(ModelRowSerializer):
        url = Elsewhere("event-detail")

        class Meta:
            model = Event
            fields = ["url"]

    class Whispering(ModelRowSerializer):
        class Meta:
            model = Event
            fields = ["slug"]

        def to_representation(self, instance: Any) -> Any:
            return {"slug": "…"}

    for serializer in (Shouting, Astray, Whispering):
        with pytest.raises(UnknownFieldError):
            compiled(serializer)
