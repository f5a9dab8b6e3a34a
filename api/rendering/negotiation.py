"""Which format an answer has: the one that the address or the header asks for, or an error."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404
from django.urls import URLPattern, path, re_path
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from api.errors import InvalidParameters, ParameterError

# What follows an address as its format, such as .csv
SUFFIX = r"\.(?P<format>[a-z0-9-]+)$"


def with_and_without_suffix(route: str, view: Callable[..., Any], name: str) -> list[URLPattern]:
    """The URLs of a view: `network/`, and `network.csv` with any format."""
    return [path(f"{route}/", view, name=name), re_path(f"^{route}{SUFFIX}", view, name=name)]


class StrictNegotiation(DefaultContentNegotiation):
    """Content negotiation that answers an unknown format with 406."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        if format_suffix and "format" in request.query_params:
            detail = "Give the format either at the end of the address or here, not both."
            raise InvalidParameters([ParameterError("format", "contradiction", detail)])
        if chosen := format_suffix or request.query_params.get("format"):
            # Generated clients ask for JSON in `Accept` whatever the format.
            renderer = self.filter_renderers(renderers, chosen)[0]
            return renderer, str(renderer.media_type)
        return super().select_renderer(request, renderers, format_suffix)

    def filter_renderers(
        self, renderers: Iterable[BaseRenderer], format: str
    ) -> list[BaseRenderer]:
        try:
            return super().filter_renderers(renderers, format)
        except Http404:
            formats = ", ".join(renderer.format for renderer in renderers)
            detail = f"This format is not available. Available formats: {formats}."
            raise NotAcceptable(detail) from None
