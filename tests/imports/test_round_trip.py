"""What the resources export comes in again and changes nothing."""

import pytest

from imports.applying import engine
from imports.models import Import
from imports.reading.table_files import Table
from imports.resources import known_resources
from tests.imports.files import new_import, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("article_data")]

NAMES = sorted(known_resources())


def exported(name: str) -> Table:
    """A file of everything that is there."""
    data = known_resources()[name]().export()
    rows = [["" if cell is None else str(cell) for cell in row] for row in data]
    return Table(list(data.headers), list(enumerate(rows, start=2)))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "claims"])
def test_changes_nothing_when_its_own_export_comes_in(name: str) -> None:
    import_: Import = new_import(name)
    table = exported(name)

    engine.run_at_once(import_, table)

    assert told(import_) == []
    assert import_.counts == {
        "rows": len(list(table.rows)),
        "unchanged": len(list(table.rows)),
        "faults": 0,
    }
    assert import_.counts["rows"] > 0
    assert not import_.changes.exists()
