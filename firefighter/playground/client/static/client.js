// Keeps the page in step with the server without losing what somebody is doing on it.
// The server draws whole pages; what is new in one is put into the page that is shown.
"use strict";

const KEPT = { BUTTON: ["aria-busy", "hidden"], DETAILS: ["open"], DIALOG: ["open"], LI: ["hidden"], UL: ["hidden"] };
const FIELDS = "input, textarea, select";
let asked = 0; // pages asked for; an answer older than one shown already is dropped
let shown = 0;
let acting = 0;
let isFetching = false;
let isStale = false;

function morph(from, to) {
  if (from.nodeType === Node.TEXT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  if (from.nodeType !== Node.ELEMENT_NODE || from.isEqualNode(to)) return;
  morphAttributes(from, to);
  if (from.matches(FIELDS)) morphField(from, to);
  if (!from.matches("textarea, datalist")) morphChildren(from, to);
}

function morphAttributes(from, to) {
  const kept = KEPT[from.nodeName] ?? [];
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !kept.includes(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value && !kept.includes(name)) from.setAttribute(name, value);
  }
}

// What somebody has typed or chosen stays until it is sent.
function morphField(from, to) {
  if (from.touched) return;
  if (from.type === "checkbox" || from.type === "radio") from.checked = to.checked;
  else if (from.nodeName === "SELECT") queueMicrotask(() => (from.value = to.value));
  else if (from.value !== to.value) from.value = to.value;
}

function isSame(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "");
}

function morphChildren(from, to) {
  const known = new Map([...from.children].filter((each) => each.id).map((each) => [each.id, each]));
  const stays = new Set([...to.children].filter((each) => each.id).map((each) => each.id));
  let at = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const found = wanted.id ? known.get(wanted.id) : null;
    if (found && isSame(found, wanted)) {
      // What goes is taken away first: moving what stays would take the focus from it.
      while (at && at !== found && !stays.has(at.id)) at = removed(at);
      if (found === at) at = at.nextSibling;
      else from.insertBefore(found, at);
      morph(found, wanted);
    } else if (at && isSame(at, wanted)) {
      const next = at.nextSibling;
      morph(at, wanted);
      at = next;
    } else from.insertBefore(wanted, at);
  }
  while (at) at = removed(at);
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

async function show(response, number) {
  const text = await response.text();
  await released;
  if (number < shown || !response.ok) return;
  shown = number;
  const page = new DOMParser().parseFromString(text, "text/html");
  const logs = new Map([...document.querySelectorAll(".log")].map((log) => [log.id, stateOf(log)]));
  const url = new URL(response.url);
  if (url.search !== location.search) history.pushState(null, "", url);
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  morphChildren(document.body, page.body);
  settle(logs);
}

// Nothing moves under a finger: what is new waits until it is lifted.
let released = Promise.resolve();
let release = () => {};

addEventListener("pointerdown", () => {
  release();
  released = new Promise((resolve) => (release = resolve));
});
for (const end of ["pointerup", "pointercancel", "blur"]) {
  addEventListener(end, () => setTimeout(release), true);
}

function isAtEnd(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 60;
}

function stateOf(log) {
  return { atEnd: isAtEnd(log), newest: newestIn(log) };
}

function newestIn(log) {
  return [...log.querySelectorAll(".message")].at(-1)?.id ?? "";
}

function toEnd(log) {
  log.scrollTop = log.scrollHeight;
  const button = newsOf(log);
  if (button) button.hidden = true;
}

function newsOf(log) {
  return document.querySelector(`.new-messages[data-log="${log.id}"]`);
}

function settle(logs) {
  for (const dialog of document.querySelectorAll("dialog:not(:modal)")) {
    dialog.close();
    dialog.showModal();
    (dialog.querySelector("[autofocus]") ?? dialog.querySelector(".inside :is(input, textarea, select)"))?.focus();
  }
  for (const log of document.querySelectorAll(".log:not(.home)")) {
    const before = logs.get(log.id);
    const button = newsOf(log);
    if (before?.atEnd ?? true) toEnd(log);
    else if (button && before.newest !== newestIn(log)) button.hidden = false;
  }
  returnFocus();
  fadeNotices();
}

addEventListener("scroll", ({ target }) => {
  if (target.matches?.(".log") && isAtEnd(target)) toEnd(target);
}, true);

// The focus goes back to what opened a dialog once no dialog is left.
let opener = null;
let hadDialog = false;

function returnFocus() {
  const hasDialog = Boolean(document.querySelector("dialog"));
  if (hadDialog && !hasDialog && opener) focusable(opener)?.focus();
  hadDialog = hasDialog;
}

