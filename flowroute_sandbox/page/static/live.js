// Follow the sandbox: whatever it says has changed, this page is brought up to date.

import { refresh, root } from "./visit.js";

const KINDS = ["message", "receipt", "webhook", "request", "account", "clock", "fault"];
KINDS.push("reset", "resync"); // everything is new; more has changed than is known
const PAUSE = 30; // milliseconds between two updates, or as long as one takes
const AGAIN = 1000; // milliseconds until a stream that was refused is opened again

let wanted = false;
let running = false;
let renewed = false; // by a reset: nothing that is shown is to stay

// At once, unless an update is on its way; then once more after it, however many events came.
async function changed() {
  wanted = true;
  if (running) return;
  running = true;
  while (wanted) {
    wanted = false;
    const started = performance.now();
    try {
      const all = renewed;
      renewed = false;
      await refresh(all);
    } catch {
      break; // the sandbox is gone: when it is back, the stream opens again
    }
    const taken = performance.now() - started;
    await new Promise((resume) => setTimeout(resume, Math.max(PAUSE, taken)));
  }
  running = false;
}

// One tab has the stream and passes its events on: a browser has few connections to a server.
const tabs = new BroadcastChannel("flowroute-sandbox");

function handle(kind) {
  if (kind === "open" || kind === "error") state(kind);
  else {
    renewed ||= kind === "reset";
    changed();
  }
}

function state(kind) {
  const link = document.getElementById("link");
  link.dataset.state = kind === "open" ? "live" : "lost";
  link.querySelector(".words").textContent = kind === "open" ? "Live" : "Not connected";
  link.title = link.textContent;
  link.hidden = false;
  if (kind === "open") changed(); // something may have been missed
}

let stream = null;

function open() {
  stream = new EventSource(`${root}/_sandbox/stream`);
  for (const kind of [...KINDS, "open", "error"]) stream.addEventListener(kind, () => pass(kind));
}

function pass(kind) {
  tabs.postMessage(kind);
  handle(kind);
  if (kind === "error" && stream.readyState === EventSource.CLOSED) setTimeout(reopen, AGAIN);
}

// A browser does not try again after it was refused, as by another sandbox that was started in
// place of this one: only a page of that one has what it takes to read its stream.
async function reopen() {
  try {
    await refresh();
  } catch {
    // It is gone.
  }
  open();
}

function lead() {
  open();
  // A tab that is new asks whether there is a stream.
  tabs.addEventListener("message", ({ data }) => {
    if (data === "hello" && stream.readyState === EventSource.OPEN) tabs.postMessage("open");
  });
}

export function follow() {
  tabs.addEventListener("message", ({ data }) => data !== "hello" && handle(data));
  if (navigator.locks) navigator.locks.request("flowroute-sandbox", () => new Promise(lead));
  else lead();
  tabs.postMessage("hello");
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) changed(); // what is seen now is read
  });
}
