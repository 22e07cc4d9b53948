// Light or dark, dense or comfortable: changed at once, remembered by the server.
export function startPreferences() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-cycle]");
    if (!button) return;
    event.preventDefault();
    const root = document.documentElement;
    const chosen = button.value;
    const choices = button.dataset.cycle.split(",");
    root.dataset[button.name] = chosen;
    button.value = choices[(choices.indexOf(chosen) + 1) % choices.length];
    const body = new FormData(button.form);
    body.set(button.name, chosen);
    fetch(button.form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
  });
}
