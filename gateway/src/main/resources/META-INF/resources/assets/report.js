// One citation, one statement, its claims. All are checked by imports that only tell what would happen before anything is written; then
// the statement is imported, and its claims as one: all of them land or none. A record keeps its id for as long as the page is open,
// so that saving again changes what was changed since, and repeats nothing.
import { draftOf } from './draft.js';
import { sourcePicker } from './sources.js';
import { ask, invite, said } from './token.js';

const form = document.getElementById('report');
const sentences = document.getElementById('sentences');
const save = document.getElementById('save');
const outcome = document.getElementById('outcome');
const words = JSON.parse(form.dataset.words);
// How many options the lists of what is found have always.
const LISTS = { gathering: 1, who: 2 };
const NUMERIC = { percent: 'share', days: 'duration' };
const waited = draftOf(left);
const draft = waited ?? {};
const statementId = draft.statementId ?? crypto.randomUUID();
// What the services have, by id: the statement, and claims with their text.
const recorded = new Map(draft.recorded);
// By their words: marked, id, and the figure in them.
const known = new Map(draft.sentences);
let picked = draft.picked;
const fields = [...form.elements].filter(({ name }) => name && !(name in LISTS));
// How often something was filled in, and how often by then when it was recorded last.
let changes = waited ? 1 : 0;
let recordedChanges = 0;

invite();
draft.fields?.forEach(([name, value]) => {
  form.elements[name].value = value;
});
draft.chosen?.forEach(([name, option]) => {
  offer(form.elements[name], [option]);
  form.elements[name].value = option.id;
});
// What is found later changes no meeting that was chosen.
let isChosen = Boolean(form.gathering.value);
if (known.size) {
  split();
}
form.prepend(sourcePicker(words, ['events', ...form.dataset.domains.split(' ').filter((domain) => domain !== 'events')], cite));
document.getElementById('split').addEventListener('click', split);
sentences.addEventListener('change', ({ target }) => {
  if (target.type === 'checkbox') {
    target.closest('.sentence').querySelector('.fields').hidden = !target.checked;
  }
});

choose();
// The meetings that fit; without words those of the last year and to come, the latest first.
offersFound(form.find, form.gathering, (text) => (text ? search(text, ['gathering']) : latest()), (text, [first]) => {
  if (text && first && !isChosen) {
    form.gathering.value = first.id;
  }
});
// Who of the record fits, beside those who are named only in the text, and nobody.
offersFound(form.findSpeaker, form.who, (text) => (text ? search(text, ['person', 'organisation']) : []));
form.gathering.addEventListener('change', () => {
  isChosen = Boolean(form.gathering.value);
});
form.who.addEventListener('change', choose);
form.addEventListener('input', () => {
  changes++;
});

/** What is to wait for the return to this form. */
function left() {
  return changes > recordedChanges ? {
    statementId, recorded: [...recorded], sentences: [...known, ...read().map((each) => [each.text, each])], picked,
    fields: fields.map(({ name, value }) => [name, value]), chosen: Object.keys(LISTS).map((name) => [name, chosenIn(form.elements[name])]),
  } : undefined;
}

/** Fills in a source that was cited before. */
function cite(source) {
  picked = source;
  changes++;
  for (const name of ['title', 'publisher', 'url', 'publishedOn']) {
    form.elements[name].value = source[name] ?? '';
  }
  if ([...form.language.options].some(({ value }) => value === source.language)) {
    form.language.value = source.language;
  }
  form.find.focus();
}

/** What the form has no field for, of the source that was picked and is still the one that it names; any other has the text's language. */
function rest() {
  const { type = 'news-report', language, relayedFrom, publishedOn } = picked?.title === form.title.value
    && picked.publisher === form.publisher.value ? picked : { language: form.language.value };
  return {
    type, ...(language && { language }), ...(relayedFrom && { relayedFrom }),
    // A month or a year is no day that the form could show.
    ...(publishedOn && !/^\d{4}-\d\d-\d\d$/.test(publishedOn) && { publishedOn }),
  };
}

/**
 * Has a list offer what the words of a field find, and at first what fits without words.
 *
 * @param find gives what fits words
 * @param then is told the words, and what was found
 */
