"""URLs of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from balkanwatch.releases import views as releases

handler400 = "balkanwatch.error_pages.bad_request_page"
handler403 = "balkanwatch.error_pages.permission_denied_page"
handler404 = "balkanwatch.error_pages.not_found_page"
handler500 = "balkanwatch.error_pages.server_error_page"

urlpatterns = [
    path("", include("explorer.pages.urls")),
    path("downloads/", releases.Releases.as_view(), name="downloads"),
    path("downloads/<str:version>/<path:name>", releases.download, name="download"),
    path("language/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("balkanwatch.api")),
]
