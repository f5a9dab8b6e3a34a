"""Fields suggest the closest record first, and nothing that was retracted or merged; neither can be chosen."""

from itertools import chain
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from actors.models import Actor
from agreements.models import Agreement, Clause
from balkanwatch.apps import published_models
from curation.database_errors import broken_rule
from events.models import Event, Participation
from records.choices import ReviewStatus
from records.retracted_references import REFERS_TO_RETRACTED, references_to_records
from records.review import loading
from records.second_person import trial
from tests import cases, database, make
from tests.admin_page import AdminPage
from tests.imports.files import check, fault_texts, import_text
from tests.project.cast import make_cast

ACTOR = {"app_label": "agreements", "model_name": "agreementparty", "field_name": "actor"}
TOPIC = {"app_label": "agreements", "model_name": "clause", "field_name": "topics"}
REFERENCES = [
    (model, key.name) for model in published_models() for key in references_to_records(model)
]


def suggested(client: Client, term: str, field: dict[str, str] = ACTOR, page: int = 1) -> list[str]:
    """The names that a field suggests for a text, in their order."""
    query = {**field, "term": term, "page": str(page)}
    answer = client.get("/admin/autocomplete/", query)
    assert answer.status_code == 200
    return [result["text"] for result in answer.json()["results"]]


def retracted(record: Any, into: Any = None) -> Any:
    """The record, retracted or merged into another one of its kind."""
    with loading():
        stored = type(record).objects.filter(pk=record.pk)
        stored.update(review_status=ReviewStatus.RETRACTED, merged_into=into)
    record.refresh_from_db()
    return record


# In the order of their slugs, most of these stand before the name that is meant.
NAMES = {
    "adriatic-bloc": "Adriatic Bloc",
    "aleksandar-vucic": "Aleksandar Vučić",
    "austria-hungary": "Austria-Hungary",
    "bosnia-serbs": "Army of Serbia",
    "kosovo-force": "Kosovo Force",
    "serbia-and-montenegro": "Serbia and Montenegro",
    "united-hungary": "United Hungary",
    "x-hungary": "Hungary",
    "x-kosovo": "Kosovo",
    "x-serbia": "Serbia",
}
TEXTS = {"adriatic-bloc": "With Kosovo.", "aleksandar-vucic": "President of Serbia."}


@cases(
    "term, first, second",
    ("Kosovo", "Kosovo", "Kosovo Force"),
    ("Serbia", "Serbia", "Serbia and Montenegro"),
    ("hungary", "Hungary", "United Hungary"),
    ("Србија", "Serbia", "Serbia and Montenegro"),
    ("serb", "Serbia", "Serbia and Montenegro"),
)
def test_suggests_the_name_itself_before_names_that_contain_it(admin_client, term, first, second):
    for slug, name in NAMES.items():
        make.actor(slug, name=name, description=TEXTS.get(slug, ""))
    make.name(Actor.objects.get(slug="x-serbia"), "Srbija", "sr-Latn")
    make.name(Actor.objects.get(slug="serbia-and-montenegro"), "Srbija i Crna Gora", "sr-Latn")

    assert suggested(admin_client, term)[:2] == [first, second]


def test_orders_name_further_name_beginning_code_and_word(admin_client):
    make.actor("a", name="Land of Al")
    make.identifier(make.actor("b", name="Shqipëria"), "iso2", "AL")
    make.actor("c", name="Al Bander")
    make.name(make.actor("d", name="Xanadu"), "Al")
    make.actor("e", name="Al")

    assert suggested(admin_client, "al") == ["Al", "Xanadu", "Al Bander", "Shqipëria", "Land of Al"]


def test_suggests_each_match_once_over_all_pages(admin_client):
    names = [f"Serbia {number:02}" for number in range(45)]
    for name in names:
        make.actor(name=name)
    make.actor("zz", name="Serbia")

    pages = [suggested(admin_client, "serbia", page=number) for number in (1, 2, 3)]

    assert pages[0][0] == "Serbia"
    assert [len(page) for page in pages] == [20, 20, 6]
    assert sorted(chain(*pages)) == ["Serbia", *names]


def test_suggests_the_topic_of_this_name_first(admin_client):
    make.topic("arm", label="Arms and cyber")
    make.topic("hyb.cyber", label="Cyber")

    assert suggested(admin_client, "cyber", TOPIC) == ["Cyber (hyb.cyber)", "Arms and cyber (arm)"]


def test_takes_few_queries_to_suggest(admin_client):
    for slug, name in NAMES.items():
        make.actor(slug, name=name)
    suggested(admin_client, "hungary")

    assert len(database.queries_of(suggested, admin_client, "hungary")) <= 12


# What was retracted or merged


def test_suggests_nothing_that_was_retracted_or_merged(admin_client):
    kosovo = make.actor("kosovo", name="Kosovo")
    retracted(make.actor("kosovo-2", name="Kosovo"), into=kosovo)
    retracted(make.actor("kosovo-3", name="Kosovo"))

    assert suggested(admin_client, "Kosovo") == ["Kosovo"]


