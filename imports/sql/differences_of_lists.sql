SELECT
    listed.line,
    jsonb_build_object(:'column', jsonb_build_array(NULL, string_agg(item.item, '|' ORDER BY listed.pos))) AS change
FROM :"whole_rows" AS listed
JOIN :"source" AS item ON item.line = listed.line AND item.pos = listed.pos
JOIN :"parents" AS parent ON parent.line = listed.line AND NOT parent.is_new
WHERE listed.state <> 'unchanged'
GROUP BY listed.line
