"""The catalogues of the interface's words: collected from models, code and templates, kept in balkanwatch/locale."""

import copy
import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from balkanwatch.apps import our_apps
from records.label_translation import words

LOCALE_DIR = Path(settings.BASE_DIR) / "balkanwatch" / "locale"
ORIGINAL = "en"
# A catalogue says when it was made; the same words make the same bytes whenever that is.
ALWAYS = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
# Serbian is written once, in Cyrillic; its Latin catalogue is the same letter by letter.
CYRILLIC, LATIN = "sr", "sr-latn"
ALPHABET = "абвгдђежзијклљмнњопрстћуфхцчџш"
LETTERS = dict(
    zip(ALPHABET, [*"abvgdđežzijkl", "lj", "m", "n", "nj", *"oprstćufhcč", "dž", "š"], strict=True)
)
FUNCTIONS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def languages() -> list[str]:
    """Codes of the languages that need a catalogue."""
    return [code for code, _ in settings.LANGUAGES if code != ORIGINAL]


def path_of(language: str, suffix: str = "po") -> Path:
    return LOCALE_DIR / to_locale(language) / "LC_MESSAGES" / f"django.{suffix}"


def collected() -> Catalog:
    """Every word and sentence of the interface, without translations."""
    catalog = Catalog(fuzzy=False)
    for text, _ in words({config.label for config in our_apps()}):
        catalog.add(text)
    for path in _files():
        for _, message, comments, context in extract("python", BytesIO(_source(path)), FUNCTIONS):
            catalog.add(message, user_comments=comments, context=context)
    return catalog


def read(language: str) -> Catalog:
    """The catalogue of a language as it is kept; an empty one where there is none yet."""
    path = path_of(language)
    if not path.is_file():
        return Catalog(locale=to_locale(language))
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language), domain="django")


def updated(language: str, original: Catalog) -> Catalog:
    """The catalogue of a language with the words there are now; translations of lost words go."""
    catalog = read(language)
    # A copy, for new words would be the same objects in the catalogues of all languages.
    catalog.update(copy.deepcopy(original), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def in_latin(cyrillic: Catalog, original: Catalog) -> Catalog:
    """The Serbian catalogue in Latin letters."""
    catalog = updated(LATIN, original)
    for message in catalog:
        source = cyrillic.get(message.id, message.context) if message.id else None
        if source and source.string:
            message.string = latin(source.string)
    return catalog


def latin(text: Any) -> Any:
    """A Serbian text, or the plural forms of one, in Latin letters."""
    if not isinstance(text, str):
        return tuple(map(latin, text))
    return "".join(_latin_letter(letter, text[i + 1 : i + 2]) for i, letter in enumerate(text))


def po_of(catalog: Catalog) -> bytes:
    """The catalogue as a file for translators, in alphabetical order, without places and dates."""
    file = BytesIO()
    catalog.header_comment = ""
    write_po(file, catalog, width=100, no_location=True, omit_header=True, sort_output=True)
    plural = f'"Plural-Forms: {catalog.plural_forms}\\n"\n' if catalog.locale else ""
    header = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n{plural}\n'
    return header.encode() + file.getvalue()


def mo_of(catalog: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    file = BytesIO()
    catalog.creation_date = catalog.revision_date = ALWAYS
    write_mo(file, catalog)
    return file.getvalue()


def _latin_letter(letter: str, following: str) -> str:
    small = LETTERS.get(letter.lower(), letter)
    if letter.islower() or not letter.isalpha():
        return small
    return small.upper() if following.isupper() else small.capitalize()


def _files() -> Iterator[Path]:
    for config in our_apps():
        for suffix in ("py", "html", "txt"):
            yield from sorted(Path(config.path).rglob(f"*.{suffix}"))


def _source(path: Path) -> bytes:
    """Python code, or a template as the code that Django makes of it."""
    text = path.read_text(encoding="utf-8")
    return (text if path.suffix == ".py" else templatize(text)).encode()
