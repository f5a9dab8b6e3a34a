"""Two people on one page: nobody overwrites what they have not seen, and no input is lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from actors.models import Actor
from agreements.models import Agreement, Clause
from events.models import Place
from tests import cases, database, make
from tests.admin_page import AdminPage, client_of, list_url, messages_of, url_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ana(admin_user: User) -> Client:
    return client_of(admin_user)


@pytest.fixture
def ben() -> Client:
    return client_of(User.objects.create_superuser("ben"))


def differences(page: AdminPage) -> dict[str, tuple[str, str, str]]:
    found = page.response.context["conflict"].differences
    return {each.what: (each.was, each.theirs, each.mine) for each in found}


def again(page: AdminPage, **changes: Any) -> list[str]:
    """Sends the page once more as it came back."""
    context = page.response.context
    page.data["made_from"] = context["made_from"]
    came_back = {key: values for key, values in context["conflict"].data.lists() if values}
    page.data |= {key: v if len(v) > 1 else v[0] for key, v in came_back.items()} | changes
    return page.save()


def test_the_second_save_is_refused_with_what_the_first_wrote(ana: Client, ben: Client):
    agreement = make.agreement("tirana", title="Old title", summary="Old summary")
    first, second = AdminPage(ana, agreement), AdminPage(ben, agreement)
    first.fill(title="Title of Ana", summary="Summary of Ana")
    assert first.save() == []
    second.fill(title="Title of Ben", short_title="Ben")

    [error] = second.save()

    assert error.startswith("admin saved this page at ")
    assert differences(second) == {
        "Title": ("Old title", "Title of Ana", "Title of Ben"),
        "Summary": ("Old summary", "Summary of Ana", ""),
    }
    assert second.value("title") == "Title of Ben"
    assert second.value("summary") == "Summary of Ana"
    assert Agreement.objects.get().title == "Title of Ana"


def test_saving_again_keeps_both_and_mine_where_both_wrote(ana: Client, ben: Client):
    agreement = make.agreement("tirana", title="Old", summary="Old")
    first, second = AdminPage(ana, agreement), AdminPage(ben, agreement)
    first.fill(title="Ana", summary="Ana")
    first.save()
    second.fill(title="Ben", short_title="Ben")
    second.save()

    assert again(second) == []

    assert database.stored(agreement, "title", "short_title", "summary") == ("Ben", "Ben", "Ana")


def test_theirs_can_be_taken_field_by_field(ana: Client, ben: Client):
    agreement = make.agreement("tirana", title="Old")
    clause = make.clause(agreement, heading="Old")
    first, second = AdminPage(ana, agreement), AdminPage(ben, agreement)
    first.fill(title="Ana")
    first.fill("clauses-0", heading="Ana")
    first.save()
    second.fill(title="Ben")
    second.fill("clauses-0", heading="Ben", text="By Ben")
    second.save()
    keys = [each.key for each in second.response.context["conflict"].differences]

    assert again(second, take_theirs=keys) == []

    agreement.refresh_from_db()
    clause.refresh_from_db()
    assert (agreement.title, clause.heading, clause.text) == ("Ana", "Ana", "By Ben")


def test_rows_of_both_stay(ana: Client, ben: Client):
    agreement = make.agreement()
    kept, deleted, edited = (make.clause(agreement, number) for number in (1, 2, 3))
    first, second = AdminPage(ana, agreement), AdminPage(ben, agreement)
    first.data |= {"clauses-1-DELETE": "on", "clauses-2-DELETE": "on"}
    first.add("clauses", number=4, heading="Of Ana")
    assert first.save() == []
    second.fill("clauses-2", heading="Edited by Ben")
    second.add("clauses", number=5, heading="Of Ben")

    assert len(second.save()) == 1
    conflict = second.response.context["conflict"]
    assert [each.what for each in conflict.differences] == ["New row", "Row", "Row"]
    assert again(second) == []

    headings = {1: kept.heading, 3: "Edited by Ben", 4: "Of Ana", 5: "Of Ben"}
    assert list(Clause.objects.values_list("number", "heading")) == list(headings.items())
    assert not Clause.objects.filter(pk__in=[deleted.pk, edited.pk]).exists()


def test_many_to_many_choices_of_both_are_kept(ana: Client, ben: Client):
    one, two = make.actor("one"), make.actor("two")
    agreement = make.agreement()
    clause = make.clause(agreement)
    page = AdminPage(ben, agreement)
    clause.concerns.add(one, two)

    page.fill(title="Ben")
    assert len(page.save()) == 1
    assert again(page) == []

    assert set(clause.concerns.all()) == {one, two}


def test_notices_changes_by_imports_and_sql(ana: Client):
    agreement = make.agreement()
    page = AdminPage(ana, agreement)
    make.claim(agreement)

    errors = page.save()

    assert errors == ["This was changed since you opened the page. Your changes are not saved yet."]
    assert list(differences(page)) == ["New row"]
    assert again(page) == []


def test_a_row_without_a_version_is_compared_by_its_values(ana: Client, ben: Client):
    place = make.place("tirana", name="Tirana")
    first, second = AdminPage(ana, place), AdminPage(ben, place)
    first.fill(name="Tiranë")
    assert first.save() == []
    second.fill(kind="region")

    assert len(second.save()) == 1
    assert again(second) == []

    found = Place.objects.get()
    assert (found.name, found.kind) == ("Tiranë", "region")


@cases("sent", "", "nonsense", "{}")
def test_a_form_without_its_snapshot_is_refused(ana: Client, sent: str):
    page = AdminPage(ana, make.agreement(title="Old"))
    page.fill(title="New")
    page.data["made_from"] = sent

    assert page.save() == ["This page is incomplete. Please open it again."]
    assert page.value("title") == "New"


def test_deletes_only_the_version_that_was_shown(ana: Client):
    agreement = make.agreement()
    address = url_of(agreement, "delete")
    confirmation = ana.get(address)["Location"]
    make.claim(agreement)

    answer = ana.post(confirmation, {"post": "yes"}, follow=True)

    assert "was changed since you opened the page" in messages_of(answer)[0]
    assert Agreement.objects.exists()
    ana.post(ana.get(address)["Location"], {"post": "yes"})
    assert not Agreement.objects.exists()


def test_acts_only_on_the_versions_that_the_list_shows(ana: Client):
    agreement = make.agreement()
    form = ana.get(list_url(Agreement)).context["action_form"]
    sent = {"action": "submit_for_review", "_selected_action": [agreement.pk], "post": "yes"}
    sent["seen"] = form["seen"].value()
    make.claim(agreement)

    refused = ana.post(list_url(Agreement), sent, follow=True)

    assert "was changed since you opened the page" in messages_of(refused)[0]
    assert database.stored(agreement, "review_status") == "draft"
    sent["seen"] = refused.context["action_form"]["seen"].value()
    ana.post(list_url(Agreement), sent)
    assert database.stored(agreement, "review_status") == "in_review"


def test_a_second_click_on_save_makes_no_second_record(ana: Client):
    page = AdminPage(ana, Actor)
    page.fill(name="Albania", slug="albania", kind="state")

    assert page.save() == []
    assert page.save() == ["This slug is already used, perhaps by a retracted record."]
    assert list(page.response.context["adminform"].form.errors) == ["slug"]

    assert Actor.objects.count() == 1


def test_links_to_the_current_page(ana: Client, ben: Client):
    agreement = make.agreement()
    page = AdminPage(ben, agreement)
    make.claim(agreement)
    page.save()

    assert f'href="{url_of(agreement)}"' in page.response.content.decode()


def test_input_for_a_deleted_record_is_kept_until_it_is_restored(ana: Client, ben: Client):
    agreement = make.agreement("tirana", title="Old title", summary="Old summary")
    clause = make.clause(agreement, text="Old text")
    page = AdminPage(ana, agreement)
    page.fill(title="Title of Ana")
    page.fill("clauses-0", text="Text of Ana")
    other = AdminPage(ben, agreement)
    other.fill(summary="Summary of Ben")
    assert other.save() == []
    deleted = ben.post(url_of(agreement, "delete"), {"post": "yes"})
    assert deleted.status_code == 302

    answer = ana.post(page.url, page.data | {"_continue": "1"})

    assert answer.status_code == 410
    text = answer.content.decode()
    assert "Deleted meanwhile: Old title" in text
    assert "· ben" in text
    typed = [("title", "Title of Ana"), ("clauses-0-text", "Text of Ana")]
    assert answer.context["typed"] == typed
    assert not Agreement.objects.exists()

    history = answer.context["history_url"]
    deleted = ana.get(history).context["timeline"].revisions[0]
    wanted = f"{deleted.token}|agreements_agreement:{agreement.pk}"
    seal = ana.post(history, {"restore": wanted}).context["seal"]
    ana.post(history, {"restore": wanted, "seal": seal})
    page.data = dict(answer.context["posted"])
    errors = page.save()

    # What Ben wrote before is not overwritten unseen.
    assert errors[0].endswith(", after you opened it. Your changes are not saved yet.")
    assert differences(page) == {"Summary": ("Old summary", "Summary of Ben", "")}
    assert again(page) == []
    agreement, clause = Agreement.objects.get(), Clause.objects.get(pk=clause.pk)
    assert (agreement.title, agreement.summary) == ("Title of Ana", "Summary of Ben")
    assert clause.text == "Text of Ana"


def test_the_page_of_a_deleted_record_redirects_to_its_history(ana: Client):
    agreement = make.agreement("tirana")
    url, history = url_of(agreement), url_of(agreement, "history")
    agreement.delete()

    answer = ana.get(url, follow=True)

    assert answer.redirect_chain[-1][0] == history
    assert "This record has been deleted." in answer.content.decode()
