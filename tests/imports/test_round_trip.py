"""What is exported comes back from an import as it was, in each format."""

from pathlib import Path

from actors.models import Actor
from imports.applying import engine
from imports.choices import FileFormat
from imports.exporting import export_rows
from imports.reading.table_files import open_table
from imports.resources import known_resources
from tests import cases, database, make
from tests.imports.files import fault_texts, new_import, write

# Texts that a separator, a quotation mark, an escape or a spreadsheet could change
AWKWARD = r"""
a|b a\|b a\ \ a\\ : a:b a\: :: ; a;preferred=false ;x= a; | =1+1 '=1+1 ''=1+1 -5 + @x 'x ' \x \n
" "a a"b" a,b x005F_ _x0041_ true NULL 1.0 007 1,5 2025-03-18 { [ é Шид 🙂
"""
TEXTS = [*AWKWARD.split(), "a\nb", "a\n\nb"]


@cases("file_format", *FileFormat)
def test_every_text_comes_back_from_every_column(file_format: FileFormat, tmp_path: Path):
    actors = [
        make.actor(f"actor-{n}", name=text.replace("\n", "¶")) for n, text in enumerate(TEXTS)
    ]
    event = make.event("event", on=None)
    for actor, text in zip(actors, TEXTS, strict=True):
        line = text.replace("\n", "¶")
        make.name(actor, line, language="sq")
        make.identifier(actor, "acled", line)
        make.identifier(actor, "acled", f"{line} 2", preferred=False)
        make.participation(event, actor, "speaker", capacity=line, statement=text)
        make.participation(event, actor, "host", capacity=line)
        make.participation(event, actor, "witness", statement=text)
        Actor.objects.filter(pk=actor.pk).update(description=text)
    make.claim(event, make.source("source"), locator="p: 3|4\\")
    contents = {
        name: b"".join(export_rows(known_resources()[name], file_format=file_format))
        for name in ("sources", "events_eventtype", "actors", "events", "events_event")
    }
    database.settle()
    database.empty()

    for name, content in contents.items():
        import_job = new_import(name)
        with open_table(write(tmp_path, content, name), encoding="utf-8", separator=",") as table:
            engine.import_file(import_job, table)
        assert (fault_texts(import_job), import_job.status) == ([], "done"), name

    for name, content in contents.items():
        again = b"".join(export_rows(known_resources()[name], file_format=file_format))
        assert again == content, name
