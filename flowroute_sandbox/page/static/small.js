// Copying a line, light and dark, and the time of the sandbox.

import { say } from "./forms.js";

async function copy(button) {
  const code = button.parentElement.querySelector("code");
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code); // not allowed here: it is selected, at least
    say("The line is selected: copy it with the keyboard.");
    return;
  }
  button.dataset.copied = "yes";
  say("The line is copied.");
  setTimeout(() => delete button.dataset.copied, 1500);
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `flowroute-theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=strict`;
}

function tick() {
  const clock = document.getElementById("clock");
  const now = new Date(Date.now() + clock.dataset.offset * 1000);
  const two = (number) => String(number).padStart(2, "0");
  const text = `${two(now.getHours())}:${two(now.getMinutes())}`;
  if (clock.textContent !== text) clock.textContent = text;
}

export function listen() {
  const theme = document.getElementById("theme");
  theme.hidden = false;
  theme.addEventListener("click", switchTheme);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) copy(button);
  });
  setInterval(tick, 1000);
}
