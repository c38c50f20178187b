// A form made of the JSON Schema of a write, or of a withdrawal. What the rules say to it is asked before, of what only tells what would
// happen; what it would do to the record's periods is shown before it can be saved.
import { draftOf } from './draft.js';
import { ask, invite, said } from './token.js';
import { afterwards, withdrawn } from './periods.js';
import { sourcePicker } from './sources.js';

const form = document.getElementById('edit');
const outcome = document.getElementById('outcome');
const preview = document.getElementById('preview');
const { api, page, id, schema: collection } = form.dataset;
const words = JSON.parse(form.dataset.words);
const isWithdrawal = 'withdraws' in form.dataset;
const language = document.documentElement.lang;
const draft = draftOf(left);
const recordId = id || draft?.recordId || crypto.randomUUID();
// Where sources are looked for that were cited before: first where this record is.
const domains = [...new Set([api.split('/')[2], ...form.dataset.domains.split(' ')])];
// Members that the server makes.
const DERIVED = ['id', 'version', 'recordedAt', 'supersededAt', 'knownFrom', 'recordedBy', 'reason', 'parentId', 'changed', 'warnings', 'statement',
  'related', 'assessment'];
const save = button(words[isWithdrawal ? 'withdraw.save' : 'edit.save'], 'button');
// What one began with: the version that was known then, which a write names, and its periods.
let etag;
let periods = [];
let isImportable;
let root;
let isChanged = Boolean(draft);
// Goes on with each question and each change: an answer to what was asked before is of something else.
let turn = 0;
// What was checked is what is shown, and what is saved.
let checked;

invite();
start().catch((failure) => say(unanswered(failure)));

async function start() {
  const document_ = await (await answered(fetch('/openapi'))).json();
  const operation = isWithdrawal ? document_.paths[`${collection}/{id}/retraction`].post : document_.paths[`${collection}/{id}`].put;
  isImportable = Boolean(document_.paths[`${collection}/import`]);
  const schema = resolve(document_, operation.requestBody.content['application/json'].schema);
  const record = id ? await read() : {};
  // What was filled in for a version is saved in its place alone, whatever has come since.
  etag = draft ? draft.etag : etag;
  root = objectOf(document_, schema, draft?.value ?? begun(record), '');
  const submit = button(words['edit.check'], 'submit');
  form.append(root.element, submit);
  form.noValidate = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    check(root.value());
  });
  form.addEventListener('input', change);
  form.addEventListener('click', ({ target }) => target.type === 'button' && change());
  save.addEventListener('click', () => send(checked));
}

/** What is to wait for the return to this form. */
function left() {
  const now = root ? { recordId, etag, value: root.value() } : draft;
  return isChanged ? now : undefined;
}

/** Reads what is known now; gives the period that holds on the day that was asked for, else today, else the first that there is. */
async function read() {
  const validAt = new URLSearchParams(location.search).get('validAt');
  const now = await answered(ask(`${api}/${recordId}${validAt ? `?validAt=${validAt}` : ''}`), 404);
  // Not before its version: what comes between the two is refused when it is saved, and not left out unseen.
  const history = await answered(ask(`${api}/${recordId}/history`), 404);
  periods = history.ok ? (await history.json()).items.filter((item) => !item.supersededAt) : [];
  const record = now.ok ? await now.json() : periods[0] ?? {};
  const version = Math.max(0, record.version ?? 0, ...periods.map((period) => period.version));
  etag = now.headers.get('ETag') ?? (version ? `"${version}"` : undefined);
  return record;
}

/** What was said of the last write is not said of the next; nor has a withdrawal the sources of what it withdraws. */
function begun(record) {
  return isWithdrawal ? { validFrom: record.validFrom, validTo: record.validTo } : { ...record, reason: undefined, note: undefined };
}

/**
 * An answer, once it is there; an error that says why where it is none.
 *
 * @param fine a status that tells something too
 */
async function answered(question, fine) {
  const response = await question;
  if (!response.ok && response.status !== fine) {
    throw new Error(await said(response), { cause: response });
  }
  return response;
}

