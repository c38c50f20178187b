// A form made of the write's JSON Schema. What the rules say to it is asked of an import that only tells what would happen.
import { ask, claims, said } from './token.js';

const form = document.getElementById('edit');
const outcome = document.getElementById('outcome');
const { api, page, id, schema: collection } = form.dataset;
const language = document.documentElement.lang;
const recordId = id || crypto.randomUUID();
let etag;
let before = {};

document.getElementById('signed-out').hidden = Boolean(claims());
start();

async function start() {
  const document_ = await (await fetch('/openapi')).json();
  const operation = document_.paths[`${collection}/{id}`].put;
  const schema = resolve(document_, operation.requestBody.content['application/json'].schema);
  if (id) {
    const response = await ask(`${api}/${id}`);
    if (response.ok) {
      etag = response.headers.get('ETag');
      before = await response.json();
    }
  }
  const root = objectOf(document_, schema, before, '');
  const check = button(form.dataset.check, 'button');
  const save = button(form.dataset.save, 'submit');
  check.addEventListener('click', () => dryRun(root.value()));
  form.append(root.element, check, ' ', save);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    put(root.value());
  });
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
  const input = schema.enum || type === 'boolean' ? choice(schema.enum ?? ['true', 'false'], value) : typed(schema, type, value);
  input.required = Boolean(isRequired);
  const label = labelled(name, pointer, input);
  return {
    element: label,
    value: () => {
      const text = input.value.trim();
      return text === '' ? undefined : type === 'boolean' ? text === 'true' : type === 'number' || type === 'integer' ? Number(text) : text;
    },
  };
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
  const entries = [];
  const add = button(form.dataset.add, 'button');
  const append = (value) => {
    const entry = fieldOf(document_, items, value, `${pointer}/${entries.length}`, `${entries.length + 1}`);
    const remove = button(form.dataset.remove, 'button');
    const row = document.createElement('div');
    row.className = 'entry';
    row.append(entry.element, remove);
    remove.addEventListener('click', () => {
      entries.splice(entries.indexOf(entry), 1);
      row.remove();
    });
    entries.push(entry);
    add.before(row);
  };
  element.append(add);
  values.forEach(append);
  if (name === 'sources' && !values.length) {
    append();
  }
  add.addEventListener('click', () => append());
  return {
    element: group(name, pointer, element),
    value: () => {
      const all = entries.map((entry) => entry.value()).filter((each) => each !== undefined);
      return all.length ? all : undefined;
    },
  };
}

function textsOf(schema, value, pointer, name) {
  const names = [...new Set([...Object.keys(value ?? {}), ...(pointer.endsWith('dimensions') ? [] : [language])])];
  const element = document.createElement('div');
  const rows = [];
  const add = button(form.dataset.add, 'button');
  const append = (key = '', text = '') => {
    const which = document.createElement('input');
    which.value = key;
    which.size = 4;
    which.setAttribute('aria-label', form.dataset.language);
    const what = document.createElement(text.length > 60 ? 'textarea' : 'input');
    what.value = text;
    what.setAttribute('aria-label', `${name} ${key}`);
    const row = document.createElement('div');
    row.className = 'entry texts';
    row.append(which, what);
    rows.push([which, what]);
    add.before(row);
  };
  element.append(add);
  names.forEach((key) => append(key, value?.[key] ?? ''));
  add.addEventListener('click', () => append());
  return {
    element: group(name, pointer, element),
    value: () => empty(Object.fromEntries(rows.map(([which, what]) => [which.value.trim(), what.value.trim()]).filter(([key, text]) => key && text))),
  };
}

function choice(values, value) {
  const select = document.createElement('select');
  for (const each of ['', ...values]) {
    select.add(new Option(each, each, false, String(value ?? '') === each));
  }
  return select;
}

function typed(schema, type, value) {
  const input = document.createElement('input');
  input.type = schema.format === 'date' ? 'date' : type === 'number' || type === 'integer' ? 'number' : 'text';
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
  label.append(spaced(name), input);
  return label;
}

function group(name, pointer, element) {
  const set = document.createElement('fieldset');
  set.dataset.pointer = pointer;
  set.className = 'wide';
  const legend = document.createElement('legend');
  legend.textContent = spaced(name);
  set.append(legend, element);
  return set;
}

function button(text, type) {
  const element = document.createElement('button');
  element.type = type;
  element.textContent = text;
  return element;
}

function spaced(name) {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function empty(object) {
  return object && Object.keys(object).length ? object : undefined;
}

async function dryRun(value) {
  clear();
  const response = await ask(`${api}/import?format=ndjson&mode=strict&dryRun=true`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: JSON.stringify({ id: recordId, ...value }),
  });
  const report = await response.clone().json().catch(() => ({}));
  const problems = report.problems ?? [];
  problems.forEach(({ pointer, detail }) => mark(pointer, detail));
  if (problems.length) {
    tell(problems.map(({ pointer, detail }) => `${pointer ?? ''} ${detail}`).join('\n'));
  } else if (!response.ok) {
    tell(await said(response));
  } else {
    tell(report.unchanged ? form.dataset.unchanged : `${form.dataset.fine} ${id ? effect(value) : ''}`);
  }
}

/** What will be otherwise, by field. */
function effect(value) {
  const changed = [...new Set([...Object.keys(value), ...Object.keys(before)])].filter((name) => !['id', 'version', 'recordedAt', 'supersededAt',
    'knownFrom', 'recordedBy', 'reason', 'parentId', 'warnings', 'statement', 'related', 'assessment'].includes(name)
    && JSON.stringify(sorted(value[name] ?? null)) !== JSON.stringify(sorted(isEmpty(before[name]) ? null : before[name])));
  return `${form.dataset.effect} ${changed.map(spaced).join(', ')}`;
}

function isEmpty(value) {
  return value == null || (typeof value === 'object' && !Object.keys(value).length);
}

function sorted(value) {
  return Array.isArray(value) ? value.map(sorted)
    : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, each]) => [key, sorted(each)]))
      : value;
}

async function put(value) {
  clear();
  const headers = { 'Content-Type': 'application/json' };
  if (etag) {
    headers['If-Match'] = etag;
  }
  const response = await ask(`${api}/${recordId}`, { method: 'PUT', headers, body: JSON.stringify(value) });
  if (response.ok) {
    location.assign(`${page}/${recordId}?lang=${language}`);
    return;
  }
  const problem = await response.clone().json().catch(() => ({}));
  (problem.violations ?? []).forEach(({ pointer, detail }) => mark(pointer, detail));
  tell(await said(response));
}

function clear() {
  form.querySelectorAll('.problem').forEach((each) => each.remove());
  tell('');
}

function mark(pointer, detail) {
  const parts = (pointer ?? '').split('/');
  for (; parts.length > 1; parts.pop()) {
    const place = form.querySelector(`[data-pointer="${CSS.escape(parts.join('/'))}"]`);
    if (place) {
      const text = document.createElement('span');
      text.className = 'problem';
      text.textContent = detail;
      place.append(text);
      return;
    }
  }
}

function tell(text) {
  outcome.textContent = text;
}
