(SELECT * FROM :"whole_rows" WHERE (:condition) AND :has_values)
