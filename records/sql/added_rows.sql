-- What lock_whole_insert and visibility_insert do for a row, once for all rows that a statement adds.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql SET jit = off SET plan_cache_mode = force_custom_plan AS $body$
DECLARE
    keys bigint[];
    status text;
    :shown_declared
BEGIN
    :lock_roots
    :show_rows
    RETURN NULL;
END $body$;

-- The last trigger of a statement: triggers fire in the order of their names.
CREATE TRIGGER rules_of_added_rows
AFTER INSERT ON public.:"table"
REFERENCING NEW TABLE AS new_row
FOR EACH STATEMENT
WHEN (current_setting(:'by_statement', true) = 'on')
EXECUTE FUNCTION :"schema".:"function"();
