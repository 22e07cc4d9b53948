// The query box: marks laid under the text while it is typed, the error at its place, Ctrl Enter, F8.
import { Completion } from "./completion.js";
const FIELD = /^[^\s(){}"=<>!,;:]+(?:\s*,\s*[^\s(){}"=<>!,;:]+)*(?=\s*(?:==|!=|<>|>=|<=|[=:<>])|\s+(?:any|all|within|in)\s+["(@])/i;
const TOKEN = /(\s+)|(\/\*[\s\S]*?(?:\*\/|$)|--(?=\s|$)[^\n]*)|("(?:\\[\s\S]|[^"\\])*"?)|([(){}])|(==|!=|<>|>=|<=|[=:<>]|\.\.|[,;])|((?:\\[\s\S]|\.(?!\.)|[^\s(){}"=<>!,;:.\\])+)|([\s\S])/gy;
const TWINS = { "（": "(", "）": ")", "＝": "=", "：": ":", "“": '"', "”": '"', "「": '"', "」": '"', "，": ",", "；": ";", "、": ",", "＞": ">", "＜": "<", "　": " " };
const CLAUSES = 4;

export function startQueryBoxes() {
  document.documentElement.classList.add("scripted");
  for (const box of document.querySelectorAll(".q")) new QueryBox(box);
}

class QueryBox {
  constructor(box) {
    this.box = box;
    this.field = box.querySelector("textarea");
    this.lines = box.querySelector(".lines");
    this.form = this.field.form;
    this.mend = document.getElementById("mend");
    const words = JSON.parse(document.getElementById("words")?.textContent ?? '{"operators":[],"distant":[]}');
    this.operators = new Set(words.operators.map((word) => word.toLowerCase()));
    this.distant = words.distant.map((word) => word.toLowerCase());
    box.classList.add("live");
    if (this.form.dataset.propose) new Completion(this.field, this.form.dataset.propose, (start) => this.place(start));
    this.error = this.errorShown();
    this.draw();
    this.field.addEventListener("input", () => { this.error = null; this.draw(); this.checkSoon(); });
    this.form.elements.dialect?.addEventListener("change", () => this.check());
    this.field.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("keydown", (event) => { if (event.key === "F8") { event.preventDefault(); this.toError(); } });
  }

