"""ASGI entry point, for servers that need one; it verifies what `balkanwatch/wsgi.py` does."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")

application = get_asgi_application()

from balkanwatch.starting import verify_at_start  # noqa: E402 (needs the apps)

verify_at_start()