function offersFound(field, list, find, then = () => undefined) {
  let asked = 0;
  const look = async () => {
    const number = ++asked;
    const text = field.value.trim();
    const found = await find(text);
    // Not in place of what was asked for since.
    if (number === asked) {
      offer(list, found);
      then(text, found);
    }
  };
  field.addEventListener('change', look);
  field.addEventListener('keydown', (event) => {
    // It looks, and records nothing. An input method has its own use of that key.
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      look();
    }
  });
  look();
}

/** Offers what was found, beside what is there always and what is chosen. */
function offer(list, found) {
  [...list.options].slice(LISTS[list.name]).forEach((option) => option.selected || option.remove());
  const offered = [...list.options].map(({ value }) => value);
  list.append(...found.filter(({ id }) => !offered.includes(id)).map(({ id, title }) => new Option(title, id)));
}

function chosenIn({ selectedOptions: [{ value, text }] }) {
  return { id: value, title: text };
}

/** Words have one speaker: in the text's words only where it is nobody else. */
function choose() {
  form.speaker.disabled = form.who.value !== '';
}

async function search(text, types) {
  const response = await ask(`/api/search?${new URLSearchParams({ q: text, limit: 100, lang: document.documentElement.lang })}`);
  const { items = [] } = response.ok ? await response.json() : {};
  return items.filter(({ type }) => types.includes(type));
}

async function latest() {
  const from = new Date(Date.now() - 365 * 86400000).toISOString().slice(0, 10);
  const response = await ask(`/api/events/gatherings?from=${from}&limit=200`);
  const { items = [] } = response.ok ? await response.json() : {};
  return items.sort((one, other) => (one.startsOn < other.startsOn ? 1 : -1))
    .map(({ id, title, startsOn }) => ({ id, title: `${title[document.documentElement.lang] ?? Object.values(title)[0]} (${startsOn ?? '…'})` }));
}

/**
 * Shows the sentences of the text as it stands; what was marked or filled in before in the same words is so again. A sentence that is
 * shown already stays as it is: someone may be typing in it.
 */
async function split() {
  const text = form.text.value;
  const figures = await figuresIn(text);
  // Now, and not before the answer: what was filled in meanwhile stays.
  if (!sentences.hidden) {
    read().forEach((each) => known.set(each.text, each));
  }
  const shown = new Map([...sentences.querySelectorAll('.sentence')].map((element) => [element.querySelector('[type=checkbox]').value, element]));
  const parts = [...new Intl.Segmenter(form.language.value, { granularity: 'sentence' }).segment(text)];
  const unique = new Map(parts.map(({ segment, index }) => [segment.trim(), { index, end: index + segment.length }]));
  unique.delete('');
  shown.forEach((element, each) => unique.has(each) || element.remove());
  let last = sentences.querySelector('legend');
  unique.forEach(({ index, end }, each) => {
    const element = shown.get(each) ?? sentence(known.get(each) ?? {
      text: each, id: crypto.randomUUID(), isMarked: false, value: figures.find(({ from }) => from >= index && from < end)?.value ?? '',
    });
    if (last.nextElementSibling !== element) {
      last.after(element);
    }
    last = element;
  });
  sentences.hidden = save.hidden = false;
}

/** The figures that the text check finds, each with its place; none where it does not answer: they can be typed. */
async function figuresIn(text) {
  const response = await ask('/api/briefs/check', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text, lang: form.language.value }),
  }).catch(() => undefined);
  const { findings = [] } = response?.ok ? await response.json() : {};
  return findings.filter(({ kind }) => kind === 'number').map(({ from, text: figure }) => ({
    from, value: figure.replace(/[\s\u00a0\u202f]|,(?=\d{3})/g, '').replace(',', '.'),
  }));
}

