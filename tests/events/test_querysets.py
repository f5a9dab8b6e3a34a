"""Which participations are public, and chains of causes and effects."""

import pytest

from events.api.chain import MAX_DEPTH, chain
from events.choices import CAUSAL_LINKS
from events.models import Event, Participation
from records.publication import reading
from tests.builders import link_events, make_actor, make_event, make_participation, publish

pytestmark = pytest.mark.django_db


def test_hides_a_stance_on_an_unpublished_actor() -> None:
    event, russia, secret = make_event(), make_actor("russia"), make_actor("secret")
    publish(event, russia)
    make_participation(event, russia, "speaker", stance="opposes", toward=secret)

    with reading():
        assert not Participation.objects.exists()


def test_shows_a_stance_on_a_published_actor_and_participations_without_a_stance() -> None:
    event, russia, nato = make_event(), make_actor("russia"), make_actor("nato", kind="igo")
    publish(event, russia, nato)
    make_participation(event, russia, "speaker", stance="opposes", toward=nato)
    make_participation(event, nato, "addressee")

    with reading():
        assert Participation.objects.count() == 2


def test_follows_indirect_effects_and_ends_in_a_circle() -> None:
    first, second, third, other = (make_event() for _ in range(4))
    link_events(second, "response_to", first)
    link_events(third, "caused_by", second)
    link_events(first, "caused_by", third)
    link_events(other, "follows", third)

    reached = chain(first, direction="out", depth=MAX_DEPTH, kinds=CAUSAL_LINKS)["nodes"]

    assert set(Event.objects.effects_of([first])) == {second}
    assert reached == [first, second, third]
