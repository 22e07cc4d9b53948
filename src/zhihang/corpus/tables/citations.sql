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

-- name: citation_pairs
SELECT citing_ord, citing, citing_stem, cited_ord, cited, cited_stem, route
FROM pair ORDER BY cited_stem, cited, citing, route;

-- name: counts
SELECT r.ord,
       CASE WHEN r."right" IN ('patent', 'utility_model') AND r.id <> r.right_id
            THEN CAST(coalesce(m.n, 0) AS INTEGER) END AS citations_made,
       CASE WHEN r."right" IN ('patent', 'utility_model') AND r.id <> r.right_id
            THEN CAST(coalesce(g.n, 0) AS INTEGER) END AS citations_received,
       CAST(f.n AS INTEGER) AS family_size
FROM records r
LEFT JOIN (SELECT ord, count(*) AS n FROM citations GROUP BY ord) m ON m.ord = r.ord
LEFT JOIN (SELECT cited_ord AS ord, count(DISTINCT citing) AS n FROM pair WHERE cited_ord IS NOT NULL
           GROUP BY cited_ord) g ON g.ord = r.ord
LEFT JOIN family_size f ON f.right_id = r.right_id
ORDER BY r.ord;
