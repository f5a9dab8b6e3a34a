-- Whether pgtrigger.ignore names this trigger: what django-pgtrigger's function of this name says, without its block
-- that catches errors, which is a subtransaction for every trigger and row.
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)
RETURNS boolean LANGUAGE sql STABLE AS $body$
SELECT coalesce(trigger_name = ANY (nullif(current_setting('pgtrigger.ignore', true), '')::text[]), false);
$body$;
