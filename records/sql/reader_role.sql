-- The role of readers, made where that is allowed, with rights on the views and on no table.
DO $do$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') THEN
        CREATE ROLE :"role" NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, :'role', :'privilege') THEN
        GRANT :"role" TO CURRENT_USER;
    END IF;
EXCEPTION
    WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
        RAISE NOTICE 'role %: %', :'role', SQLERRM;
END $do$;

DO $do$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') THEN
        GRANT USAGE ON SCHEMA :"schema" TO :"role";
        GRANT SELECT ON ALL TABLES IN SCHEMA :"schema" TO :"role";
    END IF;
END $do$;
