"""The data set loads, loads again without a change, and comes back out as it went in."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor
from balkanwatch.fixtures import LOAD_ORDER, dump_table, fixture_path, models_in_load_order
from records.models import Record
from tests.project.test_conventions import our_models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("article_data")]


def books() -> list[Any]:
    """Version and time of every record."""
    return [
        row
        for model in models_in_load_order()
        if issubclass(model, Record)
        for row in model._default_manager.order_by("pk").values_list("pk", "version", "updated_at")
    ]


def test_holds_every_table() -> None:
    others = {"accounts", "curation", "imports"}
    held = {m._meta.label for m in our_models() if m._meta.app_label not in others}

    assert held == set(LOAD_ORDER)


@pytest.mark.parametrize("label", LOAD_ORDER)
def test_comes_back_out_as_it_went_in(label: str) -> None:
    model = next(m for m in models_in_load_order() if m._meta.label == label)

    assert model._default_manager.exists()
    assert dump_table(model) == fixture_path(model).read_text(encoding="utf-8")


def test_changes_nothing_when_loaded_again() -> None:
    before = books()

    call_command("load_fixtures")

    assert books() == before


def test_leaves_what_is_curated_alone_if_asked_to() -> None:
    Actor.objects.filter(slug="serbia").update(description="Curated since.")

    call_command("load_fixtures", if_empty=True)

    assert Actor.objects.get(slug="serbia").description == "Curated since."


def test_refuses_a_file_that_breaks_a_rule_and_says_which(settings: Any, tmp_path: Any) -> None:
    for model in models_in_load_order():
        text = fixture_path(model).read_text(encoding="utf-8")
        broken = text.replace('"kind": "state"', '"kind": "empire"')
        (tmp_path / fixture_path(model).name).write_text(broken, encoding="utf-8")
    settings.FIXTURE_DIRS = [tmp_path]

    with pytest.raises(
        CommandError, match=r"(?s)Nothing was loaded.*The kind must be one of: state"
    ):
        call_command("load_fixtures")
