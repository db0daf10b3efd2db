// What both pages use: finding and making elements, saying something, opening and closing dialogs.

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function made(name, content = {}, ...children) {
  const element = Object.assign(document.createElement(name), content);
  element.append(...children);
  return element;
}

function say(message, { failed = false } = {}) {
  one("#status").textContent = message;
  one("#status").classList.toggle("failed", failed);
}

function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, select, dialog[open]") !== null;
}

/** Calls the function of a key, wherever the reader is but in a field or a dialog. */
function listenTo(keys) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.id === "filter") event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (!act) return;
    event.preventDefault();
    act();
  });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("dialog .close")) event.target.closest("dialog").close();
  if (event.target.closest("#help-button")) one("#help").showModal();
});
