"""Renderers: how responses become bytes."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer, JSONRenderer

from api.compiler.json_rows import RawJson


class JsonRenderer(JSONRenderer):
    """JSON; what PostgreSQL wrote is sent unchanged."""

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return data.encode() if isinstance(data, RawJson) else super().render(data, *args, **kwargs)


class TextRenderer(BaseRenderer):
    """A format other than JSON; errors and the answer to OPTIONS stay JSON."""

    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> Any:
        context = renderer_context or {}
        if context["response"].exception or context["request"].method == "OPTIONS":
            return JSONRenderer().render(data)
        return self.to_text(data)

    @abstractmethod
    def to_text(self, data: Any) -> str | bytes:
        """The data in this format."""
