// The keyboard: / finds, arrows move in a list, Enter sends, Escape goes back to the list.

const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

function move(list, step, from) {
  const links = [...list.querySelectorAll("a")];
  if (!links.length) return;
  const place = links.indexOf(from);
  const wanted = place < 0 ? 0 : Math.min(Math.max(place + step, 0), links.length - 1);
  links[wanted].focus();
  links[wanted].scrollIntoView({ block: "nearest" });
}

export function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const at = document.activeElement;
    const writing = at.matches("input, textarea, select");
    const list = document.querySelector("[data-arrows]");
    const search = document.querySelector("[data-filter] input[type=search]");
    const step = STEPS[event.key];
    if (event.key === "/" && !writing && search) {
      search.focus();
      search.select();
    } else if (list && step && (list.contains(at) || (at === search && event.key === "ArrowDown"))) {
      move(list, step, at);
    } else if (event.key === "Enter" && !event.shiftKey && at.matches(".compose textarea")) {
      at.form.requestSubmit();
    } else if (event.key === "Escape" && list && (at === search || at.matches(".compose *"))) {
      (list.querySelector("[aria-current]") ?? list.querySelector("a"))?.focus();
    } else {
      return;
    }
    event.preventDefault();
  });
}
