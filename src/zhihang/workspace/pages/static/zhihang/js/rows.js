// The rows of a result, and reading them one after the other. In a list j and k move, x selects, o and Enter open,
// n and p turn the page; on a record j and k lead to its neighbours, n and N to the next and previous marked word.
import { remember, readOn } from "./reading.js";

const isBusy = (event) =>
  event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey ||
  event.target.closest("input:not([type=checkbox]), textarea, select") || document.querySelector("dialog[open]");

export function startRows() {
  document.addEventListener("keydown", (event) => {
    if (isBusy(event)) return;
    if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1, event);
    else if (event.key === "x") pick(event);
    else if (event.key === "n" || event.key === "N") toMark(event.key === "n" ? 1 : -1, event) || (event.key === "n" && turn("next", event));
    else if (event.key === "p") turn("prev", event);
    else if (event.key === "o" || event.key === "Enter") open(event);
  });
  remember();
  readOn();
}

const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")];

function move(step, event) {
  const neighbour = document.querySelector(step > 0 ? "a[rel=next][data-row]" : "a[rel=prev][data-row]");
  if (neighbour) { event.preventDefault(); neighbour.click(); return; }
  const all = rows();
  if (!all.length) return;
  event.preventDefault();
  const at = all.findIndex((row) => row.classList.contains("sel"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all[at]?.classList.remove("sel");
  next.classList.add("sel");
  next.querySelector("a")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// the next or previous page of a list
function turn(way, event) {
  const link = document.querySelector(`nav a[rel=${way}]:not([data-row])`);
  if (!link) return;
  event.preventDefault();
  link.click();
}

// the next or previous word of the query in the texts of a record
function toMark(step, event) {
  const marks = rows().length ? [] : [...document.querySelectorAll("mark")];
  if (!marks.length) return false;
  event.preventDefault();
  const at = marks.findIndex((mark) => mark.classList.contains("here"));
  const next = marks[at < 0 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length];
  marks[at]?.classList.remove("here");
  next.classList.add("here");
  next.scrollIntoView({ block: "center" });
  return true;
}

function pick(event) {
  const box = document.querySelector("[data-rows] .sel [data-pick], [data-rows] .sel input[type=checkbox], .acts [data-pick]");
  if (!box) return;
  event.preventDefault();
  box.click();
}

function open(event) {
  if (event.key === "Enter" && event.target.closest("a, button, summary, input")) return;
  const link = document.querySelector("[data-rows] .sel a");
  if (link) { event.preventDefault(); link.click(); }
}
