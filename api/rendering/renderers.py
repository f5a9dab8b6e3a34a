"""How answers become bytes."""

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer

from api.compiler.json_rows import RawJson


class JsonRenderer(JSONRenderer):
    """JSON; what PostgreSQL wrote goes out as it is."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        if isinstance(data, RawJson):
            return data.encode()
        return super().render(data, accepted_media_type, renderer_context)
