// Records chosen by their boxes: kept while the browser's tab is open, over all pages of all results.
const KEY = "zhihang-picked";
const FEWEST = 2, MOST = 6; // records that can be compared
const read = () => new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
const boxes = () => [...document.querySelectorAll("[data-pick]")];

function lead(link, parameters) {
  if (link) link.href = `${link.href.split("?")[0]}?${parameters}`;
}

function show() {
  const picked = read();
  for (const box of boxes()) {
    box.checked = picked.has(box.dataset.pick);
    box.closest("[data-row]")?.classList.toggle("picked", box.checked);
  }
  const all = document.getElementById("pick-all");
  if (!all) return;
  all.checked = boxes().length > 0 && boxes().every((box) => box.checked);
  all.indeterminate = !all.checked && boxes().some((box) => box.checked);
  for (const place of document.querySelectorAll("[data-picked-count], [data-picked-number]")) place.textContent = picked.size.toLocaleString("en");
  const acts = document.querySelector("[data-picked-acts]");
  acts.hidden = picked.size === 0;
  const query = new URLSearchParams({ q: `id=(${[...picked].map((id) => `"${id}"`).join(", ")})` });
  for (const name of ["show", "export"]) lead(acts.querySelector(`[data-picked-${name}]`), query);
  const compare = acts.querySelector("[data-picked-compare]");
  if (!compare) return;
  lead(compare, new URLSearchParams([...picked].slice(0, MOST).map((id) => ["id", id])));
  compare.hidden = picked.size < FEWEST || picked.size > MOST;
  acts.querySelector("[data-picked-compare-hint]").hidden = !compare.hidden;
}

function keep(picked) {
  sessionStorage.setItem(KEY, JSON.stringify([...picked]));
  show();
}

function change(wanted, on) {
  const picked = read();
  for (const box of wanted) on ? picked.add(box.dataset.pick) : picked.delete(box.dataset.pick);
  keep(picked);
}

export function startPicking() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick]")) change([event.target], event.target.checked);
    else if (event.target.id === "pick-all") change(boxes(), event.target.checked);
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-picked-clear]")) keep(new Set()); });
  // a form that works on the selection takes it along in one field
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.closest("[data-with-picked]")) event.detail.parameters.records = [...read()].join("\n");
  });
  // an answer that says what is wrong is shown where it was asked
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.closest(".selection-work") && event.detail.xhr.status >= 400 && event.detail.xhr.status < 500) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:afterSettle", show);
  addEventListener("pageshow", show);
  show();
}
