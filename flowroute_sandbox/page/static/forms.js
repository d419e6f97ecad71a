// Submit forms and filters without leaving the page, and keep the lines of levers up to date.

import { morph } from "./morph.js";
import { load, read, root, show, update, visit } from "./visit.js";

const LARGEST = 767840; // developer.flowroute.com: Send an MMS
const NOT_SHOWN = new Set(["token", "back"]); // fields that are in no address

export function say(text) {
  const said = document.getElementById("said");
  said.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (said.textContent = ""), 5000);
}

async function submit(form, button) {
  const data = new FormData(form, button);
  const url = button?.getAttribute("formaction") ?? form.getAttribute("action");
  const multipart = form.enctype === "multipart/form-data";
  const body = multipart ? data : new URLSearchParams(data);
  if (form.dataset.busy) return; // once for each press of Enter, not twice
  form.dataset.busy = "yes";
  try {
    const { response, page } = await read(await fetch(url, { method: "POST", body }));
    if (response.ok) done(form, response, page);
    else failed(form, page);
  } catch {
    say("The sandbox does not answer. Is it running?");
  } finally {
    delete form.dataset.busy;
  }
}

function done(form, response, page) {
  const reached = new URL(response.url);
  const words = reached.searchParams.get("done");
  reached.searchParams.delete("done");
  problem(form, null);
  if (form.matches(".compose, .new .fields")) {
    form.reset();
    form.querySelector("[data-chosen]")?.removeAttribute("data-chosen");
    grow(form.querySelector("[data-grow]"));
  }
  if (reached.pathname === location.pathname) update(page);
  else show(page, reached.href);
  if (words && !form.matches(".compose")) say(page.querySelector(".notice.good")?.textContent ?? "Done.");
  if (form.matches(".compose")) {
    const scroll = document.getElementById("scroll");
    scroll.scrollTop = scroll.scrollHeight;
  }
}

function failed(form, page) {
  const notice = page.querySelector(".notice.bad") ?? page.querySelector(".hint");
  const text = notice?.textContent.trim() ?? "It was refused.";
  if (!problem(form, notice)) say(text);
}

// Show why a form was refused, in the form if it has a place for it.
function problem(form, notice) {
  const place = form.querySelector("[data-problem]");
  if (!place) return false;
  place.replaceChildren(...(notice ? [document.adoptNode(notice)] : []));
  return true;
}

// Where the choices of a field have changed, another one may be chosen than its lines are for.
function showLinesOfOthers() {
  for (const field of document.querySelectorAll("[data-lever] select")) {
    if (field.dataset.lined !== undefined && field.dataset.lined !== field.value) showLines(field.form);
    field.dataset.lined = field.value;
  }
}

async function showLines(form) {
  const fields = [...new FormData(form)].filter(([name]) => !NOT_SHOWN.has(name));
  const query = new URLSearchParams([["lever", form.dataset.lever], ...fields]);
  const { page } = await load(`${root}/_sandbox/page/levers?${query}`);
  const id = `${form.dataset.lever}-lines`;
  morph(document.getElementById(id), page.getElementById(id));
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

// A field of several lines is as high as its text, also where the style sheet cannot do that.
function grow(field) {
  if (!field || CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 160)}px`;
}

function later(action, pause) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), pause);
  };
}

const filter = later((form) => {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  visit(`${form.getAttribute("action") || location.pathname}?${query}`, "replace");
}, 100);
const showLinesLater = later(showLines, 80);

export function listen() {
  showLinesOfOthers();
  document.addEventListener("updated", showLinesOfOthers);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-send]")) {
      event.preventDefault();
      submit(form, event.submitter);
    } else if (form.matches("[data-filter]")) {
      event.preventDefault();
      filter(form);
    }
  });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.matches("[data-grow]")) grow(field);
    if (field.form?.matches("[data-filter]")) filter(field.form);
    if (field.form?.matches("[data-lever]")) showLinesLater(field.form);
  });
  document.addEventListener("change", (event) => {
    const label = event.target.closest?.(".attach");
    if (!label) return;
    const [file] = event.target.files;
    if (file?.size > LARGEST) {
      say(`${file.name} is too large: a message has ${LARGEST.toLocaleString("en")} bytes at most.`);
      event.target.value = "";
      label.removeAttribute("data-chosen");
      return;
    }
    label.toggleAttribute("data-chosen", Boolean(file));
    say(file ? `${file.name} is sent with the text.` : "No picture is sent.");
  });
}