function sentence({ text, id, isMarked, value = '', relation = 'exactly', unit = '', aboutDate = '' }) {
  const element = document.createElement('div');
  element.className = 'sentence';
  element.dataset.id = id;
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.value = text;
  box.checked = isMarked;
  const mark = document.createElement('label');
  mark.append(box, ' ', text);
  const details = document.createElement('div');
  details.className = 'fields';
  details.hidden = !isMarked;
  const relations = document.createElement('select');
  for (const each of ['exactly', 'about', 'more-than', 'at-least', 'at-most']) {
    relations.add(new Option(each === 'exactly' ? '=' : words[`relation.${each}`].replace('{0}', '…'), each, false, each === relation));
  }
  const units = input(unit, 'text');
  units.setAttribute('list', 'units');
  details.append(
    labelled('/quantity', 'relation', relations, words['report.relation']), labelled('/quantity/value', 'value', input(value, 'number')),
    labelled('/quantity/unit', 'unit', units), labelled('/aboutDate', 'aboutDate', input(aboutDate, 'text', '2025-12')),
  );
  element.append(mark, details);
  return element;
}

function input(value, type, placeholder = '') {
  const element = document.createElement('input');
  Object.assign(element, { value, type, placeholder });
  if (type === 'number') {
    element.step = 'any';
  }
  return element;
}

function labelled(pointer, name, field, text = words[`field.${name}`]) {
  const label = document.createElement('label');
  label.dataset.pointer = pointer;
  field.dataset.name = name;
  label.append(text, field);
  return label;
}

/** What the sentences say by now. */
function read() {
  return [...sentences.querySelectorAll('.sentence')].map((element) => ({
    id: element.dataset.id, text: element.querySelector('[type=checkbox]').value, isMarked: element.querySelector('[type=checkbox]').checked,
    ...Object.fromEntries([...element.querySelectorAll('[data-name]')].map(({ dataset, value }) => [dataset.name, value.trim()])),
  }));
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  // By the Enter key, before there is anything to be recorded.
  if (save.hidden) {
    return;
  }
  save.disabled = true;
  try {
    await record();
  } catch {
    tell([words['report.unknown']]);
  } finally {
    save.disabled = false;
  }
});
// Until here the Enter key would have sent the form as a browser does by itself: all that is filled in, in an address.
save.disabled = false;
document.getElementById('split').disabled = false;

async function record() {
  clear();
  const shown = changes;
  const language = form.language.value;
  const citation = {
    ...rest(), title: form.title.value, publisher: form.publisher.value,
    ...(form.url.value && { url: form.url.value }), ...(form.publishedOn.value && { publishedOn: form.publishedOn.value }),
  };
  const statement = {
    id: statementId, gatheringId: form.gathering.value, kind: form.kind.value, ...speakerIn(language),
    ...(form.rendering.value && { rendering: form.rendering.value }),
    text: { [language]: form.text.value }, originalLanguage: language, sources: [citation],
    ...(form.saidOn.value && { saidOn: form.saidOn.value }),
  };
  const claims = read().filter(({ isMarked }) => isMarked).map(({ id, text, value, relation, unit, aboutDate }) => ({
    id, statementId, text: { [language]: text }, kind: kindOf(value, unit), sources: [{ ...citation, quote: text.slice(0, 500) }],
    ...(value && { quantity: { relation, value: Number(value), ...(unit && { unit }) } }),
    ...((aboutDate || form.saidOn.value) && { aboutDate: aboutDate || form.saidOn.value }),
  }));
  const refusals = [
    ...await refusalsOf('statements', [statement], true),
    // Their statement is not there yet, which is no fault of theirs.
    ...(await refusalsOf('claims', claims, true)).filter(({ pointer }) => recorded.has(statementId) || pointer !== '/statementId'),
  ];
  if (refusals.length) {
    refuse(words[recorded.size ? 'report.refused-again' : 'report.refused'], refusals);
    return;
  }
  const failures = await refusalsOf('statements', [statement], false);
  if (failures.length) {
    refuse(words[recorded.size ? 'report.refused-again' : 'report.refused'], failures);
    return;
  }
  recorded.set(statementId, form.text.value);
  const missed = await refusalsOf('claims', claims, false);
  if (missed.length) {
    refuse(words['report.half'], missed);
    list([link('statements', statementId)]);
    return;
  }
  claims.forEach(({ id, text }) => recorded.set(id, text[language]));
  recordedChanges = shown;
  tell([words['report.saved']]);
  list([link('statements', statementId), ...claims.map(({ id }) => link('claims', id))]);
  const left = [...recorded.keys()].filter((id) => id !== statementId && !claims.some((claim) => claim.id === id));
  if (left.length) {
    tell([words['report.left']]);
    list(left.map((id) => link('claims', id)));
  }
}

