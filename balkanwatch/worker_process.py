"""The background worker of `manage.py run`: started with the server, restarted if it dies, stopped with it."""

import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from django.conf import settings

RESTART_SECONDS = 2.0
# How long a worker may take to finish before it is killed
WORKER_GRACE_SECONDS = 5.0
COMMAND = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", "--with-parent"]


class WorkerProcess:
    """Context manager that keeps a worker process running."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep_running, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._thread.join()

    def _keep_running(self) -> None:
        while not self._stopping.is_set():
            # The worker watches its stdin, which closes when this process ends.
            self.process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE)  # noqa: S603 (this project's command)
            while self.process.poll() is None and not self._stopping.wait(0.2):
                pass
            self._stop(self.process)
            self._stopping.wait(RESTART_SECONDS)

    def _stop(self, process: "subprocess.Popen[bytes]") -> None:
        process.terminate()
        try:
            process.wait(WORKER_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin:
            process.stdin.close()
