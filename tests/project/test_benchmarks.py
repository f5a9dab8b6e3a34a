"""Benchmarks fill their databases by SQL of their own, which must keep up with the tables."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from actors.models import Actor
from agreements.models import Agreement
from events.models import Event
from tests.api_client import json_of

FOLDER = Path(__file__).parent.parent.parent / "benchmarks"

pytestmark = [pytest.mark.usefixtures("article_data"), pytest.mark.django_db(transaction=True)]


def fill(file: str, **values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute((FOLDER / file).read_text(encoding="utf-8"), values or None)


def test_fills_a_database_with_generated_rows(client: Client) -> None:
    actors, agreements = Actor.objects.count(), Agreement.objects.count()

    fill("fill_events.sql", n=40)
    fill("fill_actors.sql", n=5)
    fill("fill_words.sql", actors=5)
    fill("fill_agreements.sql")

    assert Event.objects.filter(slug__startswith="bench-").count() == 40
    assert Actor.objects.count() > actors
    assert Agreement.objects.count() == agreements + 1000
    [event] = json_of(client, "events/", slug__in="bench-00000001")["results"]
    assert (len(event["participations"]), event["date_precision"]) == (3, "day")
