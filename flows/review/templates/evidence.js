// The text: which card a marked passage belongs to and the other way round; a selection as the place of a new record.

const marksOf = (id) =>
  id.startsWith("added:")
    ? all("#text mark.added").filter((mark) => mark.dataset.records === id)
    : all(`#text mark[data-records~="${CSS.escape(id)}"]`);
const idsOn = (mark) => (mark.classList.contains("added") ? [mark.dataset.records] : mark.dataset.records.split(" "));
const lengthOf = (text) => [...text].length;   // in characters, as the record files count, not in UTF-16

function showEvidence(id) {
  for (const mark of all("#text .current")) mark.classList.remove("current");
  const marks = marksOf(id);
  for (const mark of marks) mark.classList.add("current");
  if (scrollsBeside()) marks[0]?.scrollIntoView({ block: "nearest" });
}

const scrollsBeside = () => getComputedStyle(one("#text")).overflowY === "auto";
const goToEvidence = (card) => marksOf(card.id)[0]?.scrollIntoView({ block: "center" });

function link(target, on) {
  const mark = target.closest("#text mark.evidence");
  const card = target.closest("#records .card");
  const ids = mark ? idsOn(mark) : card ? [card.id] : [];
  for (const id of ids) {
    cardOf(id)?.classList.toggle("hot", on);
    for (const other of marksOf(id)) other.classList.toggle("hot", on);
  }
}

function showNumeral(offset) {
  const line = all("#text .line").findLast((candidate) => Number(candidate.dataset.start) <= offset);
  const numerals = all("u", line);
  const wanted = numerals.find((u) => Number(line.dataset.start) + before(line, u, 0) >= offset) ?? numerals[0];
  wanted?.scrollIntoView({ block: "center" });
  for (const hot of all("#text u.hot")) hot.classList.remove("hot");
  wanted?.classList.add("hot");
}

function before(line, node, offset) {
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(node, offset);
  return lengthOf(range.toString());
}

/** The text selected, as the place of a record: its quote, where it stands, its sentence. Says what is wrong else. */
function selected() {
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  const element = (node) => (node instanceof Element ? node : node?.parentElement);
  const line = element(range?.startContainer)?.closest("#text .line");
  const text = range?.toString() ?? "";
  if (!line || !text.trim()) return { fault: "Select the number and its unit in the text first." };
  if (!line.contains(range.endContainer)) return { fault: "Select within one paragraph." };
  const quote = text.trim();
  const start = before(line, range.startContainer, range.startOffset) + lengthOf(text.slice(0, text.indexOf(quote)));
  const at = Number(line.dataset.start) + start;
  const place = {
    quote,
    occurrence: occurrenceOf(quote, line, start),
    sentence: sentenceOf(line, start, start + lengthOf(quote)),
    section: line.closest(".part").dataset.section,
    span: sourceSpan(at, at + lengthOf(quote)),
    sha256: page.sha256,
  };
  return { place, mark: { line, start, end: start + lengthOf(quote) } };
}

function occurrenceOf(quote, line, start) {
  const count = (text) => text.split(quote).length - 1;
  const earlier = all("#text .line").filter((other) => Number(other.dataset.start) < Number(line.dataset.start));
  const here = [...line.textContent].slice(0, start).join("");
  return earlier.reduce((sum, other) => sum + count(other.textContent), count(here)) + 1;
}

function sentenceOf(line, start, end) {
  const offsets = line.dataset.sentences.split(" ").filter(Boolean).map((offset) => offset - line.dataset.start);
  const from = offsets.findLast((offset) => offset <= start) ?? 0;
  return [...line.textContent].slice(from, offsets.find((offset) => offset >= end)).join("").trim();
}

/** The source span of a run of the clean text, through the runs that the page was given. */
function sourceSpan(start, end) {
  const runOf = (at) => page.runs.findLast(([clean]) => clean <= at);
  const [clean, source, length, width] = runOf(start);
  const [lastClean, lastSource, lastLength, lastWidth] = runOf(end - 1);
  return [
    length === width ? source + start - clean : source,
    lastLength === lastWidth ? lastSource + end - lastClean : lastSource + lastWidth,
  ];
}

function markAdded(id, kind, { line, start, end }) {
  const range = document.createRange();
  range.setStart(...pointAt(line, start));
  range.setEnd(...pointAt(line, end));
  const mark = made("mark", { className: `evidence added kind-${kind}` }, range.extractContents());
  mark.dataset.records = id;
  range.insertNode(mark);
}

/** The text node and offset within it of a character of a line. */
function pointAt(line, offset) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let left = offset;
  let node = walker.nextNode();
  while (node && lengthOf(node.data) < left) {
    left -= lengthOf(node.data);
    node = walker.nextNode();
  }
  return [node, [...node.data].slice(0, left).join("").length];
}
