// Records chosen by their boxes: kept while the browser's tab is open, over all pages of all results.
const KEY = "zhihang-picked";
const read = () => new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));

export function startPicking() {
  const boxes = [...document.querySelectorAll("[data-pick]")];
  const all = document.getElementById("pick-all");
  const acts = document.querySelector("[data-picked-acts]");
  const show = () => {
    const picked = read();
    for (const box of boxes) {
      box.checked = picked.has(box.dataset.pick);
      box.closest("[data-row]")?.classList.toggle("picked", box.checked);
    }
    if (!all) return;
    all.checked = boxes.length > 0 && boxes.every((box) => box.checked);
    all.indeterminate = !all.checked && boxes.some((box) => box.checked);
    document.querySelector("[data-picked-count]").textContent = picked.size.toLocaleString("en");
    acts.hidden = picked.size === 0;
    const query = new URLSearchParams({ q: `id=(${[...picked].map((id) => `"${id}"`).join(", ")})` });
    for (const name of ["show", "export"]) {
      const link = acts.querySelector(`[data-picked-${name}]`);
      link.href = `${link.href.split("?")[0]}?${query}`;
    }
  };
  const keep = (picked) => { sessionStorage.setItem(KEY, JSON.stringify([...picked])); show(); };
  const change = (wanted, on) => {
    const picked = read();
    for (const box of wanted) on ? picked.add(box.dataset.pick) : picked.delete(box.dataset.pick);
    keep(picked);
  };
  for (const box of boxes) box.addEventListener("change", () => change([box], box.checked));
  all?.addEventListener("change", () => change(boxes, all.checked));
  document.querySelector("[data-picked-clear]")?.addEventListener("click", () => keep(new Set()));
  addEventListener("pageshow", show);
  show();
}
