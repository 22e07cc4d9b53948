-- Which contributions make which record. Every statement is a function of the set of contributions.
-- In: read(all rows of the deliveries, keys only), product(product, place, cumulative), delivery(delivery, said, name)

-- name: instructions
CREATE TABLE instruction AS
SELECT delivery, row, id, product, file, position, coalesce(delivered, '') AS delivered, action
FROM read WHERE action <> 'record';

-- name: latest
-- A later delivery of the same product replaces the earlier one, record by record.
CREATE TABLE latest AS
SELECT r.product, r.id, max(coalesce(r.delivered, '')) AS delivered
FROM read r JOIN product p ON p.product = r.product
WHERE r.action = 'record' AND NOT p.cumulative
GROUP BY r.product, r.id;

-- name: struck
-- Contributions that an instruction of their product takes back: one delivered later, or on the same date in another
-- file, or further on in the same file. An instruction without kind code takes all kinds back.
CREATE TABLE struck AS
WITH met AS (
    SELECT r.delivery, r.row, i.delivered AS since, coalesce(r.delivered, '') AS delivered, i.delivery AS told_in, i.row AS told_at
    FROM read r JOIN instruction i ON i.product = r.product AND i.id = r.id WHERE r.action = 'record'
    UNION ALL
    SELECT r.delivery, r.row, i.delivered AS since, coalesce(r.delivered, '') AS delivered, i.delivery AS told_in, i.row AS told_at
    FROM read r JOIN instruction i ON i.product = r.product AND i.id = r.stem WHERE r.action = 'record')
SELECT DISTINCT delivery, row FROM met
WHERE since > delivered OR (since = delivered AND (told_in <> delivery OR told_at > row));

-- name: alive
CREATE TABLE alive AS
SELECT r.delivery, r.row, r.id, r.stem, r.has_kind, r.is_right, r.right_id, r.product, r.richness, r.has_events,
       p.place
FROM read r
JOIN product p ON p.product = r.product
LEFT JOIN latest l ON l.product = r.product AND l.id = r.id
WHERE r.action = 'record'
  AND (l.delivered IS NULL OR l.delivered = coalesce(r.delivered, ''))
  AND NOT EXISTS (SELECT 1 FROM struck s WHERE s.delivery = r.delivery AND s.row = r.row);

-- name: joined
-- A document without kind joins the one with kind, if exactly one exists.
CREATE TABLE joined AS
WITH kinds AS (
    SELECT stem, min(id) AS id FROM alive WHERE has_kind AND NOT is_right GROUP BY stem HAVING count(DISTINCT id) = 1)
SELECT a.delivery, a.row, coalesce(k.id, a.id) AS id, a.is_right, a.right_id, a.product, a.richness, a.has_events,
       a.place
FROM alive a LEFT JOIN kinds k ON NOT a.has_kind AND NOT a.is_right AND k.stem = a.stem;

-- name: contradictions
-- Documents that contributions give to different rights: these rights are one.
SELECT j.id, j.right_id FROM joined j
JOIN (SELECT id FROM joined WHERE NOT is_right GROUP BY id HAVING count(DISTINCT right_id) > 1) d ON d.id = j.id
WHERE NOT j.is_right
GROUP BY j.id, j.right_id
ORDER BY j.id, j.right_id;

-- name: named
-- How well a right's name is founded: best product first, then the number of contributions, then its text.
SELECT right_id, min(place) AS place, count(*) AS contributions FROM joined GROUP BY right_id;

-- name: settled
-- In: same_right(right_id, canonical) for rights that are one.
CREATE TABLE settled AS
SELECT j.delivery, j.row, j.id, j.is_right, coalesce(s.canonical, j.right_id) AS right_id, j.has_events,
       j.right_id AS said_right, j.product, j.richness
FROM joined j LEFT JOIN same_right s ON s.right_id = j.right_id;

-- name: record
CREATE TABLE record AS
SELECT id, right_id, true AS is_document FROM settled WHERE NOT is_right GROUP BY id, right_id
UNION ALL
SELECT right_id AS id, right_id, false AS is_document FROM settled s
WHERE is_right AND NOT EXISTS (SELECT 1 FROM settled d WHERE NOT d.is_right AND d.right_id = s.right_id)
GROUP BY right_id;

