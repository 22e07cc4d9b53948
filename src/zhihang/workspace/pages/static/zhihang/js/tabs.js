// Tabs: one panel of several; arrows move between them, what is not here yet is fetched when it is first shown.
export function startTabs() {
  for (const list of document.querySelectorAll("[role=tablist]")) {
    const tabs = [...list.querySelectorAll("[role=tab]")];
    const show = (tab, focus) => {
      for (const each of tabs) {
        const panel = document.getElementById(each.getAttribute("aria-controls"));
        each.setAttribute("aria-selected", String(each === tab));
        each.tabIndex = each === tab ? 0 : -1;
        panel.hidden = each !== tab;
      }
      const panel = document.getElementById(tab.getAttribute("aria-controls"));
      if ("late" in panel.dataset && !panel.dataset.late) { panel.dataset.late = "asked"; window.htmx?.trigger(panel, "shown"); }
      if (focus) tab.focus();
    };
    list.addEventListener("click", (event) => { const tab = event.target.closest("[role=tab]"); if (tab) show(tab, false); });
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      show(tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length], true);
    });
    show(tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? tabs[0], false);
  }
  document.getElementById("q")?.addEventListener("focus", (event) => { event.target.dataset.touched = "yes"; });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    try { await navigator.clipboard.writeText(source.textContent); } catch {
      getSelection().selectAllChildren(source); // a browser that lets no script copy: the text is chosen, Ctrl C copies it
      return;
    }
    button.textContent = button.dataset.done;
  });
  // a button that writes its text where the cursor stands in the query
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const field = document.getElementById("q");
    if (!button || !field) return;
    if (!field.dataset.touched) field.setSelectionRange(field.value.length, field.value.length);
    field.dataset.touched = "yes";
    const before = field.value.slice(0, field.selectionStart), after = field.value.slice(field.selectionEnd);
    const text = (before && !/[\s(]$/.test(before) ? " " : "") + button.dataset.insert + (after && !/^[\s)]/.test(after) ? " " : "");
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}
