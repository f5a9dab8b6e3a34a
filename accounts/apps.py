"""Registers the accounts app."""

import logging

from django.apps import AppConfig
from django.conf import settings

logger = logging.getLogger(__name__)


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Access"

    def ready(self) -> None:
        from accounts import sessions  # noqa: F401 (connects to the login signal)

        if not settings.SECOND_FACTOR:
            logger.warning("SECOND_FACTOR is off: the admin asks for a password only.")
