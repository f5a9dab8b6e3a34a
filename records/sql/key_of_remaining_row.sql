(
    SELECT :key
    FROM public.:"table" AS remaining
    WHERE
        remaining.former_ids <> '' AND remaining.is_public
        AND string_to_array(remaining.former_ids, ' ') @> ARRAY[right(former.key, 36)]
    LIMIT 1
)
