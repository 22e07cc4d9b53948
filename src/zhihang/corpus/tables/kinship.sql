-- How the members of families are linked, and which families cite which. In: wanted(ord, n); views of all tables.

-- name: links
-- Every statement of the members about priorities, the international application, parents and children, once a family.
WITH own_family AS (
    SELECT DISTINCT f.family FROM wanted w JOIN families f ON f.ord = w.ord WHERE f.kind = $kind),
member AS (
    SELECT f.family, r.ord, r.id, coalesce(r.application_number, r.right_id) AS application
    FROM families f JOIN own_family USING (family) JOIN records r ON r.ord = f.ord WHERE f.kind = $kind),
link AS (
    SELECT m.family, m.application AS application, 'priority' AS relation, p.number AS target
    FROM member m JOIN priorities p ON p.ord = m.ord WHERE p.number IS NOT NULL AND p.active IS DISTINCT FROM false
    UNION
    SELECT m.family, m.application, 'pct', v.value
    FROM member m JOIN "values" v ON v.ord = m.ord WHERE v.field = 'pctan'
    UNION
    SELECT m.family, coalesce(l."of", m.application), coalesce(l.relation, l.kind), l.number
    FROM member m JOIN related l ON l.ord = m.ord WHERE l.kind = 'parent' AND l.number IS NOT NULL
    UNION
    SELECT m.family, l.number, coalesce(l.relation, l.kind), coalesce(l."of", m.application)
    FROM member m JOIN related l ON l.ord = m.ord WHERE l.kind = 'child' AND l.number IS NOT NULL)
SELECT l.family, l.application, l.relation, l.target,
       coalesce(list(DISTINCT a.id ORDER BY a.id) FILTER (a.id IS NOT NULL), []) AS documents,
       coalesce(list(DISTINCT t.id ORDER BY t.id) FILTER (t.id IS NOT NULL), []) AS target_documents
FROM link l
LEFT JOIN member a ON a.family = l.family AND a.application = l.application
LEFT JOIN member t ON t.family = l.family AND t.application = l.target
WHERE l.application <> l.target
GROUP BY l.family, l.application, l.relation, l.target
ORDER BY l.family, l.application, l.relation, l.target;

-- name: families_of
SELECT DISTINCT w.ord, f.family FROM wanted w JOIN families f ON f.ord = w.ord WHERE f.kind = $kind;

-- name: family_citations
-- For each record the families that its simple family cites, and that cite it: each once, its own left out. A document
-- that belongs to no family here stands for itself by its number without kind code.
WITH own AS (
    SELECT DISTINCT w.ord AS asked, f.family FROM wanted w JOIN families f ON f.ord = w.ord WHERE f.kind = 'simple'),
member AS (
    SELECT o.asked, o.family, f.ord FROM own o JOIN families f ON f.family = o.family
    WHERE f.kind = 'simple' AND f.ord IS NOT NULL),
met AS (
    SELECT m.asked, m.family, true AS cites, p.cited_ord AS other_ord, p.cited_stem AS other_stem
    FROM member m JOIN citation_pairs p ON p.citing_ord = m.ord
    UNION
    SELECT m.asked, m.family, false, p.citing_ord, p.citing_stem
    FROM member m JOIN citation_pairs p ON p.cited_ord = m.ord),
named AS (
    SELECT t.asked, t.family, t.cites, coalesce(i.family, o.family, t.other_stem) AS other
    FROM met t
    LEFT JOIN families i ON i.kind = 'simple' AND i.ord = t.other_ord
    LEFT JOIN families o ON o.kind = 'simple' AND NOT o.in_corpus AND t.other_ord IS NULL AND o.stem = t.other_stem)
SELECT DISTINCT asked, cites, other FROM named WHERE other <> family ORDER BY asked, cites, other;

-- name: sizes
-- Rights in the simple family, offices in it, documents that cite the record. A member's number begins with its office.
WITH own AS (
    SELECT DISTINCT w.ord, f.family FROM wanted w JOIN families f ON f.ord = w.ord WHERE f.kind = 'simple'),
offices AS (
    SELECT f.family, count(DISTINCT substr(f.stem, 1, 2)) AS n
    FROM families f WHERE f.kind = 'simple' AND f.family IN (SELECT family FROM own) GROUP BY f.family)
SELECT w.ord, c.family_size, n.n AS family_offices, c.citations_received
FROM wanted w JOIN counts c ON c.ord = w.ord
LEFT JOIN own o ON o.ord = w.ord LEFT JOIN offices n ON n.family = o.family;
