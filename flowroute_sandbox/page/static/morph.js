// Make an element equal to a newer one. What is equal is not touched, so that focus, selections,
// open details and what is being written stay.

// Attributes that belong to the reader of the page, not to the server.
const KEPT = new Set(["open", "data-chosen", "data-copied", "data-state", "data-lined"]);

export function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  attributes(old, fresh);
  children(old, [...fresh.childNodes]);
}

function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !KEPT.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (!KEPT.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

// Elements with an id keep their identity wherever they move; others are matched by their place.
function children(parent, wanted) {
  let place = parent.firstChild;
  for (const fresh of wanted) {
    const match = matching(parent, place, fresh);
    if (match === null) {
      parent.insertBefore(document.adoptNode(fresh), place);
      continue;
    }
    if (match === place) place = place.nextSibling;
    else parent.insertBefore(match, place);
    if (match.nodeType === Node.ELEMENT_NODE) morph(match, fresh);
    else if (match.data !== fresh.data) match.data = fresh.data;
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

function matching(parent, place, fresh) {
  if (fresh.id) {
    const found = document.getElementById(fresh.id);
    return found && found.parentNode === parent ? found : null;
  }
  const fits = place && place.nodeName === fresh.nodeName && !place.id;
  return fits ? place : null;
}
