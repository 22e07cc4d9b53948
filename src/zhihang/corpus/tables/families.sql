-- Patent families of the edition. In: views of the record tables.
-- Simple: rights with the same complete set of priorities. Extended: rights linked by any shared priority, transitive.
-- A divisional, a continuation and a national phase rest on what their forebears rest on (`lineage.py`); a
-- continuation in part adds itself; a right with neither priorities nor forebears rests on itself.

-- name: family_right
CREATE TABLE family_right AS
SELECT right_id, min(application_number) AS own, min("right") AS kind
FROM records WHERE "right" IN ('patent', 'utility_model', 'design')
GROUP BY right_id;

-- name: international
CREATE TABLE international AS
SELECT DISTINCT r.right_id, v.value AS number
FROM "values" v JOIN records r ON r.ord = v.ord
WHERE v.field = 'pctan' AND r."right" IN ('patent', 'utility_model', 'design');

-- name: claimed
-- What counts as a priority: claims that the source does not call inactive, and provisional applications.
CREATE TABLE claimed AS
SELECT DISTINCT r.right_id, p.number
FROM priorities p JOIN records r ON r.ord = p.ord
WHERE p.number IS NOT NULL AND p.active IS DISTINCT FROM false AND r."right" IN ('patent', 'utility_model', 'design')
UNION
SELECT DISTINCT r.right_id, l.number
FROM related l JOIN records r ON r.ord = l.ord
WHERE l.number IS NOT NULL AND l.kind = 'parent' AND l.relation = 'provisional' AND l."of" IS NULL
  AND r."right" IN ('patent', 'utility_model', 'design');

-- name: lineage
-- Which application goes on from which: divisionals, continuations, national phases …; `adds`: with new matter.
SELECT DISTINCT coalesce(l."of", r.application_number, r.right_id) AS child, l.number AS parent,
       l.relation = 'continuation_in_part' AS adds
FROM related l JOIN records r ON r.ord = l.ord
WHERE l.number IS NOT NULL AND l.kind = 'parent' AND r."right" IN ('patent', 'utility_model', 'design')
  AND l.relation IN ('divisional', 'continuation', 'continuation_in_part', 'reissue', 'reexamination', 'substitute',
                     'pct')
UNION
SELECT DISTINCT l.number AS child, coalesce(l."of", r.application_number, r.right_id) AS parent,
       l.relation = 'continuation_in_part' AS adds
FROM related l JOIN records r ON r.ord = l.ord
WHERE l.number IS NOT NULL AND l.kind = 'child' AND r."right" IN ('patent', 'utility_model', 'design')
  AND l.relation IN ('divisional', 'continuation', 'continuation_in_part', 'reissue', 'reexamination', 'substitute')
UNION
SELECT DISTINCT coalesce(f.own, f.right_id) AS child, i.number AS parent, false AS adds
FROM international i JOIN family_right f ON f.right_id = i.right_id
WHERE i.number <> f.own;

-- name: claimed_by
-- The claims of the applications that go on from others or are gone on from. In: lineage_edge(child, parent, adds).
SELECT DISTINCT coalesce(f.own, f.right_id) AS application, c.number
FROM claimed c JOIN family_right f ON f.right_id = c.right_id
WHERE coalesce(f.own, f.right_id) IN (SELECT child FROM lineage_edge UNION SELECT parent FROM lineage_edge);

-- name: priority_set
-- In: basis(application, number): what the applications with forebears rest on.
CREATE TABLE priority_set AS
SELECT f.right_id, b.number
FROM family_right f JOIN basis b ON b.application = coalesce(f.own, f.right_id)
UNION
SELECT c.right_id, c.number
FROM claimed c JOIN family_right f ON f.right_id = c.right_id
WHERE NOT EXISTS (SELECT 1 FROM basis b WHERE b.application = coalesce(f.own, f.right_id))
UNION
SELECT f.right_id, coalesce(f.own, f.right_id) AS number
FROM family_right f
WHERE NOT EXISTS (SELECT 1 FROM claimed c WHERE c.right_id = f.right_id)
  AND NOT EXISTS (SELECT 1 FROM basis b WHERE b.application = coalesce(f.own, f.right_id));

