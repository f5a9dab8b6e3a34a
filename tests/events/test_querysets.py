"""Participants: who of them may be shown."""

import pytest

from events.models import Participation
from records.publication import reading
from tests.builders import make_actor, make_event, make_participation, publish

pytestmark = pytest.mark.django_db


def test_hides_a_stance_with_the_actor_it_is_about() -> None:
    event, russia, secret = make_event(), make_actor("russia"), make_actor("secret")
    publish(event, russia)
    make_participation(event, russia, "speaker", stance="opposes", toward=secret)

    with reading():
        assert not Participation.objects.exists()


def test_shows_a_stance_towards_a_published_actor_and_parts_without_a_stance() -> None:
    event, russia, nato = make_event(), make_actor("russia"), make_actor("nato", kind="igo")
    publish(event, russia, nato)
    make_participation(event, russia, "speaker", stance="opposes", toward=nato)
    make_participation(event, nato, "addressee")

    with reading():
        assert Participation.objects.count() == 2
