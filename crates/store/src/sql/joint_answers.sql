-- How often each combination of answers was given by one person, over picked responses.
-- $11 wordings [place, wording]: what was answered to any wording of a place stands in its column
,
placed AS (
    SELECT CAST(value ->> 0 AS BIGINT) AS place, CAST(value ->> 1 AS BIGINT) AS wording_id FROM {rows:$11}
),
wide AS (
    SELECT
        MAX(CASE placed.place WHEN 0 THEN a.value END) AS c0, MAX(CASE placed.place WHEN 1 THEN a.value END) AS c1,
        MAX(CASE placed.place WHEN 2 THEN a.value END) AS c2, MAX(CASE placed.place WHEN 3 THEN a.value END) AS c3,
        MAX(CASE placed.place WHEN 4 THEN a.value END) AS c4, MAX(CASE placed.place WHEN 5 THEN a.value END) AS c5,
        MAX(CASE placed.place WHEN 6 THEN a.value END) AS c6, MAX(CASE placed.place WHEN 7 THEN a.value END) AS c7,
        MAX(CASE placed.place WHEN 8 THEN a.value END) AS c8, MAX(CASE placed.place WHEN 9 THEN a.value END) AS c9,
        MAX(CASE placed.place WHEN 10 THEN a.value END) AS c10, MAX(CASE placed.place WHEN 11 THEN a.value END) AS c11
    FROM picked CROSS JOIN answer a JOIN placed ON placed.wording_id = a.wording_id
    WHERE a.response_id = picked.id AND a.value IS NOT NULL
    GROUP BY picked.id
)
SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, CAST(COUNT(*) AS BIGINT)
FROM wide
GROUP BY c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11