function focusable(element) {
  const drawn = element.isConnected ? element : drawnAgain(element);
  const menu = drawn?.closest("details:not([open])");
  return menu ? menu.querySelector("summary") : drawn;
}

function drawnAgain({ id, nodeName, name, value, textContent }) {
  if (id) return document.getElementById(id);
  const alike = (each) => each.name === name && each.value === value && each.textContent === textContent;
  return [...document.querySelectorAll(nodeName)].find(alike);
}

// Notices go by themselves after the time it takes to read them, unless somebody is on them.
const NOTICE_MS = 5000;
const CHARACTER_MS = 60;
let fading = 0;
let fadingText = "";

function fadeNotices() {
  const text = document.getElementById("notices")?.textContent ?? "";
  if (text === fadingText) return;
  fadingText = text;
  clearTimeout(fading);
  if (text) fading = setTimeout(dismissNotices, NOTICE_MS + CHARACTER_MS * text.length);
}

function dismissNotices() {
  const notices = document.getElementById("notices");
  const form = notices?.querySelector("form");
  if (!form) return;
  if (notices.matches(":hover") || notices.contains(document.activeElement)) {
    fading = setTimeout(dismissNotices, NOTICE_MS);
    return;
  }
  act(() => post(withPanel(form.action), new URLSearchParams(new FormData(form))));
}

// The panel last asked for stays, also when what is done next was drawn before it was there.
let wantedPanel = panelOf(location);

function panelOf({ search }) {
  return new URLSearchParams(search).get("aside") ?? "";
}

function withPanel(address) {
  const url = new URL(address);
  if (panelOf(url) !== panelOf(location)) wantedPanel = panelOf(url);
  else url.searchParams.set("aside", wantedPanel);
  return url;
}

async function get(url) {
  const number = ++asked;
  await show(await fetch(url), number);
}

// What somebody does goes before what only refreshes the page, which waits for it to end.
async function act(doing) {
  acting += 1;
  try {
    await doing();
  } finally {
    acting -= 1;
    if (isStale) refresh();
  }
}

async function post(url, fields, button) {
  button?.setAttribute("aria-busy", "true");
  const number = ++asked;
  try {
    await show(await fetch(url, { method: "POST", body: fields }), number);
  } finally {
    button?.removeAttribute("aria-busy");
  }
}

addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  event.preventDefault();
  if (button?.hasAttribute("aria-busy") || (button?.dataset.confirm && !confirm(button.dataset.confirm))) return;
  if (!document.querySelector("dialog")) opener = button ?? document.activeElement;
  const url = withPanel(button?.hasAttribute("formaction") ? button.formAction : form.action);
  const fields = new URLSearchParams(new FormData(form, button));
  form.querySelectorAll(FIELDS).forEach((field) => (field.touched = false));
  if (form.matches(".composer") && !button?.hasAttribute("formaction")) {
    form.reset();
    form.elements.text.value = "";
    fit(form.elements.text);
    complete(form.elements.text);
    form.closest(".conversation, .thread")?.querySelectorAll(".log").forEach(toEnd);
  }
  closeMenus();
  delete document.body.dataset.open;
  act(() => post(url, fields, button));
});

addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/?']");
  if (link && !link.target && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    delete document.body.dataset.open;
    closeMenus();
    const url = withPanel(link.href);
    act(() => get(url)).then(() => reveal(url.hash));
  }
  const toggle = event.target.closest("[data-toggle]");
  if (toggle) {
    const open = document.body.dataset.open === toggle.dataset.toggle;
    document.body.dataset.open = open ? "" : toggle.dataset.toggle;
  }
  const news = event.target.closest(".new-messages");
  if (news) {
    const log = document.getElementById(news.dataset.log);
    toEnd(log);
    log.focus();
  }
  const typing = event.target.closest("[data-type]");
  if (typing) {
    const box = document.querySelector(".conversation .composer textarea");
    if (box) {
      box.value = typing.dataset.type;
      box.touched = true;
      box.focus();
      complete(box);
    }
  }
  closeMenus(event.target);
});

function reveal(hash) {
  const target = hash && document.getElementById(hash.slice(1));
  if (!target) return;
  if (target.nodeName === "DETAILS") target.open = true;
  target.scrollIntoView({ block: "center" });
}

addEventListener("popstate", () => {
  wantedPanel = panelOf(location);
  act(() => get(location.href));
});

