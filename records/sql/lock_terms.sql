-- Locks terms and places, and those above them, so that nobody changes them before this transaction ends.
-- Tables and keys come in a fixed order. What is above is read from the locked rows: it may have changed meanwhile.
CREATE FUNCTION :"schema".lock_terms(terms jsonb)
RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    term_table text;
    keys bigint[];
    locked bigint[];
BEGIN
    FOR term_table IN SELECT jsonb_object_keys(terms) ORDER BY 1 LOOP
        locked := '{}';
        keys := ARRAY(
            SELECT key::bigint FROM jsonb_array_elements_text(terms -> term_table) AS key
            WHERE key IS NOT NULL
        );
        WHILE cardinality(keys) > 0 LOOP
            locked := locked || keys;
            EXECUTE format(
                'SELECT array_agg(parent_id) FROM ('
                'SELECT parent_id FROM public.%I WHERE id = ANY ($1) ORDER BY id FOR SHARE) AS found',
                term_table
            ) INTO keys USING keys;
            keys := ARRAY(
                SELECT DISTINCT key FROM unnest(keys) AS key
                WHERE key IS NOT NULL AND key <> ALL (locked)
            );
        END LOOP;
    END LOOP;
END $body$;

-- What an open proposal would show counts as in use: see records/sql/term_proposed.sql. Imports make many at once.
CREATE FUNCTION :"schema".lock_proposed_terms()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM :"schema".lock_terms((
        SELECT jsonb_object_agg(shown.term_table, shown.keys)
        FROM (
            SELECT found.term_table, jsonb_agg(DISTINCT term.key) AS keys
            FROM new_rows
            CROSS JOIN jsonb_each(new_rows.terms) AS found (term_table, keys)
            CROSS JOIN jsonb_array_elements(found.keys) AS term (key)
            GROUP BY found.term_table
        ) AS shown
    ));
    RETURN NULL;
END $body$;

CREATE TRIGGER lock_proposed_terms
AFTER INSERT ON public.:"decisions"
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION :"schema".lock_proposed_terms();
