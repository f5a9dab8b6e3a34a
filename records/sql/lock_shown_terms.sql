-- What a record shows that is not a draft is locked when it begins to be shown, so that no other transaction
-- can look whether it is in use before this one ends. Rows that an import tries out are rolled back, and show nothing.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF :is_shown THEN
        PERFORM :"schema".lock_terms(:"schema".:"terms"(NEW.id));
    END IF;
    RETURN NULL;
END $body$;

CREATE TRIGGER lock_shown_terms
AFTER INSERT OR UPDATE ON public.:"table"
FOR EACH ROW
WHEN (
    coalesce(current_setting(:'loading', true), '') <> 'on'
    AND coalesce(current_setting(:'unlocked', true), '') <> 'on'
)
EXECUTE FUNCTION :"schema".:"function"();
