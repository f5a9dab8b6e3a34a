"""How plausible a text is in the languages of the region and its neighbours, judged by the letters of its words.

A text that was decoded with the wrong encoding has words with letters that no language combines, capital
letters within words, or signs in the place of letters.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

# Letters beyond a to z
REGIONAL_ALPHABETS = {
    "Albanian": "ëç",
    "Bosnian, Croatian, Serbian": "šđčćž",
    "Montenegrin": "šđčćžśź",
    "Slovenian": "čšž",
    "Hungarian": "áéíóöőúüű",
    "Romanian": "ăâîșț",
    "Romanian, with cedillas": "ăâîşţ",
    "Bulgarian": "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
    "Macedonian": "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
    "Serbian": "абвгдђежзијклљмнњопрстћуфхцчџш",
}
NEIGHBOURING_ALPHABETS = {
    "Czech": "áčďéěíňóřšťúůýž",
    "French": "àâæçéèêëîïôœùûüÿ",
    "German": "äöüß",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "Italian": "àèéìíîòóùú",
    "Polish": "ąćęłńóśźż",
    "Portuguese": "ãáàâçéêíõóôú",
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Spanish": "áéíñóúü",
    "Swedish, Danish, Norwegian": "åäæöøé",
    "Turkish": "çğıöşüâî",
    "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
NEIGHBOUR_WEIGHT = 0.6
_WEIGHTED = [
    *((frozenset(letters), 1.0) for letters in REGIONAL_ALPHABETS.values()),
    *((frozenset(letters), NEIGHBOUR_WEIGHT) for letters in NEIGHBOURING_ALPHABETS.values()),
]
# Letters and the signs next to them that are not ASCII
TOKEN = re.compile("[A-Za-z\x80-\U0010ffff]+")
# Signs that are before, between and after words of correct texts, too
OPENING, CLOSING, PAIRED = "„“”‘’\u00a0\ufeff", "“”’…\u00a0", "«»"
JOINING = re.compile("\u00a0|(?<=[^\\W\\d_])[’–—](?=[^\\W\\d_])")
FIRST_GREEK_LETTER = "\u0370"
# The weight of a word that mixes scripts, which no language does
MIXED_SCRIPTS = -2.0


def plausibility(text: str) -> float:
    """From 1, if all letters belong to languages of the region, to -1; 0 if the text is ASCII."""
    found = count = 0.0
    for word in odd_words(text):
        letters = sum(letter > "\x7f" for letter in word)
        found += letters * word_weight(word)
        count += letters
    return found / count if count else 0.0


def odd_words(text: str) -> Iterator[str]:
    """The words that are not ASCII, without the signs that may be next to a word; no sign that stands alone."""
    # In a wrong encoding they stand for letters, so that one is missing.
    paired = PAIRED if text.count(PAIRED[0]) == text.count(PAIRED[1]) else ""
    for token in TOKEN.findall(text):
        for word in JOINING.split(token.lstrip(OPENING + paired).rstrip(CLOSING + paired)):
            if not word.isascii() and (len(word) > 1 or word.isalpha()):
                yield word


@lru_cache(maxsize=50_000)
def word_weight(word: str) -> float:
    """1 for a word of a language of the region, less for one of a neighbour, negative for one of none."""
    # Its small letter would be two characters.
    small = word.replace("İ", "i").lower()
    if not (word == small or word.isupper() or (word[0].isupper() and word[1:] == small[1:])):
        return -1.0
    own = {letter for letter in small if letter > "\x7f"}
    is_latin = max(own, default="") < FIRST_GREEK_LETTER
    has_ascii = len(own) < len(set(small))
    if has_ascii and not is_latin:
        return MIXED_SCRIPTS
    # Cyrillic that is read as Latin gives words of accented letters only.
    if is_latin and not has_ascii and len(word) > 2:
        return 0.0
    return max((weight for letters, weight in _WEIGHTED if own <= letters), default=-1.0)
