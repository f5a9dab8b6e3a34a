"""Every change of a curated row is in the history, however it was made, and stays there."""

from io import StringIO
from typing import Any

import pghistory.models
import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from actors.models import Actor
from agreements.models import Agreement, Clause
from balkanwatch.apps import published_models
from balkanwatch.fixtures import models_in_load_order
from curation.history.tracking import ENTRIES, history_context
from events.models import Event, EventClaim, Place
from records.publication import reading
from tests import cases, database, make
from tests.admin_page import AdminPage, act
from tests.project.cast import make_cast


def entries(model: Any, **values: Any) -> list[Any]:
    return list(ENTRIES[model].objects.filter(**values).order_by("pgh_id"))


def labels(model: Any, **values: Any) -> list[str]:
    return [entry.pgh_label for entry in entries(model, **values)]


# What is tracked


def test_keeps_the_history_of_every_table_of_the_data_set():
    assert set(published_models()) == set(ENTRIES)
    assert not set(ENTRIES.values()) & set(published_models())


def test_has_an_entry_for_every_row_of_the_data_set():
    make_cast()

    for model in ENTRIES:
        keys = set(model._default_manager.values_list("pk", flat=True))
        assert {entry.id for entry in entries(model)} == keys, model


@cases("model", *models_in_load_order(), ids=lambda model: model._meta.label)
def test_an_entry_holds_the_values_of_the_row(model):
    make_cast()
    row = model._default_manager.first()
    entry = entries(model, id=row.pk)[-1]

    for field in entry._meta.fields:
        if not field.name.startswith("pgh_"):
            held = model._meta.get_field(field.name)
            assert getattr(entry, field.name) == getattr(row, held.attname), field.name


def test_a_save_makes_an_entry_only_if_something_changed():
    actor = make.actor("albania")
    actor.name = "Shqipëria"
    actor.save()
    actor.save()

    assert labels(Actor, id=actor.pk) == ["insert", "update"]
    assert entries(Actor, id=actor.pk)[-1].name == "Shqipëria"


def test_bulk_writes_make_an_entry_per_row():
    places = Place.objects.bulk_create(
        [Place(slug=f"p-{n}", kind="settlement", name=f"P {n}") for n in range(3)]
    )
    for place in places:
        place.name += "!"
    Place.objects.bulk_update(places, ["name"])
    Place.objects.update(kind="region")
    Place.objects.all().delete()

    assert labels(Place, id=places[0].pk) == ["insert", "update", "update", "delete"]
    assert len(entries(Place)) == 12


def test_plain_sql_makes_entries_without_a_context():
    place = make.place("square")
    database.execute("UPDATE events_place SET name = 'Market'", "DELETE FROM events_place")

    assert labels(Place, id=place.pk) == ["insert", "update", "delete"]
    assert {entry.pgh_context for entry in entries(Place)} == {None}


def test_truncating_a_table_makes_deletion_entries():
    make.place("square")
    database.execute("SET CONSTRAINTS ALL IMMEDIATE", "TRUNCATE events_place CASCADE")

    assert labels(Place) == ["insert", "delete"]


def test_many_to_many_rows_make_entries():
    clause = make.clause(make.agreement(), topics=[make.topic("pol")])
    clause.topics.clear()

    assert labels(Clause.topics.through, clause=clause.pk) == ["insert", "delete"]


def test_bookkeeping_of_the_database_makes_no_entry():
    agreement = make.agreement()
    party = make.party(agreement, make.publish(make.actor()))
    before = len(entries(type(party)))

    make.publish(agreement)
    party.refresh_from_db()

    assert party.is_public
    assert len(entries(type(party))) == before


# Who, why, through what


def test_the_context_is_noted_for_every_way_of_writing(admin_user):
    with history_context(through="import", user=admin_user, why="New list", what="places.csv"):
        make.place("saved")
        Place.objects.bulk_create([Place(slug="bulk", kind="settlement", name="Bulk")])
        database.execute(
            "INSERT INTO events_place (slug, kind, name) VALUES ('sql', 'settlement', 'Sql')"
        )

    context = {"user": admin_user.pk, "name": "admin", "why": "New list"}
    context |= {"through": "import", "what": "places.csv"}
    assert [entry.pgh_context for entry in entries(Place)] == [context] * 3
    assert len({entry.pgh_context_id for entry in entries(Place)}) == 1


def test_the_rows_of_a_statement_share_its_context_which_is_written_nowhere_else(admin_user):
    with history_context(through="import", user=admin_user):
        Place.objects.bulk_create(
            [Place(slug=f"p-{n}", kind="settlement", name=f"P {n}") for n in range(2)]
        )
        Place.objects.all().delete()

    found = entries(Place)
    assert [entry.pgh_label for entry in found] == ["insert", "insert", "delete", "delete"]
    assert {entry.pgh_context["user"] for entry in found} == {admin_user.pk}
    assert len({entry.pgh_context_id for entry in found} - {None}) == 1
    assert not pghistory.models.Context.objects.exists()


def test_finds_the_entries_of_the_claims_about_a_row_by_an_index():
    database.execute("SET LOCAL enable_seqscan = off")

    for key in ("event", "participation", "link", "figure"):
        found = ENTRIES[EventClaim].objects.filter(**{key: 1}).order_by().explain()
        assert f"eventclaim_{key}_h" in found


