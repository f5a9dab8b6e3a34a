"""Links to import and export on the lists of the admin."""

from typing import Any

from django import template
from django.contrib.admin.views.main import ChangeList
from django.urls import reverse

from imports.permissions import may_export, may_import, resource_tables
from imports.resources import known_resources

register = template.Library()


@register.inclusion_tag("admin/imports/links.html", takes_context=True)
def import_links(context: dict[str, Any], cl: ChangeList) -> dict[str, str]:
    """Addresses for importing and exporting the rows of a list, where the user may do so."""
    user = context["request"].user
    names = [n for n in known_resources() if resource_tables(n)[0] is cl.model and n != "claims"]
    # Compact files come before whole tables.
    names.sort(key=lambda name: "_" in name)
    exports = [name for name in names if may_export(user, name)]
    imports = [name for name in names if may_import(user, name)]
    import_url = export_url = ""
    if imports:
        import_url = reverse("admin:imports_import_add", query={"resource": imports[0]})
    if exports:
        export_url = reverse("admin:imports_import_export", args=[exports[0]])
    query = cl.get_query_string(remove=["p"]).removeprefix("?")
    return {"import_url": import_url, "export_url": export_url, "query": query}
