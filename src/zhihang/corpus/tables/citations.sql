-- Who cites whom. In: views of the record tables; family_size(right_id, n).
-- A number without kind code means any kind of the document; a record without kind code answers to any.

-- name: document
CREATE TABLE document AS
SELECT ord, id, stem, kind FROM records WHERE id <> right_id;

-- name: pair
CREATE TABLE pair AS
SELECT d.ord AS citing_ord, d.id AS citing, d.stem AS citing_stem,
       m.ord AS cited_ord, coalesce(m.id, c.number) AS cited, c.stem AS cited_stem, 'citations' AS route
FROM citations c
JOIN document d ON d.ord = c.ord
LEFT JOIN document m ON m.stem = c.stem AND (c.number = c.stem OR m.id = c.number OR m.kind IS NULL)
WHERE c.number IS NOT NULL
UNION
SELECT m.ord AS citing_ord, coalesce(m.id, c.number) AS citing, c.stem AS citing_stem,
       d.ord AS cited_ord, d.id AS cited, d.stem AS cited_stem, 'received' AS route
FROM received c
JOIN document d ON d.ord = c.ord
LEFT JOIN document m ON m.stem = c.stem AND (c.number = c.stem OR m.id = c.number OR m.kind IS NULL);

-- name: home
-- The simple family of each document here, and of each that sources name as a member (of several the first).
CREATE TABLE home AS
SELECT r.ord, CAST(NULL AS VARCHAR) AS stem, s.family FROM simple s JOIN records r ON r.right_id = s.right_id
UNION ALL
SELECT CAST(NULL AS UBIGINT) AS ord, stem, min(family) AS family FROM outside WHERE kind = 'simple' GROUP BY stem;

-- name: pair_of_families
CREATE TABLE pair_of_families AS
SELECT p.citing_ord, p.citing, p.citing_stem, p.cited_ord, p.cited, p.cited_stem, p.route,
       coalesce(i.family, a.family, p.citing_stem) AS citing_family,
       coalesce(j.family, b.family, p.cited_stem) AS cited_family
FROM pair p
LEFT JOIN home i ON i.ord = p.citing_ord
LEFT JOIN home a ON a.stem = p.citing_stem AND p.citing_ord IS NULL
LEFT JOIN home j ON j.ord = p.cited_ord
LEFT JOIN home b ON b.stem = p.cited_stem AND p.cited_ord IS NULL;

-- name: citation_pairs
SELECT citing_ord, citing, citing_stem, cited_ord, cited, cited_stem, route, citing_family, cited_family
FROM pair_of_families ORDER BY cited_ord NULLS LAST, cited_stem, cited, citing, route;

-- name: families_cited
SELECT DISTINCT citing_ord, cited_family FROM pair_of_families WHERE citing_ord IS NOT NULL
ORDER BY citing_ord, cited_family;

-- name: record_count
CREATE TABLE record_count AS
SELECT r.ord,
       CASE WHEN r."right" IN ('patent', 'utility_model') AND r.id <> r.right_id
            THEN CAST(coalesce(m.n, 0) AS INTEGER) END AS citations_made,
       CASE WHEN r."right" IN ('patent', 'utility_model') AND r.id <> r.right_id
            THEN CAST(coalesce(g.n, 0) AS INTEGER) END AS citations_received,
       CAST(f.n AS INTEGER) AS family_size, CAST(f.offices AS INTEGER) AS family_offices,
       f.family AS simple_family, x.family AS extended_family
FROM records r
LEFT JOIN (SELECT ord, count(*) AS n FROM citations GROUP BY ord) m ON m.ord = r.ord
LEFT JOIN (SELECT cited_ord AS ord, count(DISTINCT citing) AS n FROM pair WHERE cited_ord IS NOT NULL
           GROUP BY cited_ord) g ON g.ord = r.ord
LEFT JOIN family_size f ON f.right_id = r.right_id
LEFT JOIN extended x ON x.right_id = r.right_id;

-- name: counts
SELECT * FROM record_count ORDER BY ord;
