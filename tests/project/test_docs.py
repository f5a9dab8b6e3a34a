"""The documents match the code: settings, commands, endpoints, the data model, dependencies."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from balkanwatch.generated_docs import data_model_page, importing_page
from imports.profiles.profile import PROFILES_FOLDER
from tests import cases

ROOT: Path = settings.BASE_DIR


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def settings_read() -> set[str]:
    return set(re.findall(r'\benv_\w+\(\s*"([A-Z_]+)"', text_of("balkanwatch/settings.py")))


def commands() -> set[str]:
    return {path.stem for path in ROOT.glob("*/management/commands/*.py")} - {"__init__"}


def api_paths(resolver: URLResolver, prefix: str = "") -> set[str]:
    paths: set[str] = set()
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            paths |= api_paths(pattern, route)
        elif isinstance(pattern, URLPattern) and route.startswith("api/v1/"):
            paths.add(route)
    return paths


def resources() -> set[str]:
    """First path segments below /api/v1/, such as actors."""
    routes = (path.removeprefix("api/v1/").lstrip("^") for path in api_paths(get_resolver()))
    segments = {re.split(r"[\^$/]", route)[0] for route in routes}
    return {segment for segment in segments if re.fullmatch(r"[a-z.-]+", segment)}


@cases("name", *sorted(settings_read()))
def test_explains_every_setting(name: str) -> None:
    assert f"`{name}`" in text_of("docs/operating.md")
    assert re.search(rf"^#? ?{name}=", text_of(".env.example"), re.MULTILINE)


def test_documents_no_unused_setting() -> None:
    listed = set(re.findall(r"^#? ?([A-Z_]+)=", text_of(".env.example"), re.MULTILINE))

    assert listed == settings_read()


@cases("name", *sorted(commands()))
def test_explains_every_command(name: str) -> None:
    assert f"`manage.py {name}`" in text_of("docs/operating.md")


def test_explains_every_endpoint() -> None:
    found = resources()

    assert {"actors", "events", "claims", "docs"} <= found
    assert {name for name in found if f"/{name}" not in text_of("docs/api-reference.md")} == set()


def test_documents_the_current_data_model() -> None:
    page = text_of("docs/data-model-reference.md")

    assert page == data_model_page(page), "run `make docs`"


@cases("name", "requirements.in", "requirements-dev.in")
def test_gives_a_reason_for_every_dependency(name: str) -> None:
    lines = [line for line in text_of(name).splitlines() if line and line[0] not in "#-"]

    assert lines
    assert [line for line in lines if not re.search(r"\S\s+# \w", line)] == []


@cases("name", "requirements", "requirements-dev")
def test_pins_every_dependency_with_its_hash(name: str) -> None:
    wanted = re.findall(r"^([A-Za-z0-9][A-Za-z0-9-]*)", text_of(f"{name}.in"), re.MULTILINE)
    pinned = text_of(f"{name}.txt")

    assert [w for w in wanted if not re.search(rf"^{w}(\[\S+\])?==\S+ ", pinned, re.M | re.I)] == []
    assert "--hash=sha256:" in pinned


@cases("name", "README.md", *(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/**/*.md")))
def test_links_to_files_that_exist(name: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text_of(name))

    assert [t for t in targets if not ((ROOT / name).parent / t).exists()] == []


def test_documents_every_import_profile():
    text = text_of("docs/importing.md")

    names = [path.stem for path in PROFILES_FOLDER.glob("*.toml")]
    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.mark.usefixtures("article_data")
def test_documents_the_current_import_files() -> None:
    """WRITE_IMPORTING=1 updates the document."""
    page = importing_page(text_of("docs/importing.md"))
    if os.environ.get("WRITE_IMPORTING"):
        (ROOT / "docs/importing.md").write_text(page, encoding="utf-8")

    assert page == text_of("docs/importing.md"), "run `make docs`"


def test_names_only_files_that_exist() -> None:
    guides = [
        "README.md",
        "CONTRIBUTING.md",
        *(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/**/*.md")),
    ]
    named = {
        (guide, path)
        for guide in guides
        for path in re.findall(
            r"`([\w.-]+/[\w./-]*\.(?:py|sql|json|toml|md|js|css))`", text_of(guide)
        )
    }

    assert len(named) > 20
    # The folder of the site's own data is made when it starts.
    assert {
        (g, p) for g, p in named if not p.startswith("var/") and not (ROOT / p).exists()
    } == set()
