// Short lists under a button close with Esc, or when one presses elsewhere; the print button prints.
export function startDrops() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    for (const drop of document.querySelectorAll("details.drop[open]")) if (!drop.contains(event.target)) drop.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const drop of document.querySelectorAll("details.drop[open]")) { drop.open = false; drop.querySelector("summary").focus(); }
  });
}
