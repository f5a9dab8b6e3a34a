"""The process that reads a file: its bytes come by standard input, its text goes out as JSON."""

import json
import resource
import sys

from evidence.extracting.readers import UnreadableError, read_text

MEMORY_BYTES = 2_000_000_000
CPU_SECONDS = 90


def read_and_answer() -> None:
    """Reads a file of the type that the command line names."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        text, pages, extractor = read_text(sys.argv[1], sys.stdin.buffer.read())
        said = {"text": text, "pages": pages, "extractor": extractor}
    except UnreadableError as error:
        said = {"failure": str(error)}
    except MemoryError:
        said = {"failure": "too_large"}
    sys.stdout.buffer.write(json.dumps(said).encode())


if __name__ == "__main__":
    read_and_answer()
