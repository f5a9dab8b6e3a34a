"""Where everything is served."""

from django.contrib import admin
from django.urls import include, path

from balkanwatch.views import FrontPage

urlpatterns = [
    path("", FrontPage.as_view(), name="front"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("balkanwatch.api")),
]
