"""Who saves while an import holds the same rows is told so after a few seconds, and loses nothing that was typed."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from agreements.models import Agreement
from records import lock_waits
from tests import database, make
from tests.accounts.people import make_person
from tests.admin_page import AdminPage, client_of, url_of

pytestmark = pytest.mark.django_db(transaction=True)
IMPORT = "An import is running; try again in a moment."
COLLEAGUE = "Somebody else is changing the same rows; try again in a moment."


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock_waits, "LOCK_WAIT_SECONDS", 1)


@pytest.fixture
def draft() -> Agreement:
    return make.agreement("tirana", title="Before", review_status="draft")


@pytest.fixture
def held(draft: Agreement, request: pytest.FixtureRequest) -> Iterator[str]:
    """Another session holds the record, an import if the parameter says so; the message that follows."""
    is_import = request.param == "import"
    ready, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            if is_import:
                database.execute(f"SELECT pg_advisory_xact_lock({lock_waits.IMPORT_LOCKS}, 7)")
            Agreement.objects.select_for_update().get(pk=draft.pk)
            ready.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert ready.wait(30)
    yield IMPORT if is_import else COLLEAGUE
    done.set()
    thread.join()


@pytest.mark.parametrize("held", ["import", "colleague"], indirect=True)
def test_a_form_is_shown_again_with_all_that_was_typed(draft, held):
    page = AdminPage(client_of(make_person("ana", "curator")), draft)
    page.fill(title="Typed")

    assert page.save() == [held]

    assert page.value("title") == "Typed"
    assert database.stored(draft, "title") == "Before"


@pytest.mark.parametrize("held", ["import"], indirect=True)
def test_a_step_of_the_review_can_be_sent_again(draft, held):
    client = client_of(make_person("ana", "curator"))
    client.raise_request_exception = False

    answer = client.post(url_of(draft, "review"), {"to": "in_review"})

    assert answer.status_code == 503
    assert held in answer.content.decode()
    assert '<textarea name="to" hidden>' in answer.content.decode()


def test_the_limit_ends_with_the_request(draft):
    page = AdminPage(client_of(make_person("ana", "curator")), draft)
    page.fill(title="Saved")
    assert page.save() == []

    with transaction.atomic():
        assert database.rows("SHOW lock_timeout") == [("0",)]
