// The cards: which one is current, what a decision makes of them, filtering, the ones that were added here.

const STATES = { accept: "accepted", reject: "rejected", correct: "corrected", add: "added" };
const searched = new Map();
let current = null;

const cards = () => all("#records .card");
const shownCards = () => cards().filter((card) => !card.hidden && !card.parentElement.hidden);
const cardOf = (id) => document.getElementById(id);
const recordOf = (id) => page.records[id] ?? null;
const inWords = (name) => name.replaceAll("_", " ");

function shown(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value !== null && typeof value === "object") {
    return Object.values(value).map(shown).join(Array.isArray(value) ? ", " : " ");
  }
  if (recordOf(value)) {
    return `“${recordOf(value).quote}”`;
  }
  return String(value);
}

/** A record's fields as its decision leaves them. */
function fieldsOf(id) {
  const fields = { ...recordOf(id)?.fields, ...decisionOn(id)?.fields };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function paint(id) {
  const said = decisionOn(id);
  if (!cardOf(id) && said?.decision === "add") appendCard(id, said);
  const card = cardOf(id);
  if (!card) return;
  if (!recordOf(id) && !said) {
    // Added here and taken back again: the card goes, and its evidence is plain text again.
    for (const mark of all("#text mark.added").filter(({ dataset }) => dataset.records === id)) mark.replaceWith(...mark.childNodes);
    if (card === current) current = null;
    card.remove();
    return;
  }
  const state = said ? STATES[said.decision] : "open";
  card.dataset.state = state;
  one(".state", card).textContent = state;
  one(".said", card).textContent = said ? [said.reviewer, said.note].filter(Boolean).join(": ") : "";
  one("[data-act=withdraw]", card).hidden = !said;
  one("dl", card).replaceChildren(...rowsOf(recordOf(id)?.fields ?? {}, fieldsOf(id)));
  searched.delete(card);
}

function rowsOf(before, now) {
  return Object.keys({ ...before, ...now }).map((name) => {
    const [old, value] = [before[name], now[name]].map((item) => (item === undefined ? "" : shown(item)));
    const changed = old === value || old === "" ? [] : [made("del", {}, old), " "];
    const kept = value === "" ? "" : old === value ? value : made("ins", {}, value);
    return made("div", {}, made("dt", {}, inWords(name)), made("dd", {}, made("bdi", {}, ...changed, kept)));
  });
}

function appendCard(id, said) {
  const card = one("#card").content.firstElementChild.cloneNode(true);
  card.id = id;
  card.setAttribute("aria-label", `${inWords(said.kind)}: ${said.quote}`);
  one("q bdi", card).textContent = said.quote;
  one(".sentence bdi", card).textContent = said.sentence ?? "";
  one(".origin", card).textContent = [said.section, "curator"].filter(Boolean).join(" · ");
  const group = all("#records .group").find((section) => section.dataset.kind === said.kind) ?? one("#records .group");
  group.append(card);
}

function tally() {
  for (const group of all("#records .group")) {
    const mine = all(".card", group);
    const visible = mine.filter((card) => !card.hidden).length;
    group.hidden = visible === 0;
    one(".count", group).textContent = visible === mine.length ? mine.length : `${visible} of ${mine.length}`;
  }
  const open = cards().filter((card) => !standing.has(card.id)).length;
  one("#tally").textContent = `${open} open of ${cards().length}`;
}

function filterCards(text) {
  const wanted = text.toLowerCase().split(/\s+/);
  for (const card of cards()) {
    if (!searched.has(card)) searched.set(card, `${inWords(card.parentElement.dataset.kind)} ${card.textContent}`.toLowerCase());
    card.hidden = !wanted.every((word) => searched.get(card).includes(word));
  }
  tally();
}

function choose(card, { focus = true } = {}) {
  if (!card) return;
  current?.removeAttribute("aria-current");
  current = card;
  card.setAttribute("aria-current", "true");
  if (focus) card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  showEvidence(card.id);
}

function step(by) {
  const visible = shownCards();
  const at = visible.indexOf(current);
  choose(visible[at < 0 ? (by > 0 ? 0 : visible.length - 1) : Math.min(Math.max(at + by, 0), visible.length - 1)]);
}

/** The decisions that no longer apply: listed while they are there. */
function paintGone() {
  for (const item of all("#gone li")) item.hidden = !decisions.includes(page.decisions[item.dataset.number]);
  one("#gone").hidden = all("#gone li").every((item) => item.hidden);
}