/** Says why there is no answer, or that none came. */
function unanswered({ cause, message }) {
  return { lines: [cause ? message : words['edit.no-answer']] };
}

function resolve(document_, schema = {}) {
  return schema.$ref ? resolve(document_, schema.$ref.slice(2).split('/').reduce((node, part) => node[part], document_)) : schema;
}

// Each of these gives {element, value()}, the value being undefined where nothing was filled in.
function fieldOf(document_, raw, value, pointer, name, isRequired) {
  const schema = resolve(document_, raw);
  const type = [schema.type].flat().find((each) => each && each !== 'null');
  if (type === 'object' && schema.additionalProperties && !schema.properties) {
    return textsOf(schema, value, pointer, name);
  }
  if (type === 'object' && schema.properties) {
    const inner = objectOf(document_, schema, value ?? {}, pointer);
    return { element: group(name, pointer, inner.element), value: () => empty(inner.value()) };
  }
  if (type === 'array') {
    return listOf(document_, resolve(document_, schema.items), value ?? [], pointer, name);
  }
  if (type === 'object' || (!type && !schema.enum)) {
    return untyped(value, pointer, name);
  }
  const input = schema.enum || type === 'boolean' ? choice(name, schema.enum ?? ['true', 'false'], value) : typed(schema, type, value);
  input.required = Boolean(isRequired);
  const label = labelled(name, pointer, input);
  label.classList.toggle('wide', input.matches('textarea'));
  return {
    element: label,
    value: reader(input, value, (text) => (type === 'boolean' ? text === 'true' : type === 'number' || type === 'integer' ? Number(text) : text)),
  };
}

/** Reads a field: what it was given, to the letter, for as long as nobody changes it; undefined where nothing is filled in. */
function reader(input, given, parse = (text) => text) {
  const shown = input.value;
  return () => {
    const text = input.value.trim();
    return text === '' ? undefined : input.value === shown ? given : parse(text);
  };
}

/** A field for a text: not of one line alone where it has more, which would be drawn together. */
function textField(text, isLong) {
  return document.createElement(isLong || /[\r\n]/.test(text) ? 'textarea' : 'input');
}

function objectOf(document_, schema, value, pointer) {
  const element = document.createElement('div');
  element.className = 'fields';
  const fields = {};
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    fields[name] = fieldOf(document_, member, value?.[name], `${pointer}/${name}`, name, schema.required?.includes(name));
    element.append(fields[name].element);
  }
  return {
    element,
    value: () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value()]).filter(([, each]) => each !== undefined)),
  };
}

function listOf(document_, items, values, pointer, name) {
  const element = document.createElement('div');
  const set = group(name, pointer, element);
  const entries = [];
  const add = button(words['edit.add'], 'button');
  const append = (value) => {
    // A list in a list may have moved up since.
    const entry = fieldOf(document_, items, value, `${set.dataset.pointer}/${entries.length}`, `${entries.length + 1}`);
    const remove = button(words['edit.remove'], 'button');
    const row = document.createElement('div');
    row.className = 'entry';
    row.append(entry.element, remove);
    remove.addEventListener('click', () => {
      const index = entries.indexOf(entry);
      entries.splice(index, 1);
      row.remove();
      entries.slice(index).forEach((each, number) => renumber(each.element, set.dataset.pointer, index + number));
      // The keyboard goes on from here, not from the top of the page.
      add.focus();
    });
    if (name === 'sources') {
      entry.element.querySelector('.fields').prepend(sourcePicker(words, domains, (source) => cite(entry.element, source)));
    }
    entries.push(entry);
    add.before(row);
  };
  element.append(add);
  values.forEach(append);
  if (name === 'sources' && !values.length) {
    append();
  }
  add.addEventListener('click', () => {
    append();
    entries.at(-1).element.querySelector('input, select, textarea, button').focus();
  });
  return {
    element: set,
    value: () => {
      const all = entries.map((entry) => entry.value()).filter((each) => each !== undefined);
      return all.length ? all : undefined;
    },
  };
}

