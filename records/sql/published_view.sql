CREATE VIEW :"schema".:"table" AS
SELECT :columns
FROM public.:"table" AS this
:joins
:condition;
