old_row.:"column" IS DISTINCT FROM new_row.:"column"
AND (SELECT id FROM public.:"table" WHERE id = old_row.:"column" AND is_public)
    IS DISTINCT FROM (SELECT id FROM public.:"table" WHERE id = new_row.:"column" AND is_public)