function speakerIn(language) {
  const who = form.who.value;
  return who === 'nobody' ? { unattributed: true } : who ? { speakerId: who } : { collective: { [language]: form.speaker.value } };
}

/** What is claimed by it: a number of something, of money, of a hundred, of days; without a number, that something is so. */
function kindOf(value, unit) {
  return value ? NUMERIC[unit] ?? (/^[A-Z]{3}$/.test(unit) ? 'amount' : 'count') : 'occurrence';
}

/** What an import refuses of records that are to land together: {id, pointer, detail}. */
async function refusalsOf(collection, records, isDryRun) {
  if (!records.length) {
    return [];
  }
  const response = await ask(`/api/events/${collection}/import?format=ndjson&mode=strict${isDryRun ? '&dryRun=true' : ''}`, {
    method: 'POST', headers: { 'Content-Type': 'application/x-ndjson' }, body: records.map((each) => JSON.stringify(each)).join('\n'),
  });
  if (response.ok) {
    return [];
  }
  const { problems = [] } = await response.clone().json().catch(() => ({}));
  const errors = problems.filter(({ severity }) => severity === 'error').map((problem) => ({ ...problem, id: records[problem.line - 1]?.id }));
  return errors.length ? errors : [{ detail: await said(response) }];
}

function clear() {
  outcome.replaceChildren();
  form.querySelectorAll('.problem').forEach((each) => each.remove());
  form.querySelectorAll('[aria-invalid]').forEach((each) => {
    each.removeAttribute('aria-invalid');
    each.removeAttribute('aria-describedby');
  });
}

/** Says what is refused, and says it again at the field of the sentence, or of the statement, that it is about. */
function refuse(lead, refusals) {
  tell([lead]);
  list(refusals.map(({ id, pointer, detail }) => {
    const entry = document.createElement('span');
    const text = recorded.get(id) ?? read().find((each) => each.id === id)?.text;
    entry.textContent = [text && `“${text.slice(0, 60)}”`, pointer && named(pointer), detail].filter(Boolean).join(' · ');
    return entry;
  }));
  refusals.forEach(({ id, pointer, detail }, number) => mark(id, pointer ?? '', detail, `problem-${number}`));
  form.querySelector('[aria-invalid]')?.focus();
}

function named(pointer) {
  return pointer.split('/').filter((part) => part && !/^\d+$/.test(part)).map((part) => words[`field.${part}`] ?? part).join(' · ');
}

function mark(id, pointer, detail, problemId) {
  const place = sentences.querySelector(`[data-id="${CSS.escape(id ?? '')}"]`) ?? form;
  const around = pointer.split('/').map((_, index, parts) => parts.slice(0, parts.length - index).join('/')).filter(Boolean);
  const field = around.map((each) => place.querySelector(`[data-pointer="${CSS.escape(each)}"]`)).find(Boolean);
  if (!field && place === form) {
    return;
  }
  const text = document.createElement('span');
  text.className = 'problem';
  text.id = problemId;
  text.textContent = detail;
  (field ?? place).append(text);
  const control = (field ?? place).querySelector('input, select, textarea');
  control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-describedby', problemId);
}

function link(collection, id) {
  const element = document.createElement('a');
  element.href = `/records/events/${collection}/${id}?lang=${document.documentElement.lang}`;
  element.textContent = recorded.get(id).slice(0, 80);
  return element;
}

function tell(lines) {
  for (const line of lines) {
    const entry = document.createElement('p');
    entry.textContent = line;
    outcome.append(entry);
  }
}

function list(entries) {
  const items = document.createElement('ul');
  items.append(...entries.map((each) => {
    const item = document.createElement('li');
    item.append(each);
    return item;
  }));
  outcome.append(items);
}
