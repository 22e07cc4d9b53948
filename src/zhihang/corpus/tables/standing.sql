-- Standardized names of applicants and owners. In: name_form(name, key, shown, country) of every published name,
-- node(key, country, office, record, standard, place) of every judged one, the smaller place first.

-- name: names
SELECT DISTINCT name FROM parties WHERE list IN ('applicants', 'owners') AND name IS NOT NULL
UNION SELECT DISTINCT value FROM "values" WHERE field IN ('pa', 'ow')
ORDER BY 1

-- name: known_names
-- In: known(name, key, shown, country).
WITH every AS (
    SELECT DISTINCT name FROM parties WHERE list IN ('applicants', 'owners') AND name IS NOT NULL
    UNION SELECT DISTINCT value FROM "values" WHERE field IN ('pa', 'ow'))
SELECT k.name, k.key, k.shown, k.country FROM known k SEMI JOIN every e ON e.name = k.name ORDER BY 1

-- name: new_names
-- In: known(name, …).
WITH every AS (
    SELECT DISTINCT name FROM parties WHERE list IN ('applicants', 'owners') AND name IS NOT NULL
    UNION SELECT DISTINCT value FROM "values" WHERE field IN ('pa', 'ow'))
SELECT e.name FROM every e ANTI JOIN known k ON k.name = e.name ORDER BY 1

-- name: standing
-- Each party with its standardized name: of the judged names that it falls under, the one of the narrowest scope; else
-- the spelling of its own name that is published most. Further spellings that a source gives of a name count where they
-- are judged; they take the place of a party's own name if it is the only one and is not judged itself.
WITH party AS (
    SELECT p.ord, p.list, p.n, p.name, f.key, f.shown, coalesce(p.country, f.country, '') AS country
    FROM parties p JOIN name_form f ON f.name = p.name
    WHERE p.list IN ('applicants', 'owners')),
alone AS (
    SELECT ord, list, min(name) AS name, min(country) AS country FROM party GROUP BY ord, list HAVING count(*) = 1),
further AS (
    SELECT v.ord, CASE v.field WHEN 'pa' THEN 'applicants' ELSE 'owners' END AS list, v.value AS name
    FROM "values" v WHERE v.field IN ('pa', 'ow')),
also AS (
    SELECT x.ord, x.list, x.name, f.key, coalesce(a.country, f.country, '') AS country
    FROM further x JOIN name_form f ON f.name = x.name
    LEFT JOIN alone a ON a.ord = x.ord AND a.list = x.list
    WHERE f.key IN (SELECT key FROM node)
      AND NOT EXISTS (SELECT 1 FROM party p WHERE p.ord = x.ord AND p.list = x.list AND p.name = x.name)),
spelled AS (
    SELECT ord, list, n, name, key, country FROM party WHERE key IN (SELECT key FROM node)
    UNION ALL SELECT ord, list, NULL, name, key, country FROM also),
judged AS (
    SELECT s.ord, s.list, s.n, s.name, s.key, s.country, arg_min(d.standard, d.place) AS standard
    FROM spelled s JOIN records r ON r.ord = s.ord
    JOIN node d ON d.key = s.key AND (d.country = '' OR d.country = s.country) AND (d.office = '' OR d.office = r.office)
               AND (d.record = '' OR d.record IN (r.id, r.right_id, r.stem))
    GROUP BY s.ord, s.list, s.n, s.name, s.key, s.country),
most AS (
    SELECT key, arg_min(shown, (-times, shown)) AS shown
    FROM (SELECT key, shown, count(*) AS times FROM party GROUP BY key, shown) AS counted GROUP BY key),
every AS (
    SELECT ord, list, name, key, country, standard, true AS is_judged FROM judged
    UNION ALL
    SELECT p.ord, p.list, p.name, p.key, p.country, m.shown, false
    FROM party p JOIN most m ON m.key = p.key
    WHERE NOT EXISTS (SELECT 1 FROM judged j WHERE j.ord = p.ord AND j.list = p.list AND j.n = p.n)
      AND NOT EXISTS (SELECT 1 FROM judged j JOIN alone a ON a.ord = j.ord AND a.list = j.list
                      WHERE j.ord = p.ord AND j.list = p.list AND j.n IS NULL))
SELECT DISTINCT e.ord, e.name, e.key, e.country, e.standard, e.is_judged,
       e.list = 'applicants' OR NOT EXISTS (SELECT 1 FROM parties o WHERE o.ord = e.ord AND o.list = 'applicants') AS is_applicant,
       e.list = 'owners' OR NOT EXISTS (SELECT 1 FROM parties o WHERE o.ord = e.ord AND o.list = 'owners') AS is_owner
FROM every e ORDER BY e.standard, e.ord, e.name

-- name: holding
-- Records of members: by standardized name, or by the scope in which a name is a member.
SELECT DISTINCT s.ord, m."group" AS value
FROM standing s JOIN member m ON m.standard = s.standard WHERE s.is_owner
UNION
SELECT DISTINCT s.ord, m."group"
FROM standing s JOIN member m ON m.key = s.key AND m.standard IS NULL JOIN records r ON r.ord = s.ord
WHERE s.is_owner AND (m.country = '' OR m.country = s.country) AND (m.office = '' OR m.office = r.office)
  AND (m.record = '' OR m.record IN (r.id, r.right_id, r.stem))

-- name: profiles
-- Each published name with what its records say of it.
WITH party AS (
    SELECT ord, list, name, country, city, address, id FROM parties
    WHERE list IN (SELECT list FROM asked) AND name IS NOT NULL),
class AS (
    SELECT p.name, list(DISTINCT c.subclass ORDER BY c.subclass) AS classes
    FROM party p JOIN classes c ON c.ord = p.ord WHERE c.scheme IN ('ipc', 'cpc') GROUP BY p.name),
beside AS (
    SELECT p.name, list(DISTINCT q.name ORDER BY q.name) AS parties
    FROM party p JOIN parties q ON q.ord = p.ord
    WHERE q.list IN ('applicants', 'owners', 'inventors') AND q.name <> p.name GROUP BY p.name)
SELECT p.name, coalesce(list(DISTINCT p.country) FILTER (p.country IS NOT NULL), []) AS countries,
       coalesce(list(DISTINCT p.city) FILTER (p.city IS NOT NULL), []) AS cities,
       coalesce(list(DISTINCT p.address) FILTER (p.address IS NOT NULL), []) AS addresses,
       coalesce(list(DISTINCT p.id) FILTER (p.id IS NOT NULL), []) AS ids,
       coalesce(any_value(c.classes), []) AS classes, coalesce(any_value(b.parties), []) AS parties,
       list(DISTINCT p.ord * 2 + CASE p.list WHEN 'owners' THEN 1 ELSE 0 END) AS places, count(DISTINCT p.ord) AS records
FROM party p LEFT JOIN class c ON c.name = p.name LEFT JOIN beside b ON b.name = p.name
GROUP BY p.name ORDER BY p.name
