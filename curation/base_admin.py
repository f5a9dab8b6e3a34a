"""Bases of the admin classes: Django's own class with its private methods declared, and one without forms."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import Model
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path


class ListAction(NamedTuple):
    """An action on the rows of many lists: on those for which `is_offered` holds."""

    name: str
    label: Any
    function: Callable[..., HttpResponse]
    is_offered: Callable[[admin.ModelAdmin, HttpRequest], bool]


class RowLink(NamedTuple):
    """A link on the page of a saved row: its text and its address."""

    label: Any
    url: str


# Actions that packages above add to lists
LIST_ACTIONS: list[ListAction] = []
# Links that packages above add to the pages of saved rows; None where there is nothing to link to
ROW_LINKS: list[Callable[[HttpRequest, Model], RowLink | None]] = []


class BaseAdmin(admin.ModelAdmin):
    """Django's ModelAdmin; mixins that extend its methods derive from it."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if IS_POPUP_VAR in request.GET:
            return actions
        offered = [each for each in LIST_ACTIONS if each.is_offered(self, request)]
        return actions | {each.name: (each.function, each.name, each.label) for each in offered}

    def own_url(self, page: str, view: Callable[..., Any], route: str = "") -> URLPattern:
        """The URL pattern of a page that Django does not have; by default below the address of a row."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_{page}"
        route = route or f"<path:object_id>/{page}/"
        return path(route, self.admin_site.admin_view(view), name=name)

    def render_page(self, request: HttpRequest, template: str, **context: Any) -> TemplateResponse:
        """A page of its own, with what the templates of all admin pages need."""
        common = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, template, common | context)

    def row_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the page of a saved row needs besides its form."""
        return {}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if (row := context.get("original")) is not None:
            context |= self.row_context(request, row)
            links = [link(request, row) for link in ROW_LINKS]
            context["row_links"] = [link for link in links if link]
        return super().render_change_form(request, context, *args, **kwargs)

    if TYPE_CHECKING:
        # Methods that are missing from django-stubs, or too narrow there
        def get_object(
            self, request: HttpRequest, object_id: str, from_field: Any = None
        ) -> Any: ...

        def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any: ...

        def _get_obj_does_not_exist_redirect(
            self, request: HttpRequest, opts: Options, object_id: str
        ) -> HttpResponse: ...


class ReadOnlyAdmin(BaseAdmin):
    """Rows that can only be viewed; subclasses may add views that act on them."""

    show_full_result_count = False

    class Media:
        css = {"all": ["curation/admin.css"]}

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission
