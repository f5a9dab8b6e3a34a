"""Which participations are public, and chains of causes and effects."""

from events.api.chain import MAX_DEPTH, chain
from events.choices import CAUSAL_LINKS
from events.models import Event, Participation
from records.publication import reading
from tests import make


def test_hides_a_stance_on_an_unpublished_actor() -> None:
    event, russia, secret = make.event(), make.actor("russia"), make.actor("secret")
    make.publish(event, russia)
    make.participation(event, russia, "speaker", stance="opposes", toward=secret)

    with reading():
        assert not Participation.objects.exists()


def test_shows_a_stance_on_a_published_actor_and_participations_without_a_stance() -> None:
    event, russia, nato = make.event(), make.actor("russia"), make.actor("nato", kind="igo")
    make.publish(event, russia, nato)
    make.participation(event, russia, "speaker", stance="opposes", toward=nato)
    make.participation(event, nato, "addressee")

    with reading():
        assert Participation.objects.count() == 2


def test_follows_indirect_effects_and_ends_in_a_circle() -> None:
    first, second, third, other = (make.event() for _ in range(4))
    make.event_link(second, "response_to", first)
    make.event_link(third, "caused_by", second)
    make.event_link(first, "caused_by", third)
    make.event_link(other, "follows", third)

    reached = chain(first, direction="out", depth=MAX_DEPTH, kinds=CAUSAL_LINKS)["nodes"]

    assert set(Event.objects.effects_of([first])) == {second}
    assert reached == [first, second, third]