  key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.form.requestSubmit(); }
  }

  // the server reads the query while it is typed; nothing runs
  checkSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), 350);
  }

  async check() {
    const query = this.field.value;
    const answer = await fetch(`${this.form.dataset.check}${this.form.dataset.check.includes("?") ? "&" : "?"}${new URLSearchParams({ q: query, dialect: this.form.elements.dialect?.value ?? "" })}`).catch(() => null);
    if (!answer?.ok || query !== this.field.value) return;
    this.mend.innerHTML = await answer.text();
    this.error = this.errorShown();
    this.field.setAttribute("aria-invalid", String(this.error !== null));
    this.draw();
  }

  errorShown() {
    const shown = this.mend?.querySelector("[data-position]");
    return shown ? { start: Number(shown.dataset.position), length: Number(shown.dataset.length) } : null;
  }

  // where a character of the text stands, seen from the box
  place(start) {
    const before = this.field.value.slice(0, start).split("\n");
    const row = this.lines.querySelectorAll(".tx")[before.length - 1];
    if (!row) return null;
    let left = before.at(-1).length;
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    range.setStart(row, 0);
    range.collapse(true);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) { range.setStart(node, left); range.collapse(true); break; }
      left -= node.length;
    }
    const at = range.getClientRects()[0] ?? row.getBoundingClientRect();
    const origin = this.box.parentElement.getBoundingClientRect();
    return { left: at.left - origin.left, top: (at.bottom || row.getBoundingClientRect().bottom) - origin.top + 3 };
  }

  toError() {
    if (!this.error) return;
    const places = offsets(this.field.value);
    const at = (place) => places[Math.min(place, places.length - 1)];
    this.field.focus();
    this.field.setSelectionRange(at(this.error.start), at(this.error.start + this.error.length));
  }

  draw() {
    const text = this.field.value;
    const spans = this.spans(text);
    const places = offsets(text);
    const wrong = this.error && {
      start: places[Math.min(this.error.start, places.length - 1)],
      end: places[Math.min(this.error.start + this.error.length, places.length - 1)],
    };
    const rows = [];
    let row = newRow(rows);
    for (const { start, end, kind } of spans) {
      for (const piece of pieces(start, end, wrong)) {
        const parts = text.slice(piece.start, piece.end).split("\n");
        parts.forEach((part, index) => {
          if (index) row = newRow(rows);
          if (piece.wrong) row.number.classList.add("bad");
          if (part) row.text.append(marked(part, kind, piece.wrong));
        });
      }
    }
    while (rows.length < 3) newRow(rows);
    if (wrong && wrong.start >= text.length) { row.number.classList.add("bad"); row.text.append(marked(" ", "", true)); }
    this.lines.replaceChildren(...rows.flatMap(({ number, text: line }) => [number, line]));
  }

  // what each stretch of the text is: field, operator, word of clause 1 to 4, comment, sign
  spans(source) {
    const text = source.replace(/[（）＝：“”「」，；、＞＜　]/g, (sign) => TWINS[sign]);
    const found = [];
    const add = (start, end, kind) => found.push({ start, end, kind });
    let clause = 0, used = false, coded = [false], at = 0, beside = false;
    while (at < text.length) {
      const field = (at === 0 || /[\s({,]/.test(text[at - 1])) && FIELD.exec(text.slice(at));
      if (field && !/^["(]/.test(field[0])) {
        add(at, at + field[0].length, "f");
        coded[coded.length - 1] = CODED.test(field[0]);
        at += field[0].length;
        continue;
      }
      TOKEN.lastIndex = at;
      const token = TOKEN.exec(text);
      const [all, blank, comment, phrase, bracket, sign, word] = token;
      const end = at + all.length;
      if (blank) add(at, end, "");
      else if (comment) add(at, end, "c0");
      else if (bracket) {
        if ("({".includes(bracket)) coded.push(coded.at(-1)); else if (coded.length > 1) coded.pop();
        add(at, end, "");
        beside = false;
      } else if (sign) { add(at, end, "o"); beside = false; }
      else if (word && this.isOperator(word)) {
        if (!OR.test(word) && used) { clause += 1; used = false; }
        if (!NEAR.test(word)) coded[coded.length - 1] = coded.length > 1 && coded.at(-2);
        add(at, end, "o");
        beside = false;
      } else if (word && /^##?[\w"]/.test(word)) {
        add(at, end, "f");
      } else if (phrase || word) {
        if (beside && used) { clause += 1; used = false; } // words side by side mean AND
        beside = true;
        used ||= !coded.at(-1);
        add(at, end, coded.at(-1) ? "" : `k${(clause % CLAUSES) + 1}`);
      } else add(at, end, "");
      at = end;
    }
    return found;
  }

  isOperator(word) {
    const lower = word.toLowerCase();
    if (this.operators.has(lower) || /^same\/\w+$/.test(lower)) return true;
    return this.distant.some((name) => lower.startsWith(name) && /^\/?\d*$/.test(lower.slice(name.length)));
  }
}

const OR = /^(?:or|或|或者)$/i;
const NEAR = /^(?:near|adj|same|临近|顺序|相邻|同|or|或)/i;
const CODED = /^\s*(?:id|pn|ap|rn|pr|num|pctan|pctpn|par|cc|kind|right|lang|prcc|ds|pd|ad|gd|rd|opd|prd|eprd|exd|sed|nped|fud|crd|ipcm?|cpc|cl|cset|natc|loc|tf|nic|nice|sg|vienna|mkt|mkf|upov|status|cstatus|evd|evc|ncl|nct|nfc|nfam|npa|nin|npg|pacc|pareg|paid|gtyp|wtyp|ir|prn|famid|fam|xfam|cites|citedby)\s*$/i;

// code points, as the server counts, to the units of a string
function offsets(text) {
  const places = [];
  let at = 0;
  for (const character of text) { places.push(at); at += character.length; }
  places.push(at);
  return places;
}

function pieces(start, end, wrong) {
  if (!wrong || wrong.end <= start || wrong.start >= end) return [{ start, end, wrong: false }];
  const from = Math.max(start, wrong.start), to = Math.min(end, wrong.end);
  return [{ start, end: from, wrong: false }, { start: from, end: to, wrong: true }, { start: to, end, wrong: false }].filter((piece) => piece.start < piece.end);
}

function newRow(rows) {
  const number = document.createElement("div");
  const text = document.createElement("div");
  number.className = "ln";
  number.textContent = String(rows.length + 1);
  text.className = "tx";
  rows.push({ number, text });
  return rows.at(-1);
}

function marked(text, kind, wrong) {
  const span = document.createElement("span");
  span.className = [kind, wrong ? "e" : ""].filter(Boolean).join(" ");
  span.textContent = text;
  return span;
}
