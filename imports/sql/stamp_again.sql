UPDATE imports_importchange AS change
SET stamp = :stamp
FROM :"table" AS present
WHERE
    present.id = change.row
    AND change."table" = :'table'
    AND change.of_id IN (SELECT id FROM imports_import WHERE part_of_id = :import_id)
