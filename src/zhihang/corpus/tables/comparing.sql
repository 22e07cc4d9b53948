-- Two editions side by side. In: $old and $new (lists of `records` parts), old_dead(ord), new_dead(ord).

-- name: old
CREATE TABLE old AS
SELECT ord, id, fingerprint, office, coalesce(kind, '') AS kind, coalesce(substr(publication_date, 1, 4), '') AS year
FROM read_parquet($old) WHERE ord NOT IN (SELECT ord FROM old_dead);

-- name: new
CREATE TABLE new AS
SELECT ord, id, fingerprint, office, coalesce(kind, '') AS kind, coalesce(substr(publication_date, 1, 4), '') AS year
FROM read_parquet($new) WHERE ord NOT IN (SELECT ord FROM new_dead);

-- name: added
SELECT n.id FROM new n LEFT JOIN old o ON o.id = n.id WHERE o.id IS NULL ORDER BY n.id;

-- name: gone
SELECT o.id FROM old o LEFT JOIN new n ON n.id = o.id WHERE n.id IS NULL ORDER BY o.id;

-- name: touched
SELECT n.id, o.ord AS old_ord, n.ord AS new_ord FROM new n JOIN old o ON o.id = n.id
WHERE o.fingerprint <> n.fingerprint ORDER BY n.id;

-- name: completeness
SELECT coalesce(o.office, n.office) AS office, coalesce(o.kind, n.kind) AS kind, coalesce(o.year, n.year) AS year,
       coalesce(o.records, 0) AS before, coalesce(n.records, 0) AS after
FROM (SELECT office, kind, year, count(*) AS records FROM old GROUP BY office, kind, year) o
FULL JOIN (SELECT office, kind, year, count(*) AS records FROM new GROUP BY office, kind, year) n
  ON n.office = o.office AND n.kind = o.kind AND n.year = o.year
ORDER BY 1, 2, 3;

-- name: conflicts_of
-- All that contributions of one edition disagree about, by record id.
SELECT r.id, c.key, c.kept, c.kept_product, c.other, c.other_product, c.other_file
FROM conflicts c JOIN records r ON r.ord = c.ord ORDER BY ALL;

-- name: conflicts_only
-- In: these and those, conflicts of two editions.
SELECT id, key, kept, kept_product, other, other_product, other_file
FROM (SELECT * FROM these EXCEPT SELECT * FROM those) AS more ORDER BY ALL;
