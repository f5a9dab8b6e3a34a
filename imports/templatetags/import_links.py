"""Links to import and export on the lists of the admin."""

from typing import Any

from django import template
from django.contrib.admin.views.main import ChangeList
from django.http import QueryDict
from django.urls import reverse

from imports.pages.exports import export_address
from imports.permissions import files_of, may_import

register = template.Library()


@register.inclusion_tag("admin/imports/links.html", takes_context=True)
def import_links(context: dict[str, Any], cl: ChangeList) -> dict[str, str]:
    """Addresses for importing and exporting the rows of a list, where the user may do so."""
    request = context["request"]
    imports = [name for name in files_of(cl.model) if may_import(request.user, name)]
    import_url = ""
    if imports:
        import_url = reverse("admin:imports_import_add", query={"resource": imports[0]})
    query = QueryDict(cl.get_query_string(remove=["p"]).removeprefix("?"))
    return {
        "import_url": import_url,
        "export_url": export_address(cl.model, request, query),
    }
