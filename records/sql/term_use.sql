EXISTS (
    SELECT FROM public.:"table" AS used
    JOIN these ON used.:"column" = these.id
    WHERE (:status) IN (:'statuses')
)
