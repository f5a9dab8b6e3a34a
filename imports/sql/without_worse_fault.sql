NOT EXISTS (
    SELECT FROM import_fault AS worse
    WHERE
        worse.line = row_of_file.line
        AND worse.kind <> 'rule'
        AND worse.col = ANY (string_to_array(:'columns', ', '))
)
