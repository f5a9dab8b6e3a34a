"""What admin pages note about a request while they handle it."""

from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from curation.editing.three_way_merge import Conflict
    from curation.history.recent_changes import RecentChange


@dataclass
class RequestState:
    """Notes about one request."""

    # A form is being saved: its record is locked and compared with what the page showed
    is_saving: bool = False
    # Why the form was refused, shown as an error of the form
    refusal: str = ""
    # What somebody else changed while the page was open
    conflict: "Conflict | None" = None
    # The user is told of a success; it counts once the response is a redirect
    is_successful: bool = False
    # What was sent is saved, and the response is a page that says so
    is_saved: bool = False
    # A reviewer accepts a proposal: its form is saved instead of proposed
    is_accepting: bool = False
    # The form changes what readers see: it is tried out, and proposed instead of saved
    is_proposing: bool = False
    # Values read together with the record of the page
    annotations: dict[str, Any] | None = None
    # The latest changes of all records, shared by the blocks of the front page
    latest_changes: "list[RecentChange] | None" = None


def request_state(request: HttpRequest) -> RequestState:
    """The state of this request."""
    return vars(request).setdefault("curation_state", RequestState())


def copy_request(request: HttpRequest, **changes: Any) -> HttpRequest:
    """A copy of the request whose state is a copy, too, with these changes."""
    copied = copy(request)
    vars(copied)["curation_state"] = replace(request_state(request), **changes)
    return copied
