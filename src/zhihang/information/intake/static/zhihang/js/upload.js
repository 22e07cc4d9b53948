// An upload with its progress; files can be dropped anywhere on the page. Without this the form sends them as any form does.
const form = document.querySelector("[data-upload]");
const input = form?.querySelector("input[type=file]");
const find = (name) => form.querySelector(`[data-${name}]`);

const units = ["bytes", "KB", "MB", "GB", "TB"];

function size(bytes) {
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const number = bytes / 1024 ** step;
  return `${number.toLocaleString(document.documentElement.lang, { maximumFractionDigits: step ? 1 : 0 })} ${units[step]}`;
}
const whole = () => [...input.files].reduce((sum, file) => sum + file.size, 0);

function complain(words) {
  const note = find("trouble");
  note.textContent = words;
  note.hidden = !words;
}

function list() {
  find("chosen").replaceChildren(...[...input.files].map((file) => {
    const line = document.createElement("li");
    line.textContent = `${file.name}, ${size(file.size)}`;
    return line;
  }));
  complain(whole() > Number(form.dataset.most) ? find("trouble").dataset.tooMuch : "");
}

// a page that says what is wrong: its words, else that the upload broke off
function words(text) {
  const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  const said = [...(main?.querySelectorAll(".err, .note.bad, [role=alert] .what, .field ul li") ?? [])]
    .filter((each) => !each.hasAttribute("data-trouble")).map((each) => each.textContent.trim()).filter(Boolean);
  return said.join(" ") || find("trouble").dataset.broken;
}

function busy(is) {
  find("sending").hidden = !is;
  for (const button of form.querySelectorAll("button:not([data-abort])")) button.disabled = is;
}

function send(event) {
  event.preventDefault();
  if (whole() > Number(form.dataset.most)) return complain(find("trouble").dataset.tooMuch);
  const data = new FormData(form, event.submitter);
  const request = new XMLHttpRequest();
  request.upload.onprogress = ({ loaded, total }) => {
    find("sending").querySelector("progress").value = total ? loaded / total : 0;
    find("sent").textContent = `${size(loaded)} / ${size(total)}`;
  };
  request.onload = () => {
    if (request.status < 400) return location.assign(request.responseURL);
    busy(false);
    complain(words(request.responseText));
  };
  request.onerror = () => { busy(false); complain(find("trouble").dataset.broken); };
  request.onabort = () => { busy(false); complain(""); };
  find("abort").onclick = () => request.abort();
  busy(true);
  complain("");
  request.open("POST", form.action);
  request.send(data);
}

if (form) {
  input.addEventListener("change", list);
  form.addEventListener("submit", send);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    find("dropzone").classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) find("dropzone").classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    find("dropzone").classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    const all = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
    input.files = all.files;
    list();
  });
}