-- name: part
-- The contributions of each record and what each speaks of.
CREATE TABLE part AS
SELECT r.id AS record, s.delivery, s.row,
       CASE WHEN s.is_right THEN 'right' WHEN s.id = r.id THEN 'document' ELSE 'sibling' END AS role
FROM record r JOIN settled s ON s.right_id = r.right_id
WHERE s.is_right OR s.id = r.id OR s.has_events;

-- name: wanted
-- The fingerprint covers all that a record is a function of.
CREATE TABLE wanted AS
SELECT p.record AS id, r.right_id, count(*) AS contributions, min(d.name) AS first_name,
       md5(r.right_id || string_agg(
           p.delivery || ':' || d.name || ':' || p.row || ':' || p.role, '|' ORDER BY p.delivery, p.row)) AS fingerprint
FROM part p JOIN record r ON r.id = p.record JOIN delivery d ON d.delivery = p.delivery
GROUP BY p.record, r.right_id;

-- name: fresh
-- Records that the base has not, or not in this form. In: base(ord, id, fingerprint).
CREATE TABLE fresh AS
SELECT w.id, w.right_id, w.contributions, w.fingerprint
FROM wanted w LEFT JOIN base b ON b.id = w.id AND b.fingerprint = w.fingerprint
WHERE b.id IS NULL;

-- name: gone
SELECT b.ord, b.id FROM base b LEFT JOIN wanted w ON w.id = b.id AND w.fingerprint = b.fingerprint
WHERE w.id IS NULL ORDER BY b.ord;

-- name: alone
-- Fresh records that one contribution makes, as it stands: they stream through in the order of their files.
CREATE TABLE alone AS
SELECT p.delivery, p.row, f.id, f.fingerprint
FROM fresh f JOIN part p ON p.record = f.id JOIN settled s ON s.delivery = p.delivery AND s.row = p.row
WHERE f.contributions = 1 AND s.id = f.id AND s.said_right = f.right_id;

-- name: together
CREATE TABLE together AS
SELECT p.record AS id, p.delivery, p.row, p.role, f.right_id, f.fingerprint
FROM fresh f JOIN part p ON p.record = f.id
WHERE NOT EXISTS (SELECT 1 FROM alone a WHERE a.id = f.id);

-- name: sources
-- What became of each delivery's contributions.
SELECT r.delivery, d.name, r.product, count(*) AS read,
       count(*) FILTER (WHERE j.row IS NULL) AS superseded,
       count(*) FILTER (WHERE m.many) AS merged
FROM read r JOIN delivery d ON d.delivery = r.delivery
LEFT JOIN joined j ON j.delivery = r.delivery AND j.row = r.row
LEFT JOIN (SELECT p.delivery, p.row, bool_or(w.contributions > 1) AS many
           FROM part p JOIN wanted w ON w.id = p.record GROUP BY p.delivery, p.row) m
  ON m.delivery = r.delivery AND m.row = r.row
WHERE r.action = 'record'
GROUP BY r.delivery, d.name, r.product
ORDER BY d.name, r.delivery, r.product;

-- name: withdrawn
-- Instructions with their JSON, and whether nothing keeps the document. In: $files.
SELECT i.delivered, i.product, d.name || substr(i.file, length(d.said) + 1) AS file, c.json,
       NOT EXISTS (SELECT 1 FROM alive a WHERE a.id = i.id) AND NOT EXISTS (SELECT 1 FROM alive a WHERE a.stem = i.id)
FROM instruction i
JOIN delivery d ON d.delivery = i.delivery
JOIN read_parquet($files) c ON c.delivery = i.delivery AND c.row = i.row
ORDER BY i.id, i.product, i.delivered, i.delivery, i.row;

-- name: fetched
-- The contributions to records of several, with their JSON. In: $files.
SELECT t.id, t.right_id, t.fingerprint, t.role, c.product, c.file, c.delivered, t.delivery, t.row, c.richness, c.json
FROM together t JOIN read_parquet($files) c ON c.delivery = t.delivery AND c.row = t.row
ORDER BY t.id, t.delivery, t.row;
