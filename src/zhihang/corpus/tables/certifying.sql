-- What became of each delivered contribution. In: delivery(delivery, name, said); $files, the contributions; views.

-- name: standing
-- By delivery, office, kind and year: contributions read, in use, taken back, superseded. A contribution is in use when
-- some record names its place as a source; the year is that of the record, or of the contribution that has none.
WITH said AS (
    SELECT c.delivery, c.id, c.stem, c.has_kind, c.product, coalesce(c.delivered, '') AS delivered, c.position,
           d.name || substr(c.file, length(d.said) + 1) AS file, c.row
    FROM read_parquet($files) c JOIN delivery d ON d.delivery = c.delivery WHERE c.action = 'record'),
source AS (
    SELECT DISTINCT file, position, coalesce(delivered, '') AS delivered FROM provenance),
day AS (
    SELECT id AS name, publication_date FROM records
    UNION ALL
    SELECT stem, min(publication_date) FROM records WHERE stem <> id GROUP BY stem),
state AS (
    SELECT s.delivery, s.row, substr(s.id, 1, 2) AS office,
           CASE WHEN s.has_kind THEN substr(s.id, length(s.stem) + 1) ELSE '' END AS kind,
           u.file IS NOT NULL AS is_used,
           u.file IS NULL AND EXISTS (
               SELECT 1 FROM withdrawals w WHERE w.product = s.product AND w.id IN (s.id, s.stem)
                 AND coalesce(w.delivered, '') >= s.delivered) AS is_taken_back,
           y.publication_date AS published
    FROM said s
    LEFT JOIN source u ON u.file = s.file AND u.position IS NOT DISTINCT FROM s.position AND u.delivered = s.delivered
    LEFT JOIN (SELECT name, min(publication_date) AS publication_date FROM day GROUP BY name) y ON y.name = s.id),
lost AS (
    SELECT c.delivery, c.row, json_extract_string(decode(c.json), '$.publication_date') AS published
    FROM read_parquet($files) c JOIN state t ON t.delivery = c.delivery AND t.row = c.row
    WHERE t.published IS NULL AND NOT t.is_used)
SELECT d.name AS file, t.office, t.kind, coalesce(substr(coalesce(t.published, l.published), 1, 4), '') AS year,
       count(*) AS read, count(*) FILTER (t.is_used) AS used, count(*) FILTER (t.is_taken_back) AS taken_back,
       count(*) FILTER (NOT t.is_used AND NOT t.is_taken_back) AS superseded
FROM state t JOIN delivery d ON d.delivery = t.delivery
LEFT JOIN lost l ON l.delivery = t.delivery AND l.row = t.row
GROUP BY ALL ORDER BY 1, 2, 3, 4;
