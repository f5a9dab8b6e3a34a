-- Taken at once and first, so that this waits for running transactions before it changes anything
LOCK TABLE :"tables" IN ACCESS EXCLUSIVE MODE;

DROP SCHEMA IF EXISTS :"schema" CASCADE;

-- All functions of triggers with these triggers, those that no model declares any more included
DO $do$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT oid::regprocedure
        FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'pgtrigger\_%'
    LOOP
        EXECUTE format('DROP FUNCTION %s CASCADE', name);
    END LOOP;
END $do$;
