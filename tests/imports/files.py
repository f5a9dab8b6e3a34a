"""Imports for tests: files made of text, run by the engine or uploaded in the admin."""

import csv
import io
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from imports.applying import engine, jobs
from imports.choices import FaultKind
from imports.models import Import
from imports.pages.reporting import describe_fault_group
from imports.reading.delimited import UnreadableFileError
from imports.reading.table_files import Table, open_table

FILES = Path(__file__).with_name("files")


def table(text: str) -> Table:
    """Comma-separated text as an opened file."""
    lines = list(csv.reader(io.StringIO(text.strip())))
    return Table(lines[0], list(enumerate(lines[1:], start=2)))


def new_import(resource: str, **fields: Any) -> Import:
    return Import.objects.create(file_name=f"{resource}.csv", resource=resource, **fields)


def check(resource: str, text: str) -> Import:
    """Checks a file."""
    import_job = new_import(resource)
    engine.check_file(import_job, table(text))
    return import_job


def import_text(resource: str, text: str) -> Import:
    """Checks a file and writes it if it has no faults."""
    import_job = new_import(resource)
    engine.import_file(import_job, table(text))
    return import_job


def fault_texts(import_job: Import) -> list[str]:
    """What users read about the faults."""
    return [
        describe_fault_group(group)
        for group in import_job.faults.exclude(kind=FaultKind.DOUBT).grouped()
    ]


def doubt_texts(import_job: Import) -> list[str]:
    """What users read about doubtful values."""
    doubts = import_job.faults.filter(kind=FaultKind.DOUBT)
    return [describe_fault_group(group) for group in doubts.grouped()]


def post_upload(client: Client, *files: tuple[str, bytes], own: str = "", **data: str) -> Any:
    """The answer to an upload; `own` is the text of an own profile."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    mapping = {"mapping": SimpleUploadedFile("own.toml", own.encode())} if own else {}
    return client.post(reverse("admin:imports_import_add"), {"file": uploads, **mapping, **data})


def upload(client: Client, *files: tuple[str, bytes], own: str = "", **data: str) -> Import:
    """Uploads files and runs the check."""
    answer = post_upload(client, *files, own=own, **data)
    assert answer.status_code == 302, answer.context["form"].errors
    import_job: Import = Import.objects.without_parts().latest("pk")
    return run(import_job)


def run(import_job: Import) -> Import:
    """Runs the queued step of an import, as the worker does."""
    jobs.run_import.call(import_job.pk)
    import_job.refresh_from_db()
    return import_job


def step(client: Client, import_job: Import, name: str, **data: str) -> Any:
    """The answer to a button on the page of an import, confirmed where it asks; the step is then run."""
    url = reverse("admin:imports_import_step", args=[import_job.pk])
    answer = client.post(url, {"step": name, "confirmed": "yes", **data}, follow=True)
    run(import_job)
    return answer


def page_text(client: Client, import_job: Import, **query: str) -> str:
    answer = client.get(reverse("admin:imports_import_change", args=[import_job.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def download(client: Client, name: str, *args: object, **query: str) -> bytes:
    """The content of a file that the admin offers."""
    answer: Any = client.get(reverse(f"admin:imports_import_{name}", args=args), query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def write(folder: Path, content: str | bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read_whole(path: Path) -> tuple[str, int]:
    """Reads a whole file, keeping nothing: number of rows, or the error; and the peak of memory."""
    tracemalloc.start()
    try:
        with open_table(path) as opened:
            count = sum(1 for _row in opened.rows)
            outcome = f"{count} rows, {len(opened.broken)} broken"
    except UnreadableFileError as error:
        outcome = str(error)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return outcome, peak


def rows_of(path: Path, **options: Any) -> list[list[str]]:
    """The cells of all rows of a file."""
    with open_table(path, **options) as table:
        return [cells for _line, cells in table.rows]


def refusal(path: Path, **options: Any) -> str:
    """Why a file is refused."""
    with pytest.raises(UnreadableFileError) as refused:
        rows_of(path, **options)
    return str(refused.value)
