"""WSGI entry point of every server: starts no process on a newer database, and says what readers are refused for."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")

application = get_wsgi_application()

from balkanwatch.starting import verify_at_start  # noqa: E402 (needs the apps)

verify_at_start()
