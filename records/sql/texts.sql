-- How texts are written, as in records/texts.py
-- Not STRICT, which changes nothing for NULL: so PostgreSQL inlines the expression.
CREATE OR REPLACE FUNCTION clean_line(text text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    -- Most texts: one look, and no other alphabet
    WHEN octet_length(text) = length(text) AND text COLLATE "C" !~ '[\u0001-\u001F\u007F]|  |^ | $' THEN text
    ELSE normalize(btrim(regexp_replace(
        regexp_replace(regexp_replace(text COLLATE "C", :'invisible', '', 'g'), :'stray_joiners', '', 'g'),
        :'spaces', ' ', 'g'
    )), NFC)
END;

COMMENT ON FUNCTION clean_line IS
'The text on one line: no invisible characters, no spaces at the ends, single ordinary spaces, NFC.';


CREATE OR REPLACE FUNCTION clean_text(text text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN octet_length(text) = length(text) AND text COLLATE "C" !~ '[\u0001-\u001F\u007F]|  |^ | $' THEN text
    ELSE normalize(btrim(regexp_replace(regexp_replace(
        regexp_replace(regexp_replace(text COLLATE "C", :'invisible', '', 'g'), :'stray_joiners', '', 'g'),
        :'line_end', E'\n', 'g'
    ), :'blanks', ' ', 'g'), E' \n'), NFC)
END;

COMMENT ON FUNCTION clean_text IS
'The text with clean lines: ends of lines become line feeds, which stay, except at the ends of the text.';
