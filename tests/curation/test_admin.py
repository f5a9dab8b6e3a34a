"""What all admin pages share: lists, review, and refusals by the database as errors of the form."""

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import ForeignKey, ManyToManyField

from actors.models import Actor
from agreements.models import Agreement, AgreementClaim, Topic
from curation.admin import RowAdmin
from curation.editing.forms import RowChoice, RowsChoice
from sources.models import Source
from sources.triggers import CONFIRMED_MESSAGE
from tests import cases, database, make
from tests.admin_page import AdminPage, act, list_url, messages_of, url_of
from tests.project.cast import make_cast

APPS = {"sources", "actors", "agreements", "events"}
MODELS = [m for m in apps.get_models() if m._meta.app_label in APPS and not m._meta.proxy]
each_model = cases("model", *MODELS, ids=lambda model: model._meta.label)


@each_model
def test_searches_each_list_in_at_most_10_queries(admin_client, model):
    make_cast()

    assert len(database.queries_of(admin_client.get, list_url(model), {"q": "Tiranë"})) <= 10

    assert admin_client.get(list_url(model), {"q": "Tiranë"}).status_code == 200
    assert admin_client.get(list_url(model)).context["cl"].result_count > 0


def test_no_proxy_of_a_source_is_registered():
    assert not [model for model in admin.site._registry if model._meta.proxy]


@each_model
def test_every_reference_in_a_form_is_autocompleted_without_queries_per_row(rf, admin_user, model):
    request = rf.get("/")
    request.user = admin_user
    page = admin.site._registry[model]
    assert isinstance(page, RowAdmin)
    forms = [page.get_form(request), *(f.form for f, _ in page.get_formsets_with_inlines(request))]

    for form in forms:
        for name, field in form.base_fields.items():
            fields = {f.name: f for f in form._meta.model._meta.get_fields()}
            reference = fields.get(name)
            if isinstance(reference, ForeignKey):
                assert isinstance(field, RowChoice), name
            if isinstance(reference, ManyToManyField):
                assert isinstance(field, RowsChoice), name


def test_autocomplete_ignores_case_and_diacritics(admin_client):
    make.actor("president", kind="person", name="Aleksandar Vučić")
    place = {"app_label": "agreements", "model_name": "agreementparty", "field_name": "actor"}

    found = admin_client.get("/admin/autocomplete/", place | {"term": "VUCIC"}).json()["results"]

    assert [result["text"] for result in found] == ["Aleksandar Vučić"]


def test_a_new_record_is_a_draft_whatever_is_sent(admin_client):
    page = AdminPage(admin_client, Actor)
    page.fill(name="Albania", slug="albania", kind="state")
    page.data["review_status"] = "published"

    assert page.save() == []

    assert Actor.objects.get().review_status == "draft"


def test_the_slug_of_a_published_record_is_read_only(admin_client):
    agreement = make.publish(make.agreement("tirana"))
    page = AdminPage(admin_client, agreement)
    assert "slug" not in page.data
    page.data["slug"] = "elsewhere"

    assert page.save() == []

    assert database.stored(agreement, "slug") == "tirana"


def test_a_draft_can_be_deleted_with_its_rows_and_a_published_record_cannot(admin_client):
    draft = make.agreement()
    make.claim(draft)
    published = make.publish(make.agreement())

    deleted = admin_client.post(url_of(draft, "delete"), {"post": "yes"})
    refused = admin_client.post(url_of(published, "delete"), {"post": "yes"})

    assert (deleted.status_code, refused.status_code) == (302, 403)
    assert list(Agreement.objects.all()) == [published]


# What the database refuses


def test_a_refusal_by_a_trigger_is_an_error_of_the_form_and_keeps_what_was_typed(admin_client):
    hybrid = make.topic("hyb")
    page = AdminPage(admin_client, Topic)
    page.fill(code="arm.cyber", label="Cyber", definition="Cyber defence.", parent=hybrid)

    errors = page.save()

    assert errors == ["A term’s code is the code of its parent, a dot and one word."]
    assert page.value("label") == "Cyber"
    assert Topic.objects.count() == 1


def test_a_refusal_at_the_end_of_the_transaction_is_an_error_of_the_form(admin_client):
    agreement = make.publish(make.agreement())
    page = AdminPage(admin_client, agreement)
    page.fill(title="Renamed")
    page.data["claims-0-DELETE"] = "on"

    errors = page.save()

    assert errors == ["A published record needs a supporting claim from a published source."]
    assert agreement.claims.count() == 1
    assert page.value("title") == "Renamed"
    assert database.stored(agreement, "title") != "Renamed"
    assert not LogEntry.objects.exists()


def confirmed() -> Agreement:
    """A draft with a claim that is confirmed by that of another publisher."""
    agreement = make.agreement()
    make.claim(agreement, make.source(publisher="One"))
    make.claim(agreement, make.source(publisher="Other"))
    agreement.claims.filter(source__publisher="One").update(credibility=1)
    return agreement


UNCONFIRMED = CONFIRMED_MESSAGE


def test_a_refused_deletion_says_why_and_deletes_nothing(admin_client):
    agreement = confirmed()
    support = agreement.claims.get(source__publisher="Other")

    response = admin_client.post(url_of(support, "delete"), {"post": "yes"}, follow=True)

    assert messages_of(response) == [UNCONFIRMED]
    assert agreement.claims.count() == 2


def test_a_refused_deletion_of_several_rows_deletes_none(admin_client):
    agreement = confirmed()
    other = make.claim(make.agreement())

    support = agreement.claims.get(source__publisher="Other")

    assert act(admin_client, "delete_selected", support, other) == [UNCONFIRMED]
    assert AgreementClaim.objects.count() == 3
    assert not LogEntry.objects.exists()


def test_rows_of_a_published_record_are_only_deleted_on_its_page(admin_client):
    support = make.publish(make.agreement()).claims.get()
    data = {"action": "delete_selected", "_selected_action": [support.pk], "post": "yes"}

    alone = admin_client.post(url_of(support, "delete"), {"post": "yes"})
    selected = admin_client.post(list_url(AgreementClaim), data)

    assert (alone.status_code, selected.status_code) == (403, 403)
    assert AgreementClaim.objects.get() == support


def test_constraints_are_checked_in_one_query_and_one_by_one_only_if_broken(admin_client):
    page = AdminPage(admin_client, Source)
    page.fill(title="Wire", slug="wire", kind="news", language="english")

    assert page.save() == ["The language is a BCP 47 tag such as sq, sr-Cyrl or de-AT."]
    page.fill(language="en")
    assert page.save() == []
    assert page.queries <= 12


def test_names_each_table_of_an_app_once(admin_client):
    listed = admin_client.get("/admin/").context["available_apps"]

    for app in listed:
        names = [model["name"] for model in app["models"]]
        assert len(names) == len(set(names)), names
