"""Many people save one record at the same time: each edit is saved, or refused and shown."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from actors.models import Actor, ActorName
from sources.models import Source
from tests import make
from tests.admin_page import client_of, url_of
from tests.long import IS_LONG

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, EDITS = 10, 20 if IS_LONG else 4
ROW_PEOPLE, ROWS = 4, 4


class SentForm(HTMLParser):
    """What a browser sends of a page. (The contexts that tests get mix up those of several threads.)"""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.data: dict[str, str] = {}
        self._open = ""
        self._select = ""
        self.feed(html[html.index("_form") :])

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        have = dict(attrs)
        name = have.get("name", "")
        if tag == "input" and name and have.get("type") == "checkbox":
            self.data |= {name: "on"} if "checked" in have else {}
        elif tag == "input" and name and have.get("type") != "submit":
            self.data[name] = have.get("value") or ""
        elif tag == "textarea":
            self._open, self.data[name] = name, ""
        elif tag == "select":
            self._select, self.data[name] = name, ""
        elif tag == "option" and "selected" in have:
            self.data[self._select] = have.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._open:
            # The line end after the tag is no part of the text.
            self.data[self._open] += data.removeprefix("\n") if not self.data[self._open] else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._open = ""


def at_once(jobs: int, job: Callable[[int], None]) -> None:
    """Runs the job in as many threads; raises what one of them raises."""

    def run(number: int) -> None:
        try:
            job(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(run, range(jobs)))


def log_in(number: int) -> Client:
    return client_of(User.objects.create_superuser(f"person-{number}"))


@pytest.mark.slow
def test_loses_none_of_the_edits_of_ten_people():
    source = make.source("wire", title="Wire", review_status="draft")
    address = url_of(source)
    saved: dict[str, bool] = {}

    def edit(person: int) -> None:
        client = log_in(person)
        for number in range(EDITS):
            word = f"[{person}.{number}]"
            data = SentForm(client.get(address).content.decode()).data
            data["note"] += word
            answer = client.post(address, data | {"_continue": "1"})
            saved[word] = answer.status_code == 302
            page = answer.content.decode()
            assert saved[word] or 'id="conflict"' in page
            assert saved[word] or word in page

    at_once(PEOPLE, edit)

    note = Source.objects.get().note
    assert len(saved) == PEOPLE * EDITS
    assert {word for word in saved if word in note} == {w for w, done in saved.items() if done}
    assert note.count("[") == sum(saved.values())


@pytest.mark.slow
def test_loses_no_row_of_several_people():
    actor = make.actor("albania")
    address = url_of(actor)

    def edit(person: int) -> None:
        client = log_in(person)
        for number in range(ROWS):
            data = SentForm(client.get(address).content.decode()).data
            count = int(data["names-TOTAL_FORMS"])
            start = f"names-{count}-"
            data |= {f"{start}name": f"Name {person}.{number}", f"{start}language": "en"}
            data |= {f"{start}kind": "short", "names-TOTAL_FORMS": str(count + 1)}
            data |= {f"{start}id": "", f"{start}actor": str(actor.pk)}
            answer = client.post(address, data | {"_continue": "1"})
            while answer.status_code != 302:
                assert 'id="conflict"' in answer.content.decode()
                again = SentForm(answer.content.decode()).data
                answer = client.post(address, again | {"_continue": "1"})

    at_once(ROW_PEOPLE, edit)

    assert set(ActorName.objects.values_list("name", flat=True)) == {
        f"Name {person}.{number}" for person in range(ROW_PEOPLE) for number in range(ROWS)
    }


def test_two_clicks_on_save_at_once_make_one_record():
    answers: list[tuple[int, str]] = []

    def save(person: int) -> None:
        client = log_in(person)
        data = SentForm(client.get(url_of(Actor)).content.decode()).data
        data |= {"name": "Albania", "slug": "albania", "kind": "state"}
        answer = client.post(url_of(Actor), data)
        answers.append((answer.status_code, answer.content.decode()))

    at_once(2, save)

    (_, refused), (saved, _) = sorted(answers)
    assert saved == 302
    assert "This slug is already used" in refused
    assert Actor.objects.count() == 1
