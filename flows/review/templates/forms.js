// The dialogs that ask: a record's fields (of one there is, or of a new one), and a note.

const EMPTY = "";

/** The inputs of one field; `value` is undefined where the record does not have it. */
function inputsOf({ name, form, choices, hint, parts }, value) {
  if (form === "parts") return parts.flatMap((part) => inputsOf({ ...part, name: `${name}.${part.name}` }, value?.[part.name]));
  if (form === "choice") return [choice(name, choices, value, hint)];
  if (form === "yes") return [choice(name, choices, value === undefined ? undefined : shown(value), hint)];
  const inputMode = form === "number" ? "decimal" : "text";
  const placeholder = name.includes(".") ? name.split(".").pop() : EMPTY;
  const said = { title: hint ?? EMPTY, ariaLabel: labelOf(name), autocomplete: "off" };
  return [made("input", { name, value: value ?? EMPTY, inputMode, placeholder, ...said })];
}

const labelOf = (name) => inWords(name).replace(".", " ");

function choice(name, choices, value, hint) {
  const offered = value === undefined || choices.includes(value) ? choices : [...choices, value];
  const options = [EMPTY, ...offered].map((text) => new Option(text || "–", text, false, text === (value ?? EMPTY)));
  return made("select", { name, title: hint ?? EMPTY, ariaLabel: labelOf(name) }, ...options);
}

/** The fields that are asked of a kind; of an unknown one, those it has, as free text. */
function formsOf(kind, fields) {
  const plain = Object.keys(fields).filter((name) => typeof fields[name] !== "object");
  return page.forms[kind] ?? plain.map((name) => ({ name, form: "free" }));
}

function askFields(kind, fields) {
  const rows = formsOf(kind, fields).map((form) => {
    const label = made("span", { title: form.hint ?? EMPTY }, inWords(form.name));
    return made("div", { className: "field" }, label, ...inputsOf(form, fields[form.name]));
  });
  one("#edit-fields").replaceChildren(...rows);
}

/** What the form holds, field by field. Throws where a number is none. */
function answers(kind, fields) {
  const text = Object.fromEntries(all("#edit-fields [name]").map(({ name, value }) => [name, value.trim()]));
  const given = formsOf(kind, fields).map((form) => [form.name, answer(form, text)]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function answer({ name, form, parts }, text) {
  if (form === "parts") {
    const given = parts.map((part) => [part.name, answer({ ...part, name: `${name}.${part.name}` }, text)]);
    const kept = given.filter(([, value]) => value !== undefined);
    return kept.length ? Object.fromEntries(kept) : undefined;
  }
  if (text[name] === EMPTY) return undefined;
  if (form === "yes") return text[name] === "yes";
  if (form === "number") return number(name, text[name]);
  return form === "free" && isNumeral(text[name]) ? Number(text[name]) : text[name];
}

const isNumeral = (text) => /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text);

function number(name, text) {
  const plain = text.replaceAll(",", "").replace("−", "-");
  if (!isNumeral(plain)) throw new Error(`${labelOf(name)}: ${text} is no number`);
  return Number(plain);
}

/** Opens the dialog; `done` is told kind, fields and note when it is saved. */
function ask({ title, quote, kind, kinds, fields, note, done }) {
  const dialog = one("#edit");
  one("#edit-title").textContent = title;
  one("#edit-quote").textContent = quote;
  one("#edit-note").value = note ?? EMPTY;
  const select = one("#edit-kind");
  select.replaceChildren(...kinds.map((name) => new Option(inWords(name), name, false, name === kind)));
  select.disabled = kinds.length === 1;
  select.onchange = () => askFields(select.value, fields);
  askFields(kind, fields);
  one("form", dialog).onsubmit = (event) => {
    event.preventDefault();
    try {
      done({ kind: select.value, fields: answers(select.value, fields), note: one("#edit-note").value.trim() });
      dialog.close();
    } catch (error) {
      say(error.message, { failed: true });
      one("#edit-title").textContent = `${title}: ${error.message}`;
    }
  };
  dialog.showModal();
  one(kinds.length === 1 ? "#edit-fields [name]" : "#edit-kind").focus();
}

function askNote(note, done) {
  one("#remark-note").value = note ?? EMPTY;
  one("#remark form").onsubmit = (event) => {
    event.preventDefault();
    one("#remark").close();
    done(one("#remark-note").value.trim());
  };
  one("#remark").showModal();
}
