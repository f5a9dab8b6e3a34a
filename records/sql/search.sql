-- How searches ask for folded words (records/search.py)

CREATE OR REPLACE FUNCTION folded_query(text text)
RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    websearch_to_tsquery(
        'simple'::regconfig,
        regexp_replace(translate(folded(text), './_@:''\', '       '), '([^ "])-+', '\1 ', 'g')
    )::text,
    '''([^'']{4,})''', '''\1'':*', 'g'
)::tsquery;

COMMENT ON FUNCTION folded_query IS
'A query in web search syntax, folded; words of four letters or more also find longer words that begin so.';


CREATE OR REPLACE FUNCTION folded_prefixes(text text)
RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    plainto_tsquery('simple'::regconfig, translate(folded(text), './_@:-''\', '        '))::text,
    '''([^'']+)''', '''\1'':*AB', 'g'
)::tsquery;

COMMENT ON FUNCTION folded_prefixes IS
'A query for names and titles in which every word of the text begins a word.';


CREATE OR REPLACE FUNCTION best_sentence(text text, query tsquery)
RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN (
    SELECT CASE WHEN length(sentence) > 300 THEN rtrim(left(sentence, 299)) || '…' ELSE sentence END
    FROM regexp_split_to_table(left(text, 20000), '(?<=[.!?])\s+') WITH ORDINALITY AS part (sentence, number)
    ORDER BY ts_rank(folded_words(sentence, 'A'), query) DESC, number
    LIMIT 1
);

COMMENT ON FUNCTION best_sentence IS
'The sentence of a text that a query fits best, the first one where none does.';
