"""Text of ASCII letters is folded without looking for the letters of other alphabets; what comes out is the same."""

from importlib import import_module

from django.db import migrations

FOLDED_TEXT = import_module("records.migrations.0003_folding").folded()

# Without STRICT, which changes nothing for NULL, PostgreSQL writes the expression into its statements.
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION folded(text text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN octet_length(text) = length(text)
    THEN regexp_replace(lower(translate(text, '`', '''') COLLATE "C"), 'dj+', 'd', 'g')
    ELSE {FOLDED_TEXT}
END;
CREATE OR REPLACE FUNCTION folded_words(text text, weight text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN setweight(
    to_tsvector('simple'::regconfig, translate(folded(left(text, 200000)), './_@:-', '      ')),
    weight::"char"
);
"""
BEFORE = f"""
CREATE OR REPLACE FUNCTION folded(text text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN {FOLDED_TEXT};
CREATE OR REPLACE FUNCTION folded_words(text text, weight text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN setweight(
    to_tsvector('simple'::regconfig, translate(folded(left(text, 200000)), './_@:-', '      ')),
    weight::"char"
);
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0005_reading_dates")]
    operations = [migrations.RunSQL(FUNCTIONS, BEFORE)]
