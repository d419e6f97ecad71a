// Load a page, and show it in place of this one.

import { morph } from "./morph.js";

export const root = document.documentElement.dataset.root; // the path that the sandbox is mounted at
const parser = new DOMParser();
let latest = 0; // the number of the newest visit: an older one that comes later is not shown

// Fetch a page of the sandbox. Loading it in the background marks no message as read.
export async function load(url) {
  const headers = document.hidden ? { "x-peek": "1" } : {};
  const response = await fetch(url, { headers, cache: "no-store" });
  return read(response);
}

export async function read(response) {
  return { response, page: parser.parseFromString(await response.text(), "text/html") };
}

// Show the page at this address. `entry` is what becomes of the browser's history: push, replace,
// or none.
export async function visit(url, entry = "push") {
  const mine = ++latest;
  const { response, page } = await load(url);
  if (mine === latest) show(page, response.url, entry);
}

export function show(page, url, entry = "push") {
  latest += 1;
  const old = document.getElementById("main");
  const fresh = page.getElementById("main");
  if (!fresh) return location.assign(url);
  if (entry === "push") history.pushState(null, "", url);
  if (entry === "replace") history.replaceState(null, "", url);
  const pane = key(old);
  if (old.className === fresh.className && old.querySelector(":scope > .list")) {
    morph(old.querySelector(":scope > .list"), fresh.querySelector(":scope > .list"));
    const panes = [old, fresh].map((main) => main.querySelector(":scope > .pane"));
    if (pane === null || pane !== key(fresh)) panes[0].replaceWith(document.adoptNode(panes[1]));
  } else {
    old.replaceWith(document.adoptNode(fresh));
  }
  for (const id of ["views", "facts"]) {
    morph(document.getElementById(id), page.getElementById(id));
  }
  document.title = page.title;
  arrange(pane === null || pane !== key(document.getElementById("main")));
  return undefined;
}

// Bring the parts of this page that are marked `data-live` up to date; with `all`, messages that
// were loaded by scrolling do not stay.
export async function refresh(all = false) {
  const mine = latest;
  const url = location.href;
  const { response, page } = await load(url);
  if (mine !== latest) return; // another page has been shown meanwhile
  if (response.status === 404) {
    await visit(`${root}/`, "replace"); // what was shown is gone, by a reset
    return;
  }
  if (token(page) !== token(document)) location.reload(); // the sandbox is another one
  else update(page, all);
}

export function update(page, all = false) {
  const scroll = document.getElementById("scroll");
  const atEnd = scroll && scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  for (const old of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(old.id);
    if (!fresh) continue;
    if (old.dataset.live === "append" && !all) append(old, fresh);
    else morph(old, fresh);
  }
  document.title = page.title;
  arrange(false);
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
  document.dispatchEvent(new Event("updated"));
}

// Messages only come at the end. Those above, which were loaded by scrolling, stay.
function append(old, fresh) {
  if (old.dataset.ended) return; // the newest ones are not shown: see history.js
  const known = [...fresh.children].some((item) => document.getElementById(item.id));
  if (!known) {
    morph(old, fresh);
    return;
  }
  for (const item of [...fresh.children]) {
    const shown = document.getElementById(item.id);
    if (!shown) old.append(document.adoptNode(item));
    else {
      const day = shown.querySelector(".day");
      if (!day) item.querySelector(".day")?.remove(); // it is above an earlier message
      morph(shown, item);
    }
  }
}

function token(page) {
  return page.querySelector("meta[name=sandbox-token]")?.content;
}

function key(main) {
  return main.querySelector(":scope > .pane")?.dataset.key ?? null;
}

// What has to be done whenever HTML is new: `changed` if it is another conversation.
export function arrange(changed) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  const unread = [...document.querySelectorAll(".unread b")];
  const count = unread.reduce((sum, each) => sum + Number.parseInt(each.textContent, 10), 0);
  if (count) document.title = `(${count}) ${document.title}`;
  if (!changed) return;
  const scroll = document.getElementById("scroll");
  if (scroll) scroll.scrollTop = scroll.scrollHeight;
  document.querySelector("[data-arrows] [aria-current]")?.scrollIntoView({ block: "nearest" });
  document.dispatchEvent(new Event("arranged"));
}

export function listen() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-swap]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    visit(link.href).then(() => {
      // As in any messenger, opening a conversation leads to its field, unless a keyboard would pop up.
      if (matchMedia("(min-width: 721px)").matches) document.getElementById("body")?.focus();
    });
  });
  addEventListener("popstate", () => visit(location.href, "none"));
}
