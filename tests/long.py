"""Whether tests run in full. Some take a short form in `make test`: less of the same kind."""

import os

IS_LONG = bool(os.environ.get("LONG_TESTS"))
