// Keyboard shortcuts outside fields, and the sheet that lists them.
const isField = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

function openSheet() {
  const sheet = document.getElementById("keys");
  if (sheet && !sheet.open) sheet.showModal();
}

const actions = {
  "/": () => document.getElementById("goto")?.focus(),
  "?": openSheet,
  q: () => document.querySelector(".q textarea")?.focus(),
  w: () => {
    const sheet = document.querySelector("[data-why]");
    if (sheet?.matches("a")) sheet.click();
    else sheet?.focus();
  },
};

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isField(event.target)) { event.target.blur(); return; }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isField(event.target) || document.querySelector("dialog[open]")) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keys]")) return;
    event.preventDefault();
    openSheet();
  });
}
