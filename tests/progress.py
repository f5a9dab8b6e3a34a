"""Names the tests that take long, so that a run is never silent for a minute."""

import os
import threading
import time

EVERY_SECONDS = 20


class RunningTests:
    """A plugin of the process that prints."""

    def __init__(self) -> None:
        self.started: dict[str, float] = {}
        # While a test runs, what is written to the usual output is captured.
        self.output = os.fdopen(os.dup(1), "w")
        self.is_over = threading.Event()
        threading.Thread(target=self._name_long_ones, daemon=True).start()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.started[nodeid] = time.monotonic()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.started.pop(nodeid, None)

    def pytest_unconfigure(self) -> None:
        self.is_over.set()

    def _name_long_ones(self) -> None:
        while not self.is_over.wait(EVERY_SECONDS):
            ages = {nodeid: time.monotonic() - at for nodeid, at in list(self.started.items())}
            for nodeid, seconds in ages.items():
                if seconds >= EVERY_SECONDS:
                    self.output.write(f"\n{nodeid} has been running for {seconds:.0f} s\n")
                    self.output.flush()
