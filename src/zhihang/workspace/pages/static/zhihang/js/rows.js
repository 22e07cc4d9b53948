// j and k move over the rows of a result, x selects one, o and Enter open it; n leads to the next marked word; on a record they lead to its neighbours.
export function startRows() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select") || document.querySelector("dialog[open]")) return;
    if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1, event);
    else if (event.key === "x") pick(event);
    else if (event.key === "n" || event.key === "N") toMark(event.key === "n" ? 1 : -1, event);
    else if (event.key === "o" || event.key === "Enter") open(event);
  });
}

function move(step, event) {
  const neighbour = document.querySelector(step > 0 ? "a[rel=next][data-row]" : "a[rel=prev][data-row]");
  if (neighbour) { event.preventDefault(); neighbour.click(); return; }
  const rows = [...document.querySelectorAll("[data-rows] [data-row]")];
  if (!rows.length) return;
  event.preventDefault();
  const at = rows.findIndex((row) => row.classList.contains("sel"));
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  rows[at]?.classList.remove("sel");
  next.classList.add("sel");
  next.querySelector("a")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// the next or previous word of the query in the texts of a record
function toMark(step, event) {
  const marks = [...document.querySelectorAll("mark")];
  if (!marks.length) return;
  event.preventDefault();
  const at = marks.findIndex((mark) => mark.classList.contains("here"));
  const next = marks[at < 0 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length];
  marks[at]?.classList.remove("here");
  next.classList.add("here");
  next.scrollIntoView({ block: "center" });
}

function pick(event) {
  const box = document.querySelector("[data-rows] .sel [data-pick], .acts [data-pick]");
  if (!box) return;
  event.preventDefault();
  box.click();
}

function open(event) {
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const link = document.querySelector("[data-rows] .sel a");
  if (link) { event.preventDefault(); link.click(); }
}