addEventListener("input", (event) => {
  event.target.touched = true;
  if (event.target.matches(".composer textarea")) {
    fit(event.target);
    complete(event.target);
  }
});

// A menu that the bot fills while one types in it.
async function seek(field) {
  const query = new URLSearchParams(location.search);
  query.set("field", field.dataset.seek);
  query.set("typed", field.value);
  const typed = field.value;
  const options = await (await fetch(`/options?${query}`)).text();
  if (field.value === typed) field.list.innerHTML = options;
}

addEventListener("input", (event) => {
  if (event.target.dataset.seek) seek(event.target);
});
addEventListener("focusin", (event) => {
  if (event.target.dataset.seek) seek(event.target);
});

addEventListener("change", (event) => {
  const { form, dataset } = event.target;
  event.target.touched = true;
  if (dataset.press) {
    const button = document.createElement("button");
    Object.assign(button, { name: "press", value: dataset.press, hidden: true, formNoValidate: true });
    form.append(button);
    form.requestSubmit(button);
    button.remove();
  } else if (form?.dataset.draft) {
    fetch(form.dataset.draft, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
  }
});

// Menus: one at a time, closed by Escape or by a click elsewhere, and never cut off below.

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details.menu") || !menu.open) return;
  closeMenus(menu);
  const frame = (menu.closest(".log, .inside") ?? document.body).getBoundingClientRect();
  if (menu.matches(".shortcuts")) return;
  menu.classList.remove("up");
  if (menu.lastElementChild.getBoundingClientRect().bottom > frame.bottom) menu.classList.add("up");
}, true);

// Writing: Enter sends, Shift and Enter begins a line, arrows choose a command.

function fit(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function options() {
  return [...document.querySelectorAll("#completions [role=option]:not([hidden])")];
}

function complete(box) {
  const list = document.getElementById("completions");
  if (!list || box.getAttribute("aria-controls") !== list.id) return;
  const typed = box.value.toLowerCase();
  const fitting = (text) => typed.startsWith("/") && text.startsWith(typed.trimEnd()) && text !== typed.trimEnd();
  for (const option of list.children) {
    option.hidden = !fitting(option.dataset.text);
    option.removeAttribute("aria-selected");
  }
  list.hidden = options().length === 0;
  box.removeAttribute("aria-activedescendant");
}

function choose(box, step) {
  const all = options();
  const now = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
  all[now]?.removeAttribute("aria-selected");
  const next = all[(now + step + all.length) % all.length] ?? all[0];
  next.setAttribute("aria-selected", "true");
  next.scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", next.id);
}

function accept(box, option) {
  box.value = `${option.dataset.text} `;
  box.touched = true;
  box.focus();
  complete(box);
}

addEventListener("mousedown", (event) => {
  const option = event.target.closest("#completions [role=option]");
  if (!option) return;
  event.preventDefault();
  accept(option.closest("form").elements.text, option);
});

addEventListener("keydown", (event) => {
  const box = event.target;
  if (event.key === "Escape") {
    const menu = box.closest?.("details.menu[open]");
    menu?.querySelector("summary").focus();
    closeMenus();
  }
  if (!box.matches?.(".composer textarea") || event.isComposing) return;
  const listed = box.hasAttribute("aria-controls") && options().length > 0;
  const chosen = listed && options().find((each) => each.getAttribute("aria-selected") === "true");
  if (listed && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    choose(box, event.key === "ArrowDown" ? 1 : -1);
  } else if (listed && (event.key === "Tab" || (event.key === "Enter" && chosen)) && !event.shiftKey) {
    event.preventDefault();
    accept(box, chosen || options()[0]);
  } else if (listed && event.key === "Escape") {
    document.getElementById("completions").hidden = true;
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (box.value.trim()) box.form.requestSubmit();
  }
});

// Escape in a modal is what its close button is, so that the server hears of it.
addEventListener("cancel", (event) => {
  event.preventDefault();
  event.target.querySelector("button[name=close]")?.click();
}, true);

// Liveness: the server says that something changed, and the page is fetched anew.

async function refresh() {
  isStale = true;
  if (isFetching || acting) return;
  isFetching = true;
  try {
    while (isStale && !acting) {
      isStale = false;
      await get(location.href);
    }
  } catch {
    document.body.dataset.offline = "true"; // until the stream is back
  } finally {
    isFetching = false;
  }
}

const changes = new EventSource("/changes");
changes.onmessage = refresh;
changes.onopen = () => delete document.body.dataset.offline;
changes.onerror = () => (document.body.dataset.offline = "true");

document.documentElement.dataset.live = "true";
settle(new Map());
