"""The processes of `manage.py run`: started with it, restarted if they die, stopped with it."""

import subprocess
import sys
import threading
from collections.abc import Collection
from typing import Self

from django.conf import settings

RESTART_SECONDS = 2.0
# How long a process may take to finish before it is killed
GRACE_SECONDS = 8.0
MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]
WORKER = [*MANAGE, "worker", "--with-parent"]


class ChildProcess:
    """Context manager that keeps a process running; it inherits the files whose numbers are given."""

    def __init__(self, command: list[str], inherits: Collection[int] = ()) -> None:
        self.command = command
        self.inherits = inherits
        self._stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep_running, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.stop()
        self._thread.join()

    def stop(self) -> None:
        """Begins to stop the process; leaving the context waits for its end."""
        self._stopping.set()

    def _keep_running(self) -> None:
        while not self._stopping.is_set():
            # The process watches its stdin, which closes when this process ends.
            self.process = subprocess.Popen(  # noqa: S603 (this project's command)
                self.command, stdin=subprocess.PIPE, pass_fds=self.inherits
            )
            while self.process.poll() is None and not self._stopping.wait(0.2):
                pass
            self._stop(self.process)
            self._stopping.wait(RESTART_SECONDS)

    def _stop(self, process: "subprocess.Popen[bytes]") -> None:
        process.terminate()
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin:
            process.stdin.close()
