// What a reader does: by key or by button.

const differs = (a, b) => JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);

function said(id, decision, extra = {}) {
  const { quote, sentence, fields } = recordOf(id);
  const note = extra.note ?? decisionOn(id)?.note;
  return { decision, record: id, quote, sentence, seen: fields, ...extra, reviewer: one("#reviewer").value.trim(), note };
}

function judge(card, decision) {
  if (!card || !reviewer()) return;
  const before = decisionOn(card.id);
  if (before?.decision === "add") {
    if (decision === "reject") withdraw(card.id);
    else say("It was added: that is a decision already.");
    return;
  }
  decide(card.id, said(card.id, decision));
}

function edit(card) {
  if (!card || !reviewer()) return;
  const id = card.id;
  const before = decisionOn(id);
  const kind = card.parentElement.dataset.kind;
  ask({ title: "Edit", quote: one("q", card).textContent, kind, kinds: [kind], fields: fieldsOf(id), note: before?.note,
    done: ({ fields, note }) => {
      if (before?.decision === "add") decide(id, { ...before, fields, note, reviewer: reviewer() });
      else correct(id, fields, note);
    } });
}

function correct(id, fields, note) {
  const { kind, fields: seen } = recordOf(id);
  const names = formsOf(kind, seen).map(({ name }) => name).filter((name) => differs(seen[name], fields[name]));
  if (!names.length) throw new Error("nothing is changed");
  const corrected = Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
  decide(id, said(id, "correct", { fields: corrected, note }));
}

function add() {
  if (!reviewer()) return;
  const { fault, place, mark } = selected();
  if (fault) {
    say(fault, { failed: true });
    return;
  }
  const numeral = place.quote.match(/[-+−]?\d[\d,]*(?:\.\d+)?/)?.[0].replaceAll(",", "").replace("−", "-");
  const kinds = Object.keys(page.forms);
  const kind = current?.parentElement.dataset.kind ?? kinds[0];
  ask({ title: "New record", quote: place.quote, kind, kinds, fields: numeral ? { value: Number(numeral) } : {}, note: "",
    done: ({ kind: chosen, fields, note }) => addRecord({ ...place, kind: chosen, fields, note }, mark) });
}

function addRecord(place, mark) {
  const decision = { decision: "add", ...place, reviewer: reviewer() };
  const id = keyOfAdded(decision);
  if (decisionOn(id)) throw new Error("this was added already");
  markAdded(id, place.kind, mark);
  decide(id, decision);
  getSelection().removeAllRanges();
  choose(cardOf(id));
}

function comment(card) {
  const before = card && decisionOn(card.id);
  if (!before) say("Decide first, then say why.", { failed: true });
  else if (reviewer()) askNote(before.note, (note) => decide(card.id, { ...before, note, reviewer: reviewer() }));
}

const acts = { accept: (card) => judge(card, "accept"), reject: (card) => judge(card, "reject"), edit, note: comment,
  show: goToEvidence, withdraw: (card) => withdraw(card.id) };

function fold() {
  const open = one("#boilerplate").getAttribute("aria-pressed") !== "true";
  one("#boilerplate").setAttribute("aria-pressed", String(open));
  for (const details of all("details.dropped")) details.open = open;
}

function clicked({ target }) {
  const card = target.closest("#records .card");
  const act = target.closest("[data-act]")?.dataset.act;
  const item = target.closest("#gone li");
  if (item && act) settleGone(page.decisions[item.dataset.number], act);
  else if (card) {
    choose(card, { focus: !target.closest("button") });
    if (act) acts[act](card);
  } else if (target.closest("mark.evidence") && getSelection().isCollapsed) {
    choose(cardOf(idsOn(target.closest("mark.evidence"))[0]));
  } else if (target.closest("[data-at]")) showNumeral(Number(target.closest("[data-at]").dataset.at));
}

function settleGone(gone, act) {
  const others = decisions.filter((decision) => decision !== gone);
  const again = { said: gone.again, on: keyOfAdded(gone.said), again: null };
  change(act === "renew" ? [...others, again] : others);
}

function followed(event) {
  const card = cardOf(event.target.closest("a.to-card")?.hash.slice(1));
  if (!card) return;
  event.preventDefault();
  choose(card);
}

function begin() {
  settle();
  for (const id of standing.keys()) paint(id);
  tally();
  repaint = (ids) => {
    ids.forEach(paint);
    tally();
    paintGone();
  };
  try {
    one("#reviewer").value = localStorage.getItem("reviewer") ?? "";
    one("#reviewer").addEventListener("input", (event) => localStorage.setItem("reviewer", event.target.value.trim()));
  } catch {
    // A browser that keeps nothing: the name is asked for on each page.
  }
  document.addEventListener("click", clicked);
  document.addEventListener("click", followed);
  document.addEventListener("mouseover", (event) => link(event.target, true));
  document.addEventListener("mouseout", (event) => link(event.target, false));
  one("#filter").addEventListener("input", (event) => filterCards(event.target.value));
  one("#add").addEventListener("mousedown", (event) => event.preventDefault());   // keeps the selection
  one("#add").addEventListener("click", add);
  one("#boilerplate").addEventListener("click", fold);
  one("#download").addEventListener("click", download);
  one("#load").addEventListener("click", () => one("#file").click());
  one("#file").addEventListener("change", (event) => load(event.target.files[0]));
}

if (page.usable) begin();
else say("The decisions can't be changed here.", { failed: true });

listenTo({
  j: () => step(1),
  k: () => step(-1),
  a: () => judge(current, "accept"),
  r: () => judge(current, "reject"),
  e: () => edit(current),
  c: () => comment(current),
  n: add,
  u: undo,
  b: fold,
  i: () => one(".up a").click(),
  "/": () => one("#filter").focus(),
  "?": () => one("#help").showModal(),
});