/** Fills in a source that was cited before; the place in it stays to be said. */
function cite(entry, source) {
  for (const member of ['type', 'title', 'publisher', 'url', 'publishedOn', 'language', 'relayedFrom']) {
    entry.querySelector(`[data-pointer$="/${member}"]`).control.value = source[member] ?? '';
  }
  const place = entry.querySelector('[data-pointer$="/locator"]').control;
  place.focus();
  place.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Has an entry of a list, and all in it, called by another number: what is refused by then is said where it stands. */
function renumber(element, list, number) {
  const former = element.dataset.pointer;
  const present = `${list}/${number}`;
  [element, ...element.querySelectorAll('[data-pointer]')].forEach(({ dataset }) => {
    dataset.pointer = present + dataset.pointer.slice(former.length);
  });
  element.firstChild.textContent = number + 1;
}

function textsOf(schema, value, pointer, name) {
  const names = [...new Set([...Object.keys(value ?? {}), ...(pointer.endsWith('dimensions') ? [] : [language])])];
  const element = document.createElement('div');
  const rows = [];
  const add = button(words['edit.add'], 'button');
  const append = (key = '', text = '') => {
    const which = document.createElement('input');
    which.value = key;
    which.size = 4;
    which.setAttribute('aria-label', words['edit.language']);
    const what = textField(text, text.length > 60);
    what.value = text;
    what.setAttribute('aria-label', `${titled(name)} ${key}`);
    const row = document.createElement('div');
    row.className = 'entry texts';
    row.append(which, what);
    rows.push([which, what, reader(what, text)]);
    add.before(row);
  };
  element.append(add);
  names.forEach((key) => append(key, value?.[key] ?? ''));
  add.addEventListener('click', () => {
    append();
    rows.at(-1)[0].focus();
  });
  return {
    element: group(name, pointer, element),
    value: () => empty(Object.fromEntries(rows.map(([which, , written]) => [which.value.trim(), written()]).filter(([key, text]) => key && text))),
  };
}

/** What the schema leaves open, such as what a foreign format had: as JSON. What is none is sent as it is, and refused at its field. */
function untyped(value, pointer, name) {
  const input = document.createElement('textarea');
  input.value = value === undefined || value === null ? '' : typeof value === 'string' && json(value) === value ? value : JSON.stringify(value, null, 2);
  input.rows = Math.min(12, input.value.split('\n').length + 1);
  input.spellcheck = false;
  const label = labelled(name, pointer, input);
  label.className = 'wide';
  return { element: label, value: () => (input.value.trim() ? json(input.value) : undefined) };
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function choice(name, values, value) {
  const select = document.createElement('select');
  for (const each of ['', ...values]) {
    select.add(new Option(code(name, each), each, false, String(value ?? '') === each));
  }
  return select;
}

/** A word of the record's own by the name of its field; as it stands where the page's language has none. */
function code(name, value) {
  if (value === 'true' || value === 'false') {
    return words[value === 'true' ? 'record.yes' : 'record.no'];
  }
  const groups = [spaced(name).replaceAll(' ', '-'), 'value', 'classification', 'requirement', 'verdict', 'relation'];
  const key = groups.map((group) => `${group}.${value}`).find((each) => words[each] && !words[each].includes('{'));
  return key ? words[key] : value;
}

function typed(schema, type, value) {
  const input = textField(value ?? '', false);
  if (input.matches('input')) {
    input.type = schema.format === 'date' ? 'date' : type === 'number' || type === 'integer' ? 'number' : 'text';
  }
  if (input.type === 'number') {
    input.step = type === 'integer' ? '1' : 'any';
  }
  if (schema.pattern) {
    input.pattern = schema.pattern;
  }
  input.title = schema.description ?? '';
  input.value = value ?? '';
  return input;
}

function labelled(name, pointer, input) {
  const label = document.createElement('label');
  label.dataset.pointer = pointer;
  label.append(titled(name), input);
  return label;
}

function group(name, pointer, element) {
  const set = document.createElement('fieldset');
  set.dataset.pointer = pointer;
  set.className = 'wide';
  const legend = document.createElement('legend');
  legend.textContent = titled(name);
  set.append(legend, element);
  return set;
}

function button(text, type) {
  const element = document.createElement('button');
  element.type = type;
  element.textContent = text;
  return element;
}

function titled(name) {
  return words[`field.${name}`] ?? spaced(name);
}

function spaced(name) {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function empty(object) {
  return object && Object.keys(object).length ? object : undefined;
}

/** Asks what the rules say to what is filled in; shows what it would do where they are kept. */
async function check(value) {
  clear();
  const asked = turn;
  const answer = await ruled(value).catch(unanswered);
  if (asked === turn) {
    say(answer, value);
  }
}

/** What the rules say: {lines, problems, isFine}. */
function ruled(value) {
  return isWithdrawal ? rehearsed(value) : dryRun(value);
}

async function dryRun(value) {
  if (!isImportable) {
    return { lines: [], isFine: true };
  }
  const response = await ask(`${api}/import?format=ndjson&mode=strict&dryRun=true`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: JSON.stringify({ id: recordId, ...value }),
  });
  const { problems = [], unchanged } = await response.clone().json().catch(() => ({}));
  if (!response.ok) {
    return refusal(response, problems);
  }
  return unchanged ? { lines: [words['edit.unchanged']] } : { lines: [words['edit.fine'], ...problems.map(line)], problems, isFine: true };
}

/** Asks for the withdrawal from a version that no record has: it is refused for that alone if for nothing else, and nothing is written. */
async function rehearsed(value) {
  const response = await post(value, '"0"');
  return response.status === 412 ? { lines: [], isFine: true } : refused(response);
}

/** What saving will do to the two-time record. */
function show(value) {
  checked = value;
  const steps = isWithdrawal ? withdrawn(periods, value) : afterwards(periods, value);
  const was = steps.find(({ effect }) => effect === 'written')?.was ?? {};
  const changed = isWithdrawal ? [] : [...new Set([...Object.keys(value), ...Object.keys(was)])].filter((name) => !DERIVED.includes(name)
    && !['validFrom', 'validTo', 'note'].includes(name)
    && JSON.stringify(sorted(value[name] ?? null)) !== JSON.stringify(sorted(isEmpty(was[name]) ? null : was[name])));
  const table = preview.querySelector('tbody');
  table.replaceChildren(...steps.map(({ from, to, effect, was: before }) => {
    const row = document.createElement('tr');
    row.className = effect;
    row.append(cell('th', span(from, to)), cell('td', words[`edit.${effect}`]
      + (effect === 'shortened' ? ` (${span(before.validFrom ?? null, before.validTo ?? null)})` : '')));
    return row;
  }));
  preview.querySelector('ul').replaceChildren(...changed.map((name) => {
    const entry = document.createElement('li');
    const before = document.createElement('del');
    const after = document.createElement('ins');
    before.textContent = plain(was[name]);
    after.textContent = plain(value[name]);
    entry.append(`${titled(name)}: `, ...(before.textContent ? [before, ' → '] : []), after.textContent ? after : '—');
    return entry;
  }));
  preview.querySelector('#known').textContent = periods.length
    ? words['edit.known'].replace('{0}', Math.max(...periods.map(({ version }) => version))) : '';
  preview.append(save);
  preview.hidden = false;
  preview.focus();
}

function change() {
  isChanged = true;
  forget();
}

/** What is shown, or on its way, is no longer what is filled in. */
function forget() {
  turn++;
  preview.hidden = true;
}

function span(from, to) {
  const last = to && new Date(Date.parse(to) - 86400000).toISOString().slice(0, 10);
  const key = from && to ? 'record.period' : from ? 'record.period-from' : to ? 'record.period-until' : 'record.always';
  return words[key].replace('{0}', from ? day(from) : day(last)).replace('{1}', day(last));
}

function day(text) {
  return text ? new Date(text).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' }) : '';
}

/** A member in one line. */
function plain(value) {
  if (isEmpty(value)) {
    return '';
  }
  return Array.isArray(value) ? value.map(plain).join('; ')
    : typeof value === 'object' ? value[language] ?? Object.values(value).map(plain).filter(Boolean).join(', ')
      : typeof value === 'boolean' ? code('', String(value)) : String(value);
}

function cell(type, text) {
  const element = document.createElement(type);
  element.textContent = text;
  if (type === 'th') {
    element.scope = 'row';
  }
  return element;
}

function isEmpty(value) {
  return value == null || (typeof value === 'object' && !Object.keys(value).length);
}

function sorted(value) {
  return Array.isArray(value) ? value.map(sorted)
    : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, each]) => [key, sorted(each)]))
      : value;
}

