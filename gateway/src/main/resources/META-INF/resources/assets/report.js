// One citation, one statement, its claims. All are checked by imports that only tell what would happen before anything is written; then
// the statement is put, and its claims are imported as one: all of them land or none.
import { ask, invite, said, waiting } from './token.js';

const form = document.getElementById('report');
const sentences = document.getElementById('sentences');
const save = document.getElementById('save');
const outcome = document.getElementById('outcome');
const statementId = crypto.randomUUID();
let etag;

const plain = ({ name }) => name && name !== 'gathering';

invite(() => Object.fromEntries([...form.elements].filter(plain).map(({ name, value }) => [name, value])));
Object.entries(waiting() ?? {}).forEach(([name, value]) => {
  form.elements[name].value = value;
});
document.getElementById('split').addEventListener('click', () => {
  const segments = new Intl.Segmenter(form.language.value, { granularity: 'sentence' }).segment(form.text.value);
  const boxes = [...segments].map(({ segment }) => segment.trim()).filter(Boolean).map((text) => {
    const label = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.value = text;
    box.dataset.id = crypto.randomUUID();
    label.append(box, ' ', text);
    return label;
  });
  sentences.replaceChildren(sentences.querySelector('legend'), ...boxes);
  sentences.hidden = save.hidden = false;
});

find(form.find.value.trim());
form.find.addEventListener('change', () => find(form.find.value.trim()));

/** Offers the meetings that fit; without words those of the last year and to come, the latest first. */
async function find(words) {
  const from = new Date(Date.now() - 365 * 86400000).toISOString().slice(0, 10);
  const response = await ask(words ? `/api/search?${new URLSearchParams({ q: words, limit: 100 })}` : `/api/events/gatherings?from=${from}&limit=200`);
  const { items = [] } = response.ok ? await response.json() : {};
  const meetings = words ? items.filter(({ type }) => type === 'gathering')
    : items.sort((one, other) => (one.startsOn < other.startsOn ? 1 : -1)).map(({ id, title, startsOn }) => ({ id, title: `${title[document.documentElement.lang] ?? Object.values(title)[0]} (${startsOn ?? '…'})` }));
  form.gathering.replaceChildren(new Option('', ''), ...meetings.map(({ id, title }) => new Option(title, id)));
  if (words && meetings.length) {
    form.gathering.value = meetings[0].id;
  }
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  save.disabled = true;
  try {
    await record();
  } finally {
    save.disabled = false;
  }
});

async function record() {
  outcome.textContent = '';
  const language = form.language.value;
  const citation = {
    type: 'news-report', title: form.title.value, publisher: form.publisher.value, language,
    ...(form.url.value && { url: form.url.value }), ...(form.publishedOn.value && { publishedOn: form.publishedOn.value }),
  };
  const statement = {
    id: statementId, gatheringId: form.gathering.value, kind: 'press-release', rendering: 'verbatim', collective: { [language]: form.speaker.value },
    text: { [language]: form.text.value }, originalLanguage: language, sources: [citation],
    ...(form.saidOn.value && { saidOn: form.saidOn.value }),
  };
  const claims = [...sentences.querySelectorAll('input:checked')].map((box) => ({
    id: box.dataset.id, statementId, text: { [language]: box.value }, kind: 'occurrence',
    sources: [{ ...citation, quote: box.value.slice(0, 500) }], ...(form.saidOn.value && { aboutDate: form.saidOn.value }),
  }));
  const refusals = [
    ...await refusalsOf('statements', [statement], true),
    // Their statement is not there yet, which is no fault of theirs.
    ...(await refusalsOf('claims', claims, true)).filter(({ pointer }) => etag || pointer !== '/statementId'),
  ];
  if (refusals.length) {
    tell(form.dataset.refused, refusals);
    return;
  }
  const { id, ...body } = statement;
  const response = await ask(`/api/events/statements/${id}`, {
    method: 'PUT', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...(etag && { 'If-Match': etag }) },
  });
  if (!response.ok) {
    tell(form.dataset.refused, [{ detail: await said(response) }]);
    return;
  }
  etag = response.headers.get('ETag');
  const failures = await refusalsOf('claims', claims, false);
  if (failures.length) {
    tell(form.dataset.half, failures);
    outcome.append(document.createElement('br'), link('statements', statement));
    return;
  }
  outcome.replaceChildren(form.dataset.saved, ...[link('statements', statement), ...claims.map((claim) => link('claims', claim))]
    .flatMap((each) => [document.createElement('br'), each]));
  save.hidden = true;
}

/** What an import refuses of records that are to land together: {pointer, detail}. */
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
  const errors = problems.filter(({ severity }) => severity === 'error');
  return errors.length ? errors : [{ detail: await said(response) }];
}

function link(collection, { id, text }) {
  const element = document.createElement('a');
  element.href = `/records/events/${collection}/${id}?lang=${document.documentElement.lang}`;
  element.textContent = Object.values(text)[0].slice(0, 80);
  return element;
}

function tell(lead, refusals) {
  outcome.textContent = [lead, ...refusals.map(({ pointer, detail }) => (pointer ? `${pointer}: ${detail}` : detail))].join('\n');
}