def test_a_form_refuses_what_was_retracted_or_merged_and_names_the_one_that_stayed(admin_client):
    kosovo = make.actor("kosovo", name="Kosovo")
    merged = retracted(make.actor("kosova", name="Kosova"), into=kosovo)
    gone = retracted(make.actor("atlantis", name="Atlantis"))
    page = AdminPage(admin_client, make.agreement("tirana"))
    page.add("parties", actor=merged, action="signed")
    page.add("parties", actor=gone, action="signed")

    assert page.save() == [
        "“Kosova” was merged into “Kosovo”; choose that one.",
        "“Atlantis” was retracted; choose another record.",
    ]


def test_a_form_refuses_a_retracted_row_among_several_and_a_retracted_source(admin_client):
    agreement = make.agreement("tirana")
    make.clause(agreement, 1)
    page = AdminPage(admin_client, agreement)
    page.fill("clauses-0", concerns=[retracted(make.actor("atlantis")).pk])
    page.fill("clauses-0", cite_source=retracted(make.source("wire")))

    errors = page.save()

    assert sorted(errors) == [
        "“Atlantis” was retracted; choose another record.",
        "“wire” was retracted; choose another record.",
    ]


def test_a_form_keeps_a_reference_to_what_was_retracted_later(admin_client):
    agreement, actor = make.agreement("tirana"), make.actor("atlantis")
    make.party(agreement, actor)
    retracted(actor)
    page = AdminPage(admin_client, agreement)
    page.fill(short_title="Tirana")
    page.fill("parties-0", actions="signed:2025-03-18\nreservation [Except for the sea]")

    assert page.save() == []

    assert database.stored(agreement, "short_title") == "Tirana"


@pytest.mark.usefixtures("strict_review")
@cases("model, name", *REFERENCES, ids=lambda value: getattr(value, "__name__", value))
def test_the_database_refuses_a_new_reference_to_a_retracted_record(model, name):
    with loading():
        make_cast()
        Clause.objects.get(number=1).concerns.add(Actor.objects.get(slug="nato"))
        make.figure(agreement=Agreement.objects.get(slug="tirana"))
        make.figure(event=Event.objects.get(slug="signing"))
    row = model._base_manager.order_by(f"-{name}").exclude(**{name: None}).first()
    row = row or model._base_manager.first()
    target: Any = model._meta.get_field(name).related_model
    gone = target._base_manager.first()
    gone.pk, gone.slug = None, "gone"
    with loading():
        gone.save(force_insert=True)
    retracted(gone)

    with pytest.raises(IntegrityError) as refused, trial():
        model._base_manager.filter(pk=row.pk).update(**{name: gone.pk})

    assert broken_rule(refused.value) == REFERS_TO_RETRACTED


@pytest.mark.usefixtures("strict_review")
def test_the_database_refuses_a_row_for_a_retracted_record_among_many():
    event, actors = make.event(), [make.actor() for _ in range(3)]
    retracted(actors[1])
    rows = [Participation(event=event, actor=actor, role="speaker") for actor in actors]

    with pytest.raises(IntegrityError, match="choose the one that stayed"):
        Participation.objects.bulk_create(rows)


def test_a_file_refers_to_nothing_that_was_retracted_or_merged():
    kosovo = make.actor("kosovo")
    retracted(make.actor("kosova"), into=kosovo)
    retracted(make.actor("atlantis"))
    make.agreement("tirana")
    header = "agreement,actor,status\n"

    [kosova] = fault_texts(check("agreements_agreementparty", f"{header}tirana,kosova,signed\n"))
    [atlantis] = fault_texts(
        check("agreements_agreementparty", f"{header}tirana,atlantis,signed\n")
    )

    assert "“kosova” was retracted or merged into another record. Did you mean “kosovo”?" in kosova
    assert "“atlantis” was retracted or merged into another record." in atlantis


def test_a_file_may_name_what_was_retracted_since_the_row_was_made():
    agreement, actor = make.agreement("tirana"), make.actor("atlantis")
    make.party(agreement, actor)
    retracted(actor)
    rows = "agreement,actor,status,reservation\ntirana,atlantis,signed,Except for the sea\n"

    done = import_text("agreements_agreementparty", rows)

    assert fault_texts(done) == []
    assert (
        Agreement.objects.get().parties.get().actions.get(kind="reservation").text
        == "Except for the sea"
    )


def test_a_fault_proposes_no_retracted_record():
    make.actor("kosovo")
    retracted(make.actor("kosovar"))
    make.agreement("tirana")

    (fault,) = fault_texts(
        check("agreements_agreementparty", "agreement,actor,status\ntirana,kosovarr,signed\n")
    )

    assert "Did you mean “kosovo”?" in fault


def test_suggests_in_the_order_of_names(admin_client):
    names = ["Albania", "Čačak", "Cetinje", "Dečani", "Đakovica", "Žabljak", "Zenica"]
    for number, name in enumerate(reversed(names)):
        make.actor(f"a-{number}", name=name)
    in_order = ["Albania", "Cetinje", "Čačak", "Dečani", "Đakovica", "Zenica", "Žabljak"]

    assert suggested(admin_client, "") == in_order
    for actor in Actor.objects.all():
        make.name(actor, f"Grad {actor.slug}")
    assert suggested(admin_client, "Grad") == in_order
