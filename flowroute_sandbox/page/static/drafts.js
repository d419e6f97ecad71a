// Keep what is being written in each conversation, in this tab, until it is sent: also while another
// one is looked at, and where the page is loaded again.

function key(form) {
  return `draft ${form.elements.to.value} ${form.elements.from.value}`;
}

function keep(form, text) {
  try {
    if (text) sessionStorage.setItem(key(form), text);
    else sessionStorage.removeItem(key(form));
  } catch {
    // The browser stores nothing.
  }
}

function restore() {
  const field = document.getElementById("body");
  if (!field || field.value) return;
  try {
    field.value = sessionStorage.getItem(key(field.form)) ?? "";
  } catch {
    // As above.
  }
}

export function listen() {
  document.addEventListener("arranged", restore);
  document.addEventListener("input", ({ target }) => {
    if (target.matches(".compose textarea")) keep(target.form, target.value);
  });
  document.addEventListener("reset", ({ target }) => {
    if (target.matches(".compose")) keep(target, "");
  });
}
