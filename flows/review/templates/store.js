// The decisions on this document: what they are, undoing them, saving them, downloading and loading them.

const page = JSON.parse(one("#page").textContent);
const past = [];
let decisions = page.decisions;            // each {said: as in the file, on: id of the card it stands on, or null}
let standing = new Map();
let unsaved = false;
let saving = Promise.resolve();
let repaint = () => {};                    // told of the ids whose decision has changed

const keyOfAdded = (said) => `added:${said.kind}:${said.occurrence}:${said.quote}`;
const decisionOn = (id) => standing.get(id)?.said;

function settle() {
  standing = new Map(decisions.filter(({ on }) => on).map((decision) => [decision.on, decision]));
}

function change(next, { undoing = false } = {}) {
  if (!page.usable) return;
  const touched = decisions.filter((d) => !next.includes(d)).concat(next.filter((d) => !decisions.includes(d)));
  if (!undoing) past.push(decisions);
  decisions = next;
  settle();
  repaint(new Set(touched.map(({ on }) => on).filter(Boolean)));
  save();
}

function decide(id, said) {
  const others = decisions.filter((d) => d.on !== id && !(d.on === null && d.said.record === id));
  change([...others, { said, on: id, again: null }]);
}

const withdraw = (id) => change(decisions.filter((d) => d.on !== id));

function undo() {
  if (past.length) change(past.pop(), { undoing: true });
  else say("Nothing to undo here: Withdraw takes back an earlier decision.");
}

/** The reviewer's name; asks for it, and returns nothing, where it isn't there yet. */
function reviewer() {
  const name = one("#reviewer").value.trim();
  if (name) return name;
  one("#reviewer").focus();
  say("Your name first: a decision carries it.", { failed: true });
  return "";
}

/** The decisions as the file holds them, byte for byte as the server writes it. */
function written() {
  const sorted = decisions.map(({ said }) => said).sort((a, b) => order(keysOf(a), keysOf(b)));
  const held = { schema: page.schema, document: page.document, decisions: sorted.map(inOrder) };
  return `${json(held, "\n")}\n`;
}

const kindOf = (said) => said.kind ?? said.record.split(":")[0];
const keysOf = (said) => [kindOf(said), said.quote, said.record ?? "", String(said.occurrence ?? 0).padStart(6, "0")];
const inOrder = (said) =>
  Object.fromEntries(["decision", ...page.keys[said.decision]].filter((key) => key !== "note" || said.note)
    .map((key) => [key, said[key]]));

function order(a, b) {
  const at = a.findIndex((key, index) => key !== b[index]);
  return at < 0 ? 0 : a[at] < b[at] ? -1 : 1;
}

function json(value, newline, key = "") {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (key === "span") return `[${value.join(", ")}]`;
  const list = Array.isArray(value);
  const items = Object.entries(value).map(([name, item]) => {
    const text = json(item, `${newline}  `, name);
    return newline + "  " + (list ? text : `${JSON.stringify(name)}: ${text}`);
  });
  const [open, close] = list ? "[]" : "{}";
  return items.length ? open + items.join(",") + newline + close : open + close;
}

function save() {
  if (!page.save) {
    unsaved = true;
    say(`${decisions.length} ${decisions.length === 1 ? "decision" : "decisions"}, not saved: download them.`);
    return;
  }
  const body = written();
  unsaved = true;
  saving = saving.then(() => put(body)).catch((error) => say(`Not saved: ${error.message}`, { failed: true }));
}

async function put(body) {
  const headers = { "Content-Type": "application/json", "If-Match": page.save.version };
  const answer = await fetch(page.save.path, { method: "PUT", headers, body });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  page.save.version = told.version;
  unsaved = body !== written();
  if (!unsaved) say(`Saved: ${decisions.length} ${decisions.length === 1 ? "decision" : "decisions"}.`);
}

function download() {
  const file = new Blob([written()], { type: "application/json" });
  const link = made("a", { href: URL.createObjectURL(file), download: `${page.document.split("/").pop()}.review.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  unsaved = unsaved && Boolean(page.save);
  say(`Put it beside the record file: ${page.document}.review.json`);
}

async function load(file) {
  try {
    const held = JSON.parse(await file.text());
    if (held.schema !== page.schema) throw new Error("it holds no decisions");
    if (held.document !== page.document) throw new Error(`it is about ${held.document}`);
    if (!held.decisions.every((said) => page.keys[said.decision])) throw new Error("it holds decisions of another kind");
    change(held.decisions.map((said) => ({ said, on: placeOf(said), again: null })));
  } catch (error) {
    say(`Not loaded: ${error.message}`, { failed: true });
  }
}

/** The card that a loaded decision stands on. What moved or changed is found by the tool, when the page is made. */
function placeOf(said) {
  if (said.decision === "add") {
    const known = page.decisions.find((d) => d.said.decision === "add" && keyOfAdded(d.said) === keyOfAdded(said));
    return known ? known.on : keyOfAdded(said);
  }
  return page.records[said.record]?.quote === said.quote ? said.record : null;
}

addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
