keys := ARRAY(SELECT new_row.id FROM new_row WHERE :visible);
IF keys <> '{}' THEN
    UPDATE public.:"table" SET is_public = is_public WHERE id = ANY (keys);
END IF;
