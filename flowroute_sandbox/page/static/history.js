// Earlier messages, as the top of a conversation is reached. Only so many are on the page at once:
// what is far from what is looked at is removed, and loaded again when it is needed.

import { load } from "./visit.js";

const MOST = 300;
let loading = false;

async function showEarlier(link) {
  if (loading) return;
  loading = true;
  try {
    const { page } = await load(link.href);
    const scroll = document.getElementById("scroll");
    const list = document.getElementById("messages");
    const below = scroll.scrollHeight - scroll.scrollTop;
    const items = [...page.getElementById("messages").children].map((item) => document.adoptNode(item));
    joinDays(items, list);
    list.prepend(...items);
    // What was on the screen stays there.
    scroll.scrollTop = scroll.scrollHeight - below;
    const older = document.getElementById("older");
    older.replaceWith(document.adoptNode(page.getElementById("older")));
    removeLast(list);
    watch();
  } finally {
    loading = false;
  }
}

// The day above a message is not repeated where the one before is of the same day.
function joinDays(items, list) {
  const days = items.flatMap((item) => [...item.querySelectorAll(".day")]);
  const first = list.firstElementChild?.querySelector(".day");
  if (first && days.at(-1)?.textContent === first.textContent) first.remove();
}

function removeLast(list) {
  if (list.children.length <= MOST) return;
  while (list.children.length > MOST) list.lastElementChild.remove();
  list.dataset.ended = "yes"; // new messages are not added to it
  document.getElementById("newest").hidden = false;
}

const observer = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    if (target.matches("[data-older]")) showEarlier(target);
    else target.click(); // more of a list
  }
});

function watch() {
  observer.disconnect();
  for (const link of document.querySelectorAll("[data-older], [data-reach]")) observer.observe(link);
}

export function listen() {
  document.addEventListener("arranged", watch);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-older]");
    if (!link) return;
    event.preventDefault();
    showEarlier(link);
  });
}
