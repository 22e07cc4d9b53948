-- Families of records, how their members are linked, and which families cite which. $…of_these: a condition on ordinals
-- or families, written out.

-- name: homes
SELECT ord, family_size, family_offices, citations_received, simple_family, extended_family
FROM counts WHERE $of_these ORDER BY ord;

-- name: members
SELECT family, ord, member, source_family FROM families WHERE $of_these
ORDER BY family, ord IS NULL, member;

-- name: links
-- Every statement of the members about priorities, the international application, parents and children, once a family.
-- In: own(family, ord), the members that are records here.
WITH member AS (
    SELECT o.family, r.ord, r.id, coalesce(r.application_number, r.right_id) AS application
    FROM own o JOIN records r ON r.ord = o.ord WHERE $r_of_these),
link AS (
    SELECT m.family, m.application AS application, 'priority' AS relation, p.number AS target
    FROM member m JOIN priorities p ON p.ord = m.ord
    WHERE p.number IS NOT NULL AND p.active IS DISTINCT FROM false AND $p_of_these
    UNION
    SELECT m.family, m.application, 'pct', v.value
    FROM member m JOIN "values" v ON v.ord = m.ord WHERE v.field = 'pctan' AND $v_of_these
    UNION
    SELECT m.family, coalesce(l."of", m.application), coalesce(l.relation, l.kind), l.number
    FROM member m JOIN related l ON l.ord = m.ord WHERE l.kind = 'parent' AND l.number IS NOT NULL AND $l_of_these
    UNION
    SELECT m.family, l.number, coalesce(l.relation, l.kind), coalesce(l."of", m.application)
    FROM member m JOIN related l ON l.ord = m.ord WHERE l.kind = 'child' AND l.number IS NOT NULL AND $l_of_these)
SELECT l.family, l.application, l.relation, l.target,
       coalesce(list(DISTINCT a.id ORDER BY a.id) FILTER (a.id IS NOT NULL), []) AS documents,
       coalesce(list(DISTINCT t.id ORDER BY t.id) FILTER (t.id IS NOT NULL), []) AS target_documents
FROM link l
LEFT JOIN member a ON a.family = l.family AND a.application = l.application
LEFT JOIN member t ON t.family = l.family AND t.application = l.target
WHERE l.application <> l.target
GROUP BY l.family, l.application, l.relation, l.target
ORDER BY l.family, l.application, l.relation, l.target;

-- name: cited_families
SELECT citing_ord, cited_family FROM families_cited WHERE $of_these;

-- name: citing_documents
SELECT DISTINCT cited_ord, citing, citing_family FROM citation_pairs WHERE $of_these ORDER BY cited_ord, citing;
