-- Sets the flag of a row that is added. One that claims to be public is looked at here in any case.
CREATE FUNCTION :"schema".:"function"()
RETURNS trigger LANGUAGE plpgsql AS $body$
:body
$body$;

CREATE TRIGGER visibility_insert
BEFORE INSERT ON public.:"table"
FOR EACH ROW
WHEN (current_setting(:'by_statement', true) IS DISTINCT FROM 'on' OR NEW.is_public)
EXECUTE FUNCTION :"schema".:"function"();