-- name: simple
CREATE TABLE simple AS
SELECT right_id, 'S' || substr(md5(string_agg(number, '|' ORDER BY number)), 1, 12) AS family
FROM priority_set GROUP BY right_id;

-- name: link
-- What ties rights into an extended family: priorities, forebears, and applications that others claim or go on from.
CREATE TABLE link AS
SELECT right_id, number FROM priority_set
UNION
SELECT right_id, number FROM international
UNION
SELECT right_id, number FROM claimed
UNION
SELECT f.right_id, e.parent AS number
FROM lineage_edge e JOIN family_right f ON coalesce(f.own, f.right_id) = e.child
UNION
SELECT f.right_id, f.own FROM family_right f
WHERE f.own IS NOT NULL
  AND (EXISTS (SELECT 1 FROM claimed c WHERE c.number = f.own)
       OR EXISTS (SELECT 1 FROM international i WHERE i.number = f.own)
       OR EXISTS (SELECT 1 FROM lineage_edge e WHERE e.parent = f.own));

-- name: numbered
-- Rights and numbers as consecutive integers, numbers in their order.
CREATE TABLE numbered AS
SELECT l.right_id, l.number, r.n AS right_n, n.n AS number_n
FROM link l
JOIN (SELECT number, row_number() OVER (ORDER BY number) - 1 AS n FROM link GROUP BY number) n ON n.number = l.number
JOIN (SELECT right_id, row_number() OVER (ORDER BY right_id) - 1 AS n FROM link GROUP BY right_id) r
  ON r.right_id = l.right_id;

-- name: edges
SELECT right_n, number_n FROM numbered;

-- name: extended
-- In: component(number_n, root): root is the smallest number that is linked.
CREATE TABLE extended AS
SELECT DISTINCT e.right_id, 'X' || substr(md5(first.number), 1, 12) AS family
FROM numbered e
JOIN component c ON c.number_n = e.number_n
JOIN (SELECT DISTINCT number_n, number FROM numbered) first ON first.number_n = c.root
JOIN family_right f ON f.right_id = e.right_id
WHERE f.kind IN ('patent', 'utility_model');

-- name: family_of
CREATE TABLE family_of AS
SELECT 'simple' AS kind, family, right_id FROM simple
UNION ALL
SELECT 'extended' AS kind, family, right_id FROM extended;

-- name: outside
-- Members that sources name and that are no record here.
CREATE TABLE outside AS
SELECT f.kind, f.family, s.stem, min(s.member) AS member, min(r.source_family) AS source_family
FROM stated_families s
JOIN records r ON r.ord = s.ord
JOIN family_of f ON f.right_id = r.right_id AND f.kind = s.kind
WHERE NOT EXISTS (SELECT 1 FROM records k WHERE k.stem = s.stem)
GROUP BY f.kind, f.family, s.stem;

-- name: families
SELECT f.kind, f.family, r.ord, r.id AS member, r.stem, true AS in_corpus, r.source_family
FROM family_of f JOIN records r ON r.right_id = f.right_id
UNION ALL
SELECT kind, family, CAST(NULL AS UBIGINT) AS ord, member, stem, false AS in_corpus, source_family FROM outside
ORDER BY kind, family, in_corpus DESC, member;

-- name: family_size
-- Rights and offices of each simple family. A member's number begins with its office.
CREATE TABLE family_size AS
WITH inside AS (SELECT family, count(*) AS n FROM simple GROUP BY family),
     others AS (SELECT family, count(*) AS n FROM outside WHERE kind = 'simple' GROUP BY family),
     office AS (
         SELECT s.family, substr(r.stem, 1, 2) AS office FROM simple s JOIN records r ON r.right_id = s.right_id
         UNION
         SELECT family, substr(stem, 1, 2) AS office FROM outside WHERE kind = 'simple'),
     offices AS (SELECT family, count(*) AS n FROM office GROUP BY family)
SELECT s.right_id, s.family, i.n + coalesce(o.n, 0) AS n, f.n AS offices
FROM simple s JOIN inside i ON i.family = s.family LEFT JOIN others o ON o.family = s.family
JOIN offices f ON f.family = s.family;
