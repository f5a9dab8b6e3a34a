"""The data set can be loaded, loaded again without changes, and dumped with the same content."""

import uuid
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model

from actors.models import Actor, ActorClaim
from balkanwatch.fixtures import dump_table, fixture_path, models_in_load_order
from records.models import Record
from tests import cases, database
from tests.project.test_conventions import project_models

pytestmark = pytest.mark.usefixtures("article_data")


def versions() -> list[Any]:
    """Version and time of every record."""
    return [
        row
        for model in models_in_load_order()
        if issubclass(model, Record)
        for row in model._default_manager.order_by("pk").values_list("pk", "version", "updated_at")
    ]


def test_contains_every_table() -> None:
    others = {"accounts", "curation", "imports", "evidence"}
    data = {model for model in project_models() if model._meta.app_label not in others}

    assert data == set(models_in_load_order())


@cases("model", *models_in_load_order(), ids=lambda model: model._meta.label)
def test_dumps_what_was_loaded(model: type[Model]) -> None:
    assert model._default_manager.exists()
    assert dump_table(model) == fixture_path(model).read_text(encoding="utf-8")


def test_changes_nothing_when_loaded_again() -> None:
    before = versions()

    call_command("load_fixtures")

    assert versions() == before


def test_keeps_curated_data_with_if_empty() -> None:
    Actor.objects.filter(slug="serbia").update(description="Curated since.")

    call_command("load_fixtures", if_empty=True)

    assert Actor.objects.get(slug="serbia").description == "Curated since."


def test_refuses_a_file_that_breaks_a_rule_and_says_which(settings: Any, tmp_path: Any) -> None:
    for model in models_in_load_order():
        text = fixture_path(model).read_text(encoding="utf-8")
        broken = text.replace('"kind": "state"', '"kind": "empire"')
        (tmp_path / fixture_path(model).name).write_text(broken, encoding="utf-8")
    settings.FIXTURE_DIRS = [tmp_path]

    said = r"(?s)Nothing was loaded.*The kind must be one of: state"
    with pytest.raises(CommandError, match=said):
        call_command("load_fixtures")


def test_keeps_the_ids_of_rows_that_were_merged() -> None:
    claim = ActorClaim.objects.order_by("pk")[0]
    merged = str(uuid.uuid4())
    ActorClaim.objects.filter(pk=claim.pk).update(former_ids=merged)

    call_command("load_fixtures")

    assert database.stored(claim, "public_id", "former_ids") == (claim.public_id, merged)
