// Proposals under the cursor while one types: fields, values, lines of the history. Down and up choose, Enter or Tab takes.
const LONGEST = 4000;

export class Completion {
  // `where`: gives the box of the cursor in the page, to lay the list under it
  constructor(field, address, where) {
    Object.assign(this, { field, address, where, items: [], at: -1 });
    this.list = document.createElement("ul");
    this.list.className = "proposals";
    this.list.id = `${field.id}-proposals`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.dataset.proposals ?? "");
    this.list.hidden = true;
    this.said = document.createElement("span");
    this.said.className = "vh";
    this.said.setAttribute("role", "status");
    (field.closest(".q") ?? field).after(this.list, this.said);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.soon());
    field.addEventListener("keydown", (event) => this.key(event), true);
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    field.addEventListener("click", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[role=option]");
      if (item) this.take([...this.list.children].indexOf(item));
    });
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 120);
  }

  async ask() {
    const cursor = this.field.selectionStart;
    if (cursor !== this.field.selectionEnd) return this.close();
    const from = this.field.dataset.complete ? this.field.value.lastIndexOf("\n", cursor - 1) + 1 : Math.max(0, cursor - LONGEST);
    const before = this.field.value.slice(from, cursor);
    if (!before.trim() || this.field.form.elements.dialect?.value) return this.close();
    const asked = new URLSearchParams({ before });
    if (this.field.dataset.complete) asked.set("field", this.field.dataset.complete);
    const answer = await fetch(`${this.address}?${asked}`).catch(() => null);
    if (!answer?.ok || cursor !== this.field.selectionStart || document.activeElement !== this.field) return;
    const { start, items, kind } = await answer.json();
    this.from = from + [...before].slice(0, start).join("").length;
    this.cursor = cursor;
    const typed = before.slice(this.from - from);
    this.items = items.filter((item) => item.text !== typed);
    this.show(kind);
  }

  show(kind) {
    if (!this.items.length) return this.close();
    this.list.replaceChildren(...this.items.map((item, place) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      for (const [kindOf, text] of [["code", kind === "value" && item.text.replace(/"/g, "") === item.label ? "" : item.text], ["label", item.label], ["n", item.count === null ? "" : item.count.toLocaleString("en")]]) {
        const part = document.createElement("span");
        part.className = kindOf;
        part.textContent = text;
        option.append(part);
      }
      return option;
    }));
    this.at = -1;
    this.list.hidden = false;
    this.said.textContent = `${this.items.length}`;
    const place = this.where?.(this.from);
    if (place) {
      this.list.style.left = `${Math.max(0, Math.min(place.left, this.list.offsetParent.clientWidth - this.list.offsetWidth - 8))}px`;
      this.list.style.top = `${place.top}px`;
    }
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.at = -1;
    this.field.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.key === " " && event.ctrlKey) { event.preventDefault(); this.ask(); return; }
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.choose(this.at + step);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" && !event.shiftKey) this.take(Math.max(this.at, 0));
    else if (event.key === "Enter" && this.at >= 0 && !event.ctrlKey) this.take(this.at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  choose(at) {
    const options = [...this.list.children];
    this.at = at < 0 ? options.length - 1 : at % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    options[this.at].scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", options[this.at].id);
    this.said.textContent = options[this.at].textContent;
  }

  take(at) {
    const item = this.items[at];
    const text = this.field.dataset.complete ? item.label : item.text;
    this.field.setRangeText(text, this.from, this.cursor, "end");
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
    this.field.focus();
  }
}

export function startCompletion() {
  for (const field of document.querySelectorAll("textarea[data-complete]")) {
    new Completion(field, field.form.dataset.propose, null);
  }
}
