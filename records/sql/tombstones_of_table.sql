SELECT
    :'table'::text AS table_name, gone.slug, gone.retracted_at, gone.retraction_reason,
    target.slug AS merged_into
FROM public.:"table" AS gone
LEFT JOIN public.:"table" AS target ON target.id = gone.merged_into_id AND target.is_public
WHERE gone.retracted_at IS NOT NULL AND NOT gone.is_public
