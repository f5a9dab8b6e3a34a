"""Folding ignores case, diacritics and script."""

from tests import cases, database


def folded(text: str) -> str:
    [(answer,)] = database.rows("SELECT folded(%s)", text)
    return answer


@cases(
    "written, expected",
    ("Вучић", "vucic"),
    ("ВУЧИЋ", "vucic"),
    ("Vučić", "vucic"),
    ("Vuc\u030cic\u0301", "vucic"),
    ("Kuçovë", "kucove"),
    ("Đukanović", "dukanovic"),
    ("Ђукановић", "dukanovic"),
    ("ĐUKANOVIĆ", "dukanovic"),
    ("Ðukanović", "dukanovic"),
    ("Djukanovic", "dukanovic"),
    ("Dukanovic", "dukanovic"),
    ("Ѝ, ѐ", "i, e"),
    ("Љубљана", "ljubljana"),
    ("Њујорк", "njujork"),
    ("Џеп", "dzep"),
    ("Džep", "dzep"),
    ("Ǆep", "dzep"),
    ("Жељко Ћирић", "zeljko ciric"),
    ("Željko Ćirić", "zeljko ciric"),
    ("Херцеговина", "hercegovina"),
    ("Ѓорѓи Ќосев Ѕвезда", "gjorgji kjosev dzvezda"),
    ("Скопје", "skopje"),
    ("Търново", "tarnovo"),
    ("Щерев", "sterev"),
    ("Россия", "rossija"),
    ("Ёлка, Йод, объём", "elka, jod, obaem"),
    ("Україна Єнакієве Ґалаґан", "ukraina jenakijeve galagan"),
    ("Orbán Győr űr", "orban gyor ur"),
    ("Straße STRASSE ẞ", "strasse strasse ss"),
    ("Æsop Ørsted Łódź Œuvre", "aesop orsted lodz oeuvre"),
    ("București Țară", "bucuresti tara"),
    ("İstanbul Diyarbakır Şişli", "istanbul diyarbakir sisli"),
    ("Αθήνα ΑΘΉΝΑ Σέρρες", "αθηνα αθηνα σερρεσ"),
    ("O’Brien – NATO", "o'brien - nato"),
    ("ﬁne №", "fine no"),
    ("100 % _", "100 % _"),
    ("", ""),
)
def test_folds(written, expected):
    assert folded(written) == expected


@cases("text", "Вучић", "Đukanović", "Straße", "Αθήνας", "İstanbul", "Kuçovë", "ddjj")
def test_folds_folded_text_to_itself(text):
    assert folded(folded(text)) == folded(text)


@cases("start", *range(1, 128, 16))
def test_folds_ascii_alone_as_among_other_letters(start):
    text = "".join(map(chr, range(start, min(start + 16, 128)))) + " Djordje's `DJJ` d"

    assert folded(text) + "z" == folded(text + "ж")


def test_folds_null_to_null():
    assert database.rows("SELECT folded(NULL), folded_words(NULL, 'A')") == [(None, None)]


def test_folds_under_any_search_path():
    database.execute("SET LOCAL search_path TO pg_catalog")

    found = database.rows("SELECT public.folded('Вучић'), public.folded_query('Вучић')")

    assert found == [("vucic", "'vucic':*")]


@cases(
    "text, query",
    ("Тирана", "'tirana':*"),
    ("EU", "'eu'"),
    ("Szalay-Bobrovniczky", "'szalay':* & 'bobrovniczky':*"),
    ('"joint declaration"', "'joint':* <-> 'declaration':*"),
    ("nato or kfor", "'nato':* | 'kfor':*"),
    ("it's \\ ' \" : & | ! ( ) <-> *", "'it' & 's'"),
    ("%_", ""),
)
def test_parses_queries(text, query):
    assert database.rows("SELECT folded_query(%s)::text", text) == [(query,)]
