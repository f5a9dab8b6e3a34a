"""Makes database_0_1.sql.xz: a database of release 0.1 that holds a row of every kind in every state.

It runs with the code of that release, not with this one, and needs to run again only to add rows:

    git worktree add ../release-0.1 46c3b6e
    cd ../release-0.1 && make .venv/.dev
    FOLDER=../balkanwatch/tests/upgrades
    .venv/bin/python $FOLDER/make_database_of_0_1.py $FOLDER/database_0_1.sql.xz
"""
# mypy: ignore-errors
# ruff: noqa: E402, T201 (a script of another version: its modules are found after its path is set)

import lzma
import os
import subprocess
import sys
from datetime import timedelta

sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "balkanwatch.settings"
import django

django.setup()
from django.conf import settings as configured

# Nothing is collected for this script.
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
configured.STORAGES = {**configured.STORAGES, "staticfiles": PLAIN}

from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from imports.jobs import run_import

from accounts.models import ApiKey
from actors.models import Actor
from agreements.models import Topic
from balkanwatch.postgres.folder import program
from curation.history import recording
from curation.merging import undo
from imports.choices import ImportStatus, Step
from imports.models import Import
from records.review import loading
from tests import builders as b
from tests.accounts.people import make_person
from tests.admin_page import AdminPage, act
from tests.curation.test_proposals import decided, proposed
from tests.project.cast import make_cast

DATABASE = "balkanwatch_fixture_0_1"
EMPTY_AS_ALWAYS = {"records_pending", "records_touched"}


def in_every_state(make, name="", **fields):
    """Draft, in review, published and retracted records made by a builder; returns them by state."""
    name = name or make.__name__.removeprefix("make_")
    found = {}
    for state in ("draft", "in_review", "published", "retracted"):
        record = make(
            slug=f"{name}-{state.replace('_', '-')}",
            **{"review_status": "draft"} | fields,
        )
        rows = type(record).objects.filter(pk=record.pk)
        if state == "in_review":
            rows.update(
                review_status=state, submitted_by=b.make_submitter(), submitted_at=timezone.now()
            )
        elif state != "draft":
            b.publish(record)
        if state == "retracted":
            rows.update(review_status=state, retraction_reason="Entered twice.")
        record.refresh_from_db()
        found[state] = record
    return found


def fill():
    """People, records, proposals, merges, imports, keys, searches, logs."""
    people = {}
    for name, role in (
        ("ana", "curator"),
        ("ben", "reviewer"),
        ("mira", "importer"),
        ("olga", "administrator"),
    ):
        people[name] = make_person(name, role, first_name=name.title(), last_name="Tester")
        TOTPDevice.objects.create(user=people[name], name="phone", confirmed=name != "mira")
    StaticDevice.objects.create(user=people["ben"], name="recovery").token_set.create(token="spent")
    User.objects.create(username="gone", is_active=False).groups.add(
        Group.objects.create(name="gazetteer editors")
    )
    people["mira"].user_permissions.set(Permission.objects.filter(codename="add_place"))
    clients = {name: Client() for name in people}
    for name, client in clients.items():
        client.force_login(people[name])

    with recording(through="command", what="make_database_of_0_1"), loading():
        make_cast()
        in_every_state(b.make_source)
        actors = in_every_state(b.make_actor)
        nato = Actor.objects.get(slug="nato")
        in_every_state(
            lambda **fields: b.make_relationship(b.publish(b.make_actor()), nato, **fields),
            "relationship",
        )
        for actor in actors.values():
            b.make_name(actor, f"Name of {actor}")
        agreements = in_every_state(b.make_agreement)
        events = in_every_state(b.make_event)
        for state, agreement in agreements.items():
            b.claim(b.make_party(agreement, actors["published"]))
            clause = b.make_clause(agreement, 1)
            clause.topics.set(Topic.objects.order_by("pk")[:2])
            clause.concerns.set([nato])
            b.claim(clause)
            b.make_participation(events[state], actors["published"])
            if state != "published":
                b.link_agreements(agreement, "implements", agreements["published"])
                b.link_events(events[state], "follows", events["published"])
        in_every_state(b.make_figure, event=events["published"])

    # Forms, so that history, log and proposals are as the admin of 0.1 makes them
    ana, ben = clients["ana"], clients["ben"]
    page = AdminPage(ana, agreements["draft"])
    page.fill(summary="Typed in a form")
    assert page.save() == [], page.response.context["errors"]
    published = agreements["published"]
    accepted = proposed(ana, published, title="Renamed", rows={"proposal_note": "As printed."})
    assert decided(ben, accepted, "accepted")
    published.refresh_from_db()
    assert decided(ben, proposed(ana, published, title="Declined"), "declined", "As printed.")
    assert decided(ana, proposed(ana, published, title="Withdrawn"), "withdrawn")
    published.refresh_from_db()
    proposed(ana, published, summary="An open proposal", rows={"proposal_note": "Waits"})
    b.make_merge(by=people["ben"])
    undo(b.make_merge(by=people["ben"]), by=people["ben"])
    with loading():
        kept, gone = (b.publish(b.make_actor(slug)) for slug in ("merged-kept", "merged-gone"))
    url = reverse("admin:actors_actor_merge", args=[gone.pk])
    seen = ben.get(url, {"into": kept.pk}).context["seen"]
    assert ben.post(url, {"into": kept.pk, "seen": seen}).status_code == 302

    for status in ImportStatus.values:
        for step in Step.values:
            Import.objects.create(
                file_name=f"{status}-{step}.csv",
                resource="events",
                status=status,
                step=step,
                who=people["mira"],
            )
    b.make_key(name="Ended", expires_at=timezone.now() + timedelta(minutes=1))
    act(clients["olga"], "revoke", ApiKey.objects.get(name="Notebook"))
    clients["ana"].get("/api/v1/actors/")
    Client().post("/admin/login/", {"username": "nobody", "password": "wrong"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE actors_actor SET note = 'By SQL' WHERE slug = 'actor-draft'")
        cursor.execute("DELETE FROM actors_actorname WHERE name = 'Name of Actor Draft'")
    run_import.enqueue(Import.objects.first().pk)


def empty_tables():
    """Tables of the database without a row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        empty = set()
        for table in tables:
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')
            if not cursor.fetchone()[0]:
                empty.add(table)
    return empty


def main(path):
    """Writes the dump to this path."""
    setup_test_environment()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.settings_dict["NAME"] = DATABASE
    call_command("migrate", verbosity=0)
    fill()
    print("Tables without a row:", sorted(empty_tables() - EMPTY_AS_ALWAYS) or "none")
    parameters = connection.get_connection_params()
    connection.close()
    dump = subprocess.run(
        [
            program("pg_dump"),
            "--no-owner",
            "--no-privileges",
            "--rows-per-insert=1000",
            "--host",
            parameters["host"],
            "--port",
            str(parameters["port"]),
            "--username",
            parameters["user"],
            DATABASE,
        ],
        env=os.environ | {"PGPASSWORD": parameters["password"]},
        stdout=subprocess.PIPE,
        check=True,
    )
    # Commands of psql, which are no SQL
    lines = (line for line in dump.stdout.splitlines(keepends=True) if not line.startswith(b"\\"))
    with lzma.open(path, "wb", preset=9) as file:
        file.writelines(lines)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
    print(f"{path}: {os.path.getsize(path)} bytes")


main(sys.argv[1])
