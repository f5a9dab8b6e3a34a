-- The function behind the columns `sort_key`.
--
-- Rows store what it returns, so this file never changes (tests/project/test_migrations.py). To change the
-- function, write a migration with its new definition that also recomputes the columns.

CREATE FUNCTION sort_key(text text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(
    -- After a decomposition a diacritic follows its letter, and is greater than any letter of ASCII: č comes after cz.
    -- The caron comes before the acute, as č before ć; a stroke comes last, as đ after dž.
    translate(
        lower(normalize(
            replace(replace(replace(replace(replace(replace(replace(replace(
            replace(replace(replace(replace(replace(replace(replace(replace(
            replace(replace(replace(replace(replace(replace(
            translate(
                text,
                -- Cyrillic: the alphabets of the region in one order, in both cases alike; Greek in one case;
                -- dashes. Quotation marks and apostrophes are dropped.
                'абвгґдђѓеѐёєжзѕиѝіїйјклљмнњопрстћќуўфхцчџшщъыьэюя'
                'АБВГҐДЂЃЕЀЁЄЖЗЅИЍІЇЙЈКЛЉМНЊОПРСТЋЌУЎФХЦЧЏШЩЪЫЬЭЮЯ'
                'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςΆΈΉΊΌΎΏΪΫ'
                '–—‑‒'
                '''"’‘ʼ`“”„«»‹›',
                U&'\048A\048B\048C\048D\048E\048F\0490\0491\0492\0493\0494\0495\0496\0497\0498\0499\049A'
                '\049B\049C\049D\049E\049F\04A0\04A1\04A2\04A3\04A4\04A5\04A6\04A7\04A8\04A9\04AA\04AB\04AC'
                '\04AD\04AE\04AF\04B0\04B1\04B2\04B3\04B4\04B5\04B6\04B7\04B8\04B9\04BA'
                '\048A\048B\048C\048D\048E\048F\0490\0491\0492\0493\0494\0495\0496\0497\0498\0499\049A'
                '\049B\049C\049D\049E\049F\04A0\04A1\04A2\04A3\04A4\04A5\04A6\04A7\04A8\04A9\04AA\04AB\04AC'
                '\04AD\04AE\04AF\04B0\04B1\04B2\04B3\04B4\04B5\04B6\04B7\04B8\04B9\04BA'
                'αβγδεζηθικλμνξοπρστυφχψωσάέήίόύώϊϋ'
                '----'
            ),
            'Đ', U&'d\0335'), 'đ', U&'d\0335'),
            'Ð', U&'d\0335'), 'ð', U&'d\0335'),
            'Ɖ', U&'d\0335'), 'ɖ', U&'d\0335'),
            'Ł', U&'l\0335'), 'ł', U&'l\0335'),
            'Ø', U&'o\0335'), 'ø', U&'o\0335'),
            'Ħ', U&'h\0335'), 'ħ', U&'h\0335'),
            'Ŧ', U&'t\0335'), 'ŧ', U&'t\0335'),
            'ı', U&'i\0335'),
            'Æ', 'ae'), 'æ', 'ae'),
            'Œ', 'oe'), 'œ', 'oe'),
            'Þ', 'th'), 'þ', 'th'),
            'ß', 'ss'
        ), NFKD) COLLATE "C"),
        U&'\030C\0300', U&'\0300\030C'
    ),
    120
-- Names that differ only in case or punctuation
) || E'\x01' || left(text, 60);

COMMENT ON FUNCTION sort_key IS
'What names are sorted by, under collation C: Latin letters with diacritics right after their own letter, then '
'Greek, then Cyrillic in the order of its alphabets; digits before letters; case and punctuation count last.';