async function send(value) {
  clear();
  // What is filled in meanwhile would be lost.
  form.inert = true;
  const answer = await saved(value).catch(unanswered);
  form.inert = false;
  say(answer, value);
}

/** Saves it and goes on to the record; what is to be said instead where that fails. */
async function saved(value) {
  const response = await (isWithdrawal ? post(value, etag) : put(value)).catch(() => undefined);
  if (!response) {
    return { lines: [words['report.unknown']], isFine: true };
  }
  if (response.ok) {
    isChanged = false;
    location.assign(`${page}/${recordId}?lang=${language}${value.validFrom ? `&validAt=${value.validFrom}` : ''}`);
    return { lines: [] };
  }
  // Another version is there than was known; or one at all.
  if (response.status === 412 || response.status === 428) {
    await read();
    const answer = await ruled(value);
    return { ...answer, lines: [words['edit.overtaken'], ...answer.lines] };
  }
  return refused(response);
}

function put(value) {
  return write('PUT', `${api}/${recordId}`, value, etag);
}

function post(value, version) {
  return write('POST', `${api}/${recordId}/retraction`, value, version);
}

/** @param version the ETag of the version that is known, undefined where nothing was recorded yet */
function write(method, address, value, version) {
  const headers = { 'Content-Type': 'application/json', ...(version && { 'If-Match': version }) };
  return ask(address, { method, headers, body: JSON.stringify(value) });
}

