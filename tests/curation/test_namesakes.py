"""Possible duplicates: suggestions while a name is typed, and a filter of lists."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from actors.models import Actor
from events.models import Event
from tests import cases, make
from tests.admin_page import list_url, member_of_staff, url_of

ADDRESS = "/admin/actors/actor/namesakes/"


def hints(client: Client, text: str) -> list[str]:
    answer = client.get(ADDRESS, {"q": text})
    assert answer.status_code == 200
    return [each["text"] for each in answer.json()["results"]]


def test_finds_records_with_similar_names(admin_client: Client):
    actor = make.actor("president", kind="person", name="Aleksandar Vučić")
    make.name(make.actor("kosovo"), "Republika e Kosovës", "sq")
    make.actor("nato")

    for text in ("aleksandar v", "ВУЧИЋ", "Alexandar Vucic", "Vucic Aleksandar"):
        assert hints(admin_client, text) == ["Aleksandar Vučić (president, draft)"], text
    assert hints(admin_client, "Republika e Kos") == ["Kosovo (kosovo, draft)"]
    found = admin_client.get(ADDRESS, {"q": "vucic"}).json()["results"]
    assert found[0]["url"] == url_of(actor)


@cases("text", "", "al", "xyzzy", "\x00", "' OR 1", "%%%", "-" * 5000)
def test_finds_nothing_for_short_or_unknown_texts(admin_client: Client, text: str):
    make.actor("albania")

    assert hints(admin_client, text) == []


def test_needs_the_permission_to_view(client: Client):
    make.actor("albania")
    curator = member_of_staff(client, "events.view_event")

    assert curator.get(ADDRESS, {"q": "albania"}).status_code == 403


def test_only_the_form_of_a_new_record_suggests(admin_client: Client):
    new = admin_client.get(reverse("admin:actors_actor_add")).content.decode()
    old = admin_client.get(url_of(make.actor())).content.decode()

    assert f'data-namesakes="{ADDRESS}"' in new
    assert "data-namesakes" not in old


def test_finds_equal_names_in_any_order_and_script(admin_client: Client):
    first = make.actor("one", name="Aleksandar Vučić")
    second = make.actor("two", name="Вучић, Александар")
    third = make.actor("three", name="Serbia")
    fourth = make.actor("four", name="Republic of Serbia")
    make.name(fourth, "SERBIA", "en")
    make.actor("five", name="Serbian Progressive Party")

    listed = admin_client.get(list_url(Actor), {"namesakes": "yes"}).context["cl"].queryset

    assert set(listed) == {first, second, third, fourth}


def test_a_record_is_not_a_duplicate_of_itself():
    actor = make.actor("serbia", name="Serbia")
    make.name(actor, "Serbia", "en")

    assert not Actor.objects.with_namesakes()


def test_events_of_one_title_are_duplicates_only_on_one_day():
    day = dt.date(2025, 3, 1)
    same = [make.event(title="Protest", on=day) for _ in range(2)]
    make.event(title="Protest", on=dt.date(2025, 4, 1))

    assert set(Event.objects.with_namesakes()) == set(same)


def test_a_retracted_record_is_not_a_duplicate():
    source = make.source(title="Wire")
    make.source(title="wire", review_status="retracted")

    assert not type(source).objects.with_namesakes()
