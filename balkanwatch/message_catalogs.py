"""Message catalogues: texts are collected from models, code and templates and stored in balkanwatch/locale."""

import copy
import datetime as dt
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from balkanwatch.apps import project_apps
from records.installation import installed_messages
from records.label_translation import model_texts

LOCALE_DIR = Path(settings.BASE_DIR) / "balkanwatch" / "locale"
SOURCE_LANGUAGE = "en"
# A fixed date, so that the same texts give the same bytes
FIXED_DATE = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
# Serbian is translated in Cyrillic; the Latin catalogue is transliterated from it.
CYRILLIC, LATIN = "sr", "sr-latn"
ALPHABET = "абвгдђежзијклљмнњопрстћуфхцчџш"
LETTERS = dict(
    zip(ALPHABET, [*"abvgdđežzijkl", "lj", "m", "n", "nj", *"oprstćufhcč", "dž", "š"], strict=True)
)
# Translation functions, with the positions of their texts and contexts
FUNCTIONS = DEFAULT_KEYWORDS | {f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items()}


def languages() -> list[str]:
    """Codes of the languages that have a catalogue."""
    without = {SOURCE_LANGUAGE, *settings.LANGUAGE_FALLBACKS}
    return [code for code, _ in settings.LANGUAGES if code not in without]


def catalog_path(language: str, suffix: str = "po") -> Path:
    return LOCALE_DIR / to_locale(language) / "LC_MESSAGES" / f"django.{suffix}"


def collect_messages() -> Catalog:
    """All texts of the admin, without translations."""
    catalog = Catalog(fuzzy=False)
    for text in (*model_texts({config.label for config in project_apps()}), *installed_messages()):
        catalog.add(text)
    for path in _source_files():
        for _, message, comments, context in extract("python", BytesIO(_source(path)), FUNCTIONS):
            catalog.add(message, user_comments=comments, context=context)
    return catalog


def read_catalog(language: str) -> Catalog:
    """The stored catalogue of a language; empty if there is none."""
    path = catalog_path(language)
    if not path.is_file():
        return Catalog(locale=to_locale(language))
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language), domain="django")


def updated_catalogs() -> dict[str, Catalog]:
    """The catalogue of each language with the current texts; translations of removed texts are dropped."""
    messages = collect_messages()
    catalogs = {}
    for language in languages():
        catalogs[language] = catalog = read_catalog(language)
        # A copy, because catalogues would share the objects of new messages.
        catalog.update(copy.deepcopy(messages), no_fuzzy_matching=True)
        catalog.obsolete.clear()
    for message in catalogs[LATIN]:
        source = catalogs[CYRILLIC].get(message.id, message.context) if message.id else None
        if source and source.string:
            message.string = to_latin(source.string)
    return catalogs


def to_latin(text: str | Sequence[str]) -> str | tuple[str, ...]:
    """A Serbian text, or each plural form of one, in Latin script."""
    if not isinstance(text, str):
        return tuple(str(to_latin(form)) for form in text)
    return "".join(_latin_letter(letter, text[i + 1 : i + 2]) for i, letter in enumerate(text))


def to_po(catalog: Catalog) -> bytes:
    """The catalogue as a PO file in alphabetical order, without source positions and dates."""
    file = BytesIO()
    catalog.header_comment = ""
    write_po(file, catalog, width=100, no_location=True, omit_header=True, sort_output=True)
    plural = f'"Plural-Forms: {catalog.plural_forms}\\n"\n' if catalog.locale else ""
    header = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n{plural}\n'
    return header.encode() + file.getvalue()


def to_mo(catalog: Catalog) -> bytes:
    """The catalogue as a compiled MO file."""
    file = BytesIO()
    catalog.creation_date = catalog.revision_date = FIXED_DATE
    write_mo(file, catalog)
    return file.getvalue()


def _latin_letter(letter: str, following: str) -> str:
    small = LETTERS.get(letter.lower(), letter)
    if letter.islower() or not letter.isalpha():
        return small
    return small.upper() if following.isupper() else small.capitalize()


def _source_files() -> Iterator[Path]:
    for config in project_apps():
        for suffix in ("py", "html", "txt"):
            yield from sorted(Path(config.path).rglob(f"*.{suffix}"))


def _source(path: Path) -> bytes:
    """Python code, or a template converted to code with the same messages."""
    text = path.read_text(encoding="utf-8")
    return (text if path.suffix == ".py" else templatize(text)).encode()
