"""Registers Django's admin with our site; apart from apps.py, where Django looks for one app alone."""

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "accounts.admin_site.Site"
