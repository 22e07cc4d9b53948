// The reading list: the records of the list one came from, read one after the other where the page itself does not
// know its place in a result (a collection, a ranking of marks or of similar records).
const KEY = "zhihang-reading";
const isRecord = (path) => path.startsWith("/records/");
const without = (address) => address.split("#")[0];

export function remember() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-rows] [data-row] a");
    if (!link || !isRecord(link.pathname)) return;
    const first = (row) => [...row.querySelectorAll("a")].find((each) => isRecord(each.pathname));
    const links = [...document.querySelectorAll("[data-rows] [data-row]")].map(first).filter(Boolean).map((each) => without(each.href));
    if (links.length > 1) sessionStorage.setItem(KEY, JSON.stringify({ from: location.href, title: document.title.split(" — ").slice(0, -1).join(" — ") || document.title, links }));
  });
}

export function readOn() {
  if (!isRecord(location.pathname) || document.querySelector("a[rel=next][data-row], a[rel=prev][data-row]")) return;
  const list = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  const at = list?.links.findIndex((link) => new URL(link).pathname === location.pathname) ?? -1;
  const crumb = document.querySelector("main .crumb");
  if (at < 0 || !crumb) return;
  const words = document.getElementById("keys").dataset;
  const place = document.createElement("span");
  place.className = "reading";
  place.append(leading(list.from, list.title), ` ${at + 1} / ${list.links.length} `);
  if (at > 0) place.append(leading(list.links[at - 1], words.previous, "prev"), " ", key("k"), " ");
  if (at < list.links.length - 1) place.append(leading(list.links[at + 1], words.next, "next"), " ", key("j"));
  crumb.append(" · ", place);
}

function leading(address, text, rel) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = text;
  if (rel) { link.rel = rel; link.dataset.row = ""; }
  return link;
}

function key(letter) {
  const shown = document.createElement("kbd");
  shown.textContent = letter;
  return shown;
}