@pytest.mark.django_db(transaction=True)
def test_copy_makes_entries_and_keeps_the_context_through_a_temporary_table(admin_user):
    def copy_to(table: str, slug: str) -> None:
        line = StringIO(f"{slug}\tsettlement\t{slug}\n")
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {table} (slug, kind, name) FROM STDIN", line)

    with history_context(through="import", user=admin_user), transaction.atomic():
        database.execute(
            "CREATE TEMPORARY TABLE fresh (slug text, kind text, name text) ON COMMIT DROP"
        )
        copy_to("fresh", "staged")
        database.execute("INSERT INTO events_place (slug, kind, name) SELECT * FROM fresh")
    copy_to("events_place", "direct")

    staged, direct = entries(Place)
    assert (staged.slug, staged.pgh_context["name"]) == ("staged", "admin")
    assert (direct.slug, direct.pgh_context) == ("direct", None)


def test_a_form_notes_who_saved_it_where_and_why(admin_client):
    agreement = make.agreement()
    page = AdminPage(admin_client, agreement)
    page.fill(title="Renamed")
    page.data["change_reason"] = "  As in the text\0 "

    assert page.save() == []
    context = entries(Agreement, id=agreement.pk)[-1].pgh_context
    how = {"why": "As in the text", "through": "form", "what": page.url}
    assert context == how | {"name": "admin", "user": context["user"]}


def test_an_action_notes_the_reason(admin_client):
    agreement = make.agreement()
    url = "/admin/agreements/agreement/"
    data = {"action": "submit_for_review", "_selected_action": [agreement.pk]}
    asked = admin_client.post(url, data | {"change_reason": "Complete now"})
    admin_client.post(url, data | {"post": "yes"} | asked.context["carried"])

    context = entries(Agreement, id=agreement.pk)[-1].pgh_context
    assert (context["through"], context["why"], context["what"]) == ("action", "Complete now", url)


def test_a_deletion_notes_who_made_it(admin_client):
    place = make.place()
    act(admin_client, "delete_selected", place)

    entry = entries(Place, id=place.pk)[-1]
    assert (entry.pgh_label, entry.pgh_context["name"]) == ("delete", "admin")


def test_the_pages_ask_for_a_reason(admin_client):
    agreement = make.agreement()
    url = f"/admin/agreements/agreement/{agreement.pk}"

    for page in (f"{url}/change/", f"{url}/delete/", "/admin/agreements/agreement/"):
        assert 'name="change_reason"' in admin_client.get(page, follow=True).content.decode(), page


@pytest.mark.django_db(transaction=True)
def test_loading_the_data_set_notes_the_command():
    call_command("load_fixtures", verbosity=0)

    context = {(e.pgh_context["through"], e.pgh_context["what"]) for e in entries(Event)}
    assert context == {("command", "load_fixtures")}


def test_saving_a_form_takes_no_query_for_the_history(admin_client, settings):
    def queries_of_a_save(title: str) -> int:
        agreement = make.agreement()
        make.party(agreement, make.actor())
        page = AdminPage(admin_client, agreement)
        page.fill(title=title)
        assert page.save() == []
        return page.queries

    with_history = queries_of_a_save("With")
    tables = [model._meta.db_table for model in ENTRIES]
    database.execute(*(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables))
    middleware = "curation.middleware.HistoryMiddleware"
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != middleware]
    admin_client.handler._middleware_chain = None

    assert queries_of_a_save("Without") == with_history


def test_requests_by_readers_have_no_context(client):
    queries = database.queries_of(client.get, "/api/v1/actors/")

    assert not [sql for sql in queries if "pghistory" in sql]


# Kept


@cases("statement", "UPDATE {} SET name = ''", "DELETE FROM {}", "TRUNCATE {} CASCADE")
def test_the_history_is_only_added_to(statement):
    make.actor()
    table = ENTRIES[Actor]._meta.db_table

    with pytest.raises(IntegrityError, match="never changed, only added to"), transaction.atomic():
        database.execute(statement.format(table))
    assert entries(Actor)


@cases("model", *ENTRIES, ids=lambda model: model._meta.label)
def test_every_history_table_is_only_added_to(model):
    refused = pytest.raises(IntegrityError, match="never changed, only added to")
    with refused, transaction.atomic():
        database.execute(f"DELETE FROM {ENTRIES[model]._meta.db_table}")


@pytest.mark.django_db(transaction=True)
def test_flushing_the_database_empties_the_history():
    make.actor()
    call_command("flush", interactive=False, verbosity=0)

    assert not entries(Actor)
    make.actor()
    with pytest.raises(IntegrityError):
        database.execute(f"TRUNCATE {ENTRIES[Actor]._meta.db_table}")


@cases("model", *ENTRIES, ids=lambda model: model._meta.label)
def test_readers_have_no_access_to_the_history(model):
    table = ENTRIES[model]._meta.db_table
    with pytest.raises(ProgrammingError, match="permission denied"), reading():
        database.execute(f"SELECT count(*) FROM {table}")


def test_entries_may_refer_to_deleted_rows():
    event = make.event()
    make.claim(event, make.source())
    Event.objects.all().delete()

    assert labels(Event, id=event.pk) == ["insert", "delete"]
