// A list of boxes whose order counts: Alt and an arrow move the one that has the focus, or it is dragged.
export function startMoving() {
  document.addEventListener("keydown", (event) => {
    const list = event.target.closest?.("[data-movable]");
    if (!list || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    const row = event.target.closest("label");
    const labels = [...list.querySelectorAll("label")];
    const to = labels[labels.indexOf(row) + (event.key === "ArrowUp" ? -1 : 1)];
    if (!to) return;
    event.key === "ArrowUp" ? to.before(row) : to.after(row);
    event.target.focus();
  });
  for (const row of document.querySelectorAll("[data-movable] label")) row.draggable = true;
  let dragged = null;
  document.addEventListener("dragstart", (event) => { dragged = event.target.closest?.("[data-movable] label"); });
  document.addEventListener("dragover", (event) => {
    const over = event.target.closest?.("[data-movable] label");
    if (!dragged || !over || over === dragged || over.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    const middle = over.getBoundingClientRect();
    event.clientY < middle.top + middle.height / 2 ? over.before(dragged) : over.after(dragged);
  });
  document.addEventListener("dragend", () => { dragged = null; });
}