async function refused(response) {
  const { violations = [] } = await response.clone().json().catch(() => ({}));
  return refusal(response, violations);
}

/** Lists what was refused, or why nobody could say. */
async function refusal(response, problems) {
  const lead = response.status < 500 ? [words['edit.refused']] : [];
  return { lines: [...lead, ...(problems.length ? problems : [{ detail: await said(response) }]).map(line)], problems };
}

/** Says what was answered, also at the fields that it is about, and leads to the first of these; else to what saving will do. */
function say({ lines, problems = [], isFine }, value) {
  problems.forEach(mark);
  tell(lines);
  if (isFine) {
    show(value);
  } else {
    form.querySelector('[aria-invalid]')?.focus();
  }
}

function clear() {
  form.querySelectorAll('.problem').forEach((each) => each.remove());
  form.querySelectorAll('[aria-invalid]').forEach((each) => {
    each.removeAttribute('aria-invalid');
    each.removeAttribute('aria-describedby');
  });
  forget();
  tell([]);
}

/** Says what is refused at the field that it is about, or at the nearest around it. */
function mark({ pointer, detail }) {
  const parts = (pointer ?? '').split('/');
  for (; parts.length > 1; parts.pop()) {
    const place = form.querySelector(`[data-pointer="${CSS.escape(parts.join('/'))}"]`);
    if (place) {
      const text = document.createElement('span');
      text.className = 'problem';
      text.id = `problem-${form.querySelectorAll('.problem').length}`;
      text.textContent = detail;
      place.append(text);
      const input = place.matches('label') && place.querySelector('input, select, textarea');
      if (input) {
        input.setAttribute('aria-invalid', 'true');
        input.setAttribute('aria-describedby', text.id);
      }
      return;
    }
  }
}

function line({ pointer, detail }) {
  const names = (pointer ?? '').split('/').filter((part) => part && !/^\d+$/.test(part)).map(titled);
  return names.length ? `${names.join(' · ')}: ${detail}` : detail;
}

function tell(lines) {
  outcome.textContent = lines.join('\n');
}
