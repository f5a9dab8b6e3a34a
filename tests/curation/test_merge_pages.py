"""The page “Merge into…”, and the one that undoes it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from actors.models import Actor
from agreements.models import Agreement
from curation.models import Merge
from tests import cases, make
from tests.admin_page import member_of_staff, messages_of, url_of


def merge_url(record: Any) -> str:
    return url_of(record, "merge")


def merge_into(client: Client, kept: Any, duplicate: Any) -> Any:
    """Merges as previewed; returns the answer."""
    seen = shown(client, duplicate, kept)["seen"]
    return client.post(merge_url(duplicate), {"into": kept.pk, "seen": seen})


def shown(client: Client, duplicate: Any, kept: Any) -> Any:
    response = client.get(merge_url(duplicate), {"into": kept.pk})
    assert response.status_code == 200
    return response.context


def test_the_page_of_a_record_links_to_the_merge_page(admin_client: Client):
    agreement = make.agreement()

    assert f'href="{merge_url(agreement)}"' in admin_client.get(url_of(agreement)).content.decode()
    assert "into" in admin_client.get(merge_url(agreement)).context["form"].fields


def test_shows_what_differs_and_what_moves_then_merges_and_undoes(admin_client: Client):
    kept = make.agreement("one", title="One", summary="Short")
    duplicate = make.agreement("two", title="Two", summary="Long", signed_on="2025-03")
    make.party(duplicate, make.actor("nato"))

    context = shown(admin_client, duplicate, kept)

    assert [(f["label"], f["stays"], f["gone"]) for f in context["fields"]] == [
        ("Title", "One", "Two"),
        ("Summary", "Short", "Long"),
        ("Signed", "2025-03-18", "2025-03"),
    ]
    assert context["outcome"].moved == {"parties": 1}
    assert Agreement.objects.count() == 2

    sent = {"into": kept.pk, "seen": context["seen"], "take": ["summary", "signed"]}
    done = admin_client.post(merge_url(duplicate), sent, follow=True)

    assert messages_of(done) == ["“Two” was merged into “One”. This can be undone."]
    kept = Agreement.objects.get()
    assert (kept.title, kept.summary, kept.signed_precision) == ("One", "Long", "month")
    assert kept.parties.count() == 1

    undone = admin_client.post(done.context["undo_url"], {"undo": "1"}, follow=True)

    assert messages_of(undone) == ["The merge was undone: both records are as they were before."]
    assert "undo_url" not in undone.context
    assert Agreement.objects.get(slug="two").parties.count() == 1


def test_merges_only_what_the_preview_showed(admin_client: Client):
    kept, duplicate = make.agreement("one"), make.agreement("two")
    seen = shown(admin_client, duplicate, kept)["seen"]
    Agreement.objects.filter(pk=duplicate.pk).update(title="Renamed")

    for value, reason in ((seen, "was changed since"), ("", "look at the preview of the merge")):
        answer = admin_client.post(merge_url(duplicate), {"into": kept.pk, "seen": value})
        assert reason in messages_of(answer)[0]

    assert Agreement.objects.count() == 2


def test_says_why_two_cannot_be_merged(admin_client: Client):
    one, two = make.agreement("one"), make.agreement("two")
    make.agreement_link(one, "implements", two)

    context = shown(admin_client, two, one)

    assert context["refused"] == "An agreement has no link to itself."
    assert "outcome" not in context
    assert shown(admin_client, one, one)["refused"] == "A record cannot be merged into itself."


@cases("into", "", "x", "999999999", "-1", "9" * 40)
def test_invalid_choices_are_errors_of_the_form(admin_client: Client, into: str):
    duplicate = make.actor()

    for method in (admin_client.get, admin_client.post):
        response = method(merge_url(duplicate), {"into": into, "take": ["nothing", "id", "slug"]})
        assert response.status_code == 200
        assert response.context["form"].errors


def test_merging_published_records_takes_the_permission_to_publish(client: Client):
    kept, duplicate = make.publish(make.actor("one")), make.publish(make.actor("two"))
    draft = make.actor("three")
    curator = member_of_staff(client, "actors.change_actor", "actors.view_actor")

    assert curator.get(merge_url(duplicate)).status_code == 403
    assert curator.get(merge_url(draft), {"into": kept.pk}).status_code == 403
    assert curator.post(merge_url(draft), {"into": kept.pk}).status_code == 403
    assert Actor.objects.count() == 3 and not Merge.objects.exists()


def test_undoing_takes_the_permission_to_publish(client: Client, admin_client: Client):
    kept, duplicate = make.publish(make.actor("one")), make.publish(make.actor("two"))
    make.claim(duplicate)
    merge_into(admin_client, kept, duplicate)
    made = Merge.objects.get()
    may = ("actors.change_actor", "actors.view_actor", "curation.view_merge")
    curator = member_of_staff(Client(), *may)

    assert curator.get(url_of(made)).status_code == 200
    assert curator.post(url_of(made, "undo"), {"undo": "1"}).status_code == 403


def test_merges_places(admin_client: Client):
    kept, duplicate = make.place("one"), make.place("two")

    assert merge_into(admin_client, kept, duplicate).status_code == 302
    assert not type(duplicate)._default_manager.filter(slug="two").exists()


def test_autocomplete_adds_the_slug_to_equal_names(admin_client: Client):
    for slug, title in (("one", "Tirana"), ("two", "Tirana"), ("three", "Tirana and Subotica")):
        make.agreement(slug, title=title)
    field = {"app_label": "agreements", "model_name": "agreementlink", "field_name": "target"}

    answer = admin_client.get(reverse("admin:autocomplete"), {"term": "Tirana", **field})

    offered = {row["text"] for row in answer.json()["results"]}
    assert offered == {"Tirana (one)", "Tirana (two)", "Tirana and Subotica"}
