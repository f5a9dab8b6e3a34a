"""The downloads page with all releases, and their files."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe
from django.views.generic import TemplateView

from balkanwatch.api import router
from balkanwatch.releases import package

CONTENT_TYPES = {
    ".cff": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".zip": "application/zip",
}
# Releases never change.
YEAR_SECONDS = 365 * 24 * 60 * 60


class Releases(TemplateView):
    """The downloads page, with the newest release first."""

    template_name = "balkanwatch/downloads.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            releases=[release_details(version) for version in known_versions()],
            lists=[name for name, *_ in router.registry],
            footnote=settings.STATUS_FOOTNOTE,
        )


def known_versions() -> list[str]:
    """All released versions, the newest first."""
    home = settings.RELEASES_DIR
    found = [path.name for path in home.iterdir()] if home.is_dir() else []
    found = [name for name in found if package.VERSION.fullmatch(name)]
    return sorted(found, key=lambda name: [int(part) for part in name.split(".")], reverse=True)


def release_details(version: str) -> dict[str, Any]:
    """What the downloads page says about a release; `size` in bytes."""
    folder = settings.RELEASES_DIR / version
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    archive = package.archive_name(version)
    return {
        "version": version,
        "date": descriptor["created"][:10],
        "archive": archive,
        "size": (settings.RELEASES_DIR / archive).stat().st_size,
        "tables": descriptor["resources"],
        "texts": sorted(path.name for path in folder.iterdir() if path.is_file()),
    }


def _path(version: str, name: str) -> Path:
    """Path of a file of a release; Http404 if there is no such file."""
    if version not in known_versions():
        raise Http404("There is no release of this version.")
    if name == package.archive_name(version):
        return settings.RELEASES_DIR / name
    folder = settings.RELEASES_DIR / version
    if name not in {package.CHECKSUMS, *package.checksums_of(folder)}:
        raise Http404("The release has no such file.")
    return folder / name


def _etag(request: HttpRequest, version: str, name: str) -> str:
    return f'"{version}-{_path(version, name).stat().st_size}"'


@require_safe
@condition(etag_func=_etag)
def download(request: HttpRequest, version: str, name: str) -> HttpResponseBase:
    """A file or the archive of a release; pages of all sites may read it (CORS)."""
    path = _path(version, name)
    kind = CONTENT_TYPES.get(path.suffix, "text/plain; charset=utf-8")
    answer = FileResponse(
        path.open("rb"), content_type=kind, filename=path.name, as_attachment=path.suffix == ".zip"
    )
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, public=True, max_age=YEAR_SECONDS, immutable=True)
    return answer
