// On narrow screens the rail opens from the band and closes with Esc or a second press.
export function startMenu() {
  const button = document.querySelector(".band .menu");
  const rail = document.getElementById("rail");
  if (!button || !rail) return;
  button.setAttribute("role", "button");
  button.setAttribute("aria-expanded", "false");
  const toggle = (open) => {
    rail.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
    if (open) rail.querySelector("a")?.focus();
  };
  button.addEventListener("click", (event) => {
    event.preventDefault();
    toggle(!rail.classList.contains("open"));
  });
  button.addEventListener("keydown", (event) => {
    if (event.key === " ") { event.preventDefault(); button.click(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && rail.classList.contains("open")) { toggle(false); button.focus(); }
  });
}
