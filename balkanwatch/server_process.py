"""The WSGI application as `manage.py run` serves it: a worker ends with the server that started it."""

import os
import threading
import time

from balkanwatch.wsgi import application

__all__ = ["application"]

_SECONDS_BETWEEN_LOOKS = 1.0


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    # A killed server leaves its workers behind, and they would keep the port.
    os._exit(1)


threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
