"""Addresses of this API, whole and without the query of the request that asks for them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse


def absolute_url(
    view: str,
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    *,
    request: Any,
    format: Any = None,
) -> str:
    """The address of a view on the host that is asked.

    REST framework's own `reverse` would append the `format` of the request.
    """
    return request.build_absolute_uri(reverse(view, args=args, kwargs=kwargs))


def link_header(following: str | None, previous: str | None) -> dict[str, str]:
    """The `Link` header (RFC 8288) that leads to the pages beside this one; none where there are none."""
    ways = {"next": following, "prev": previous}
    links = ", ".join(f'<{url}>; rel="{name}"' for name, url in ways.items() if url)
    return {"Link": links} if links else {}
