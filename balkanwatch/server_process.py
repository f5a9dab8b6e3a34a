"""The WSGI application of `manage.py run`: a server worker ends when its parent process does."""

import os
import threading
import time

from balkanwatch.wsgi import application

__all__ = ["application"]

_POLL_SECONDS = 1.0


def _exit_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_POLL_SECONDS)
    # After the server is killed, its workers would go on and keep the port.
    os._exit(1)


threading.Thread(target=_exit_with, args=(os.getppid(),), daemon=True).start()
