"""Absolute URLs of this API, without the query of the current request."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from rest_framework.request import Request


def absolute_url(
    view: str,
    args: Sequence[object] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    request: Request | HttpRequest,
    format: str | None = None,
) -> str:
    """The URL of a view on the host of the request.

    REST framework's own `reverse` would append the `format` of the request.
    """
    return request.build_absolute_uri(reverse(view, args=args, kwargs=kwargs))


def link_header(following: str | None, previous: str | None) -> dict[str, str]:
    """The `Link` header (RFC 8288) with the next and the previous page; no header without them."""
    urls = {"next": following, "prev": previous}
    links = ", ".join(f'<{url}>; rel="{name}"' for name, url in urls.items() if url)
    return {"Link": links} if links else {}
