"""The worker beside the server: started with it, started again if it dies, stopped with it."""

import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from django.conf import settings

AGAIN_SECONDS = 2.0
# So long a worker may end what it is at; then nothing of it stays
GRACE_SECONDS = 5.0
COMMAND = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", "--with-parent"]


class Worker:
    """Runs while the `with` lasts."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _keep(self) -> None:
        while not self._over.is_set():
            # Its input is never written to: it ends when this process does.
            self.process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE)  # noqa: S603 (our own)
            while self.process.poll() is None and not self._over.wait(0.2):
                pass
            self._stop(self.process)
            self._over.wait(AGAIN_SECONDS)

    def _stop(self, process: "subprocess.Popen[bytes]") -> None:
        process.terminate()
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin:
            process.stdin.close()
