"""Files as people bring them in, from texts in tests."""

import csv
import io
from typing import Any

from imports.applying import engine
from imports.models import Import
from imports.pages.reporting import described
from imports.reading.table_files import Table


def table(text: str) -> Table:
    """A comma-separated text as a file that was opened."""
    lines = list(csv.reader(io.StringIO(text.strip())))
    return Table(lines[0], list(enumerate(lines[1:], start=2)))


def new_import(resource: str, **fields: Any) -> Import:
    return Import.objects.create(file_name=f"{resource}.csv", resource=resource, **fields)


def check(resource: str, text: str) -> Import:
    import_ = new_import(resource)
    engine.check(import_, table(text))
    return import_


def bring_in(resource: str, text: str) -> Import:
    """Checks the file and writes it if nothing is wrong."""
    import_ = new_import(resource)
    engine.run_at_once(import_, table(text))
    return import_


def told(import_: Import) -> list[str]:
    """What people read of the faults, each root fault once."""
    return [described(fault) for fault in import_.faults.all().grouped()]
