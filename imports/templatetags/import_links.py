"""Links to import and export on the lists of the admin."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from imports.permissions import may_export, may_import, tables_of
from imports.resources import known_resources

register = template.Library()


@register.inclusion_tag("admin/imports/links.html", takes_context=True)
def import_links(context: dict[str, Any], cl: Any) -> dict[str, Any]:
    """The files that rows of a list come from and go to, for who may bring or take them."""
    user, opts = context["request"].user, cl.opts
    names = [
        name for name in known_resources() if tables_of(name)[0] is cl.model and name != "claims"
    ]
    names.sort(key=lambda name: "_" in name)
    exports = [name for name in names if may_export(user, name)]
    imports = [name for name in names if may_import(user, name)]
    query = cl.get_query_string(remove=["p"]).removeprefix("?")
    return {
        "import_url": f"{reverse('admin:imports_import_add')}?{urlencode({'resource': imports[0]})}"
        if imports
        else "",
        "export_url": reverse("admin:imports_import_export", args=[exports[0]]) if exports else "",
        "query": query,
        "what": opts.verbose_name_plural,
    }
