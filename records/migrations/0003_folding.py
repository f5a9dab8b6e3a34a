"""SQL functions that fold case, diacritics and Cyrillic, used by searched columns and by what is searched for."""

from django.db import migrations

# What is more than one Latin letter, or none that Unicode takes apart. Both cases fold alike.
SEVERAL = {
    # Serbian and Macedonian: as in their own Latin script, without its diacritics
    "Љљ": "lj",
    "Њњ": "nj",
    "Џџ": "dz",
    "Ђђ": "dj",
    "Ѓѓ": "gj",
    "Ќќ": "kj",
    "Ѕѕ": "dz",
    # Bulgarian, Ukrainian, Russian
    "Щщ": "st",
    "Юю": "ju",
    "Яя": "ja",
    "Єє": "je",
    # Latin: Đ is typed as Dj or as D, so all three become d; Ð and Ɖ are often typed in its place
    "Đđ": "dj",
    "Ðð": "dj",
    "Ɖɖ": "dj",
    "ẞß": "ss",
    "Ææ": "ae",
    "Œœ": "oe",
    "Þþ": "th",
}
SINGLE = {
    "абвгдежзијклмнопрстћуфхцчш": "abvgdezzijklmnoprstcufhccs",
    "АБВГДЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ": "abvgdezzijklmnoprstcufhccs",
    "йъёэыіїґўѐѝ": "jaeeyiiguei",
    "ЙЪЁЭЫІЇҐЎЀЍ": "jaeeyiiguei",
    "łøıħŧ": "loiht",
    "ŁØĦŦ": "loht",
    # Greek keeps its letters, in one case
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςΆΈΉΊΌΎΏΪΫ": "αβγδεζηθικλμνξοπρστυφχψωσαεηιουωιυ",
    "’‘ʼ`–—‑": "''''---",
}
DROPPED = "ьЬ"


def folded() -> str:
    """SQL expression that folds the text $1."""
    letters = "normalize(text, NFC)"
    for both, latin in SEVERAL.items():
        for letter in both:
            letters = f"replace({letters}, '{letter}', '{latin}')"
    replaced = "".join(SINGLE).replace("'", "''") + DROPPED
    by = "".join(SINGLE.values()).replace("'", "''")
    return (
        "regexp_replace("
        f"lower(regexp_replace(normalize(translate({letters}, '{replaced}', '{by}'), NFKD),"
        " U&'[\\0300-\\036F]', '', 'g') COLLATE \"C\"),"
        " 'dj+', 'd', 'g')"
    )


# Bodies in the SQL standard form are bound when created: they work under any search_path, a restore's empty one included.
FUNCTIONS = """
CREATE FUNCTION folded(text text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN FOLDED_TEXT;
COMMENT ON FUNCTION folded IS
'The text in small Latin letters without diacritics: Вучић, Vučić and VUCIC are all vucic.';

CREATE FUNCTION folded_words(text text, weight text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN setweight(
    to_tsvector('simple'::regconfig, translate(folded(left(text, 200000)), './_@:-', '      ')),
    weight::"char"
);
COMMENT ON FUNCTION folded_words IS 'The folded words of a text with their weight, A to D, for full text search.';

CREATE FUNCTION folded_query(text text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    websearch_to_tsquery(
        'simple'::regconfig,
        regexp_replace(translate(folded(text), './_@:''\\', '       '), '([^ "])-+', '\\1 ', 'g')
    )::text,
    '''([^'']{4,})''', '''\\1'':*', 'g'
)::tsquery;
COMMENT ON FUNCTION folded_query IS
'A query in web search syntax, folded; words of four letters or more also find longer words that begin so.';

CREATE FUNCTION folded_prefixes(text text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    plainto_tsquery('simple'::regconfig, translate(folded(text), './_@:-''\\', '        '))::text,
    '''([^'']+)''', '''\\1'':*AB', 'g'
)::tsquery;
COMMENT ON FUNCTION folded_prefixes IS 'A query for names and titles in which every word of the text begins a word.';

CREATE FUNCTION best_sentence(text text, query tsquery) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN (
    SELECT CASE WHEN length(sentence) > 300 THEN rtrim(left(sentence, 299)) || '…' ELSE sentence END
    FROM regexp_split_to_table(left(text, 20000), '(?<=[.!?])\\s+') WITH ORDINALITY AS part (sentence, number)
    ORDER BY ts_rank(folded_words(sentence, 'A'), query) DESC, number
    LIMIT 1
);
COMMENT ON FUNCTION best_sentence IS 'The sentence of a text that a query fits best, the first one where none does.';
"""

DROP = """
DROP FUNCTION best_sentence;
DROP FUNCTION folded_prefixes;
DROP FUNCTION folded_query;
DROP FUNCTION folded_words;
DROP FUNCTION folded;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0002_edtf_texts")]
    operations = [migrations.RunSQL(FUNCTIONS.replace("FOLDED_TEXT", folded()), DROP)]
