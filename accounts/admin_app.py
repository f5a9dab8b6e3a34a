"""Registers Django's admin with this project's site; not in apps.py, where Django expects only one app."""

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "accounts.admin_site.CurationSite"
