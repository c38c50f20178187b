// One citation, one statement, its claims: put one after the other. What is refused on the way leaves what came before it saved,
// which is said; the next attempt goes on from there.
import { ask, claims, said } from './token.js';

const form = document.getElementById('report');
const sentences = document.getElementById('sentences');
const save = document.getElementById('save');
const outcome = document.getElementById('outcome');
const statementId = crypto.randomUUID();
// The ETag of each record that has been saved.
const saved = new Map();

document.getElementById('signed-out').hidden = Boolean(claims());
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

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  outcome.textContent = '';
  const language = form.language.value;
  const citation = {
    type: 'news-report', title: form.title.value, publisher: form.publisher.value, language,
    ...(form.url.value && { url: form.url.value }), ...(form.publishedOn.value && { publishedOn: form.publishedOn.value }),
  };
  const quoted = (text) => [{ ...citation, quote: text.slice(0, 500) }];
  const statement = {
    kind: 'press-release', rendering: 'verbatim', collective: { [language]: form.speaker.value }, text: { [language]: form.text.value },
    originalLanguage: language, sources: [citation], ...(form.saidOn.value && { saidOn: form.saidOn.value }),
  };
  const marked = [...sentences.querySelectorAll('input:checked')].map((box) => [box.dataset.id, {
    statementId, text: { [language]: box.value }, kind: 'occurrence', sources: quoted(box.value),
    ...(form.saidOn.value && { aboutDate: form.saidOn.value }),
  }]);
  const links = [];
  for (const [collection, id, body] of [['statements', statementId, statement], ...marked.map(([id, claim]) => ['claims', id, claim])]) {
    const response = await ask(`/api/events/${collection}/${id}`, {
      method: 'PUT', body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...(saved.has(id) && { 'If-Match': saved.get(id) }) },
    });
    if (!response.ok) {
      outcome.replaceChildren(await said(response), ...(links.length ? [document.createElement('br'), form.dataset.saved, ...links] : []));
      return;
    }
    saved.set(id, response.headers.get('ETag'));
    const link = document.createElement('a');
    link.href = `/records/events/${collection}/${id}?lang=${document.documentElement.lang}`;
    link.textContent = Object.values(body.text)[0].slice(0, 80);
    links.push(document.createElement('br'), link);
  }
  outcome.replaceChildren(form.dataset.saved, ...links);
  save.hidden = true;
});
