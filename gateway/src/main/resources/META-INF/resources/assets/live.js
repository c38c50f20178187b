// Shows changes as they come. Reads the stream itself: EventSource would need to know every type of event by name.
const list = document.getElementById('live');
const language = document.documentElement.lang;
const countries = new Intl.DisplayNames([language], { type: 'region' });
const clock = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
const words = JSON.parse(list.dataset.words);
const pages = JSON.parse(list.dataset.pages);
const most = 20;
let lastId;
let retry = 3000;

say(list.dataset.waiting);
follow();

async function follow() {
  for (;;) {
    try {
      const headers = { Accept: 'text/event-stream' };
      if (lastId) {
        headers['Last-Event-ID'] = lastId;
      }
      const response = await fetch('/api/changes', { headers });
      if (response.status === 410) {
        // Too long away: what was missed is in the record itself, here only what comes counts.
        lastId = undefined;
      } else if (response.ok) {
        say(list.dataset.waiting);
        await read(response.body.pipeThrough(new TextDecoderStream()).getReader());
      } else {
        say(list.dataset.lost);
      }
    } catch {
      say(list.dataset.lost);
    }
    await new Promise((done) => setTimeout(done, retry));
  }
}

async function read(reader) {
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const frames = (rest + value).split('\n\n');
    rest = frames.pop();
    frames.forEach(take);
  }
}

function take(frame) {
  for (const line of frame.split('\n')) {
    if (line.startsWith('id: ')) {
      lastId = line.slice(4);
    } else if (line.startsWith('retry: ')) {
      retry = Number(line.slice(7));
    } else if (line.startsWith('data: ')) {
      show(JSON.parse(line.slice(6)));
    }
  }
}

function say(text) {
  if (!list.querySelector('li:not(.state)')) {
    const item = document.createElement('li');
    item.className = 'state meta';
    item.textContent = text;
    list.replaceChildren(item);
  }
}

function show(event) {
  list.querySelector('.state')?.remove();
  const item = document.createElement('li');
  const page = pageOf(event);
  const what = document.createElement(page ? 'a' : 'span');
  what.textContent = [typeOf(event), titleOf(event)].filter(Boolean).join(': ');
  if (page) {
    what.href = `${page}?lang=${language}`;
  }
  const about = document.createElement('div');
  const time = document.createElement('time');
  time.dateTime = event.time;
  time.textContent = clock.format(new Date(event.time));
  const more = document.createElement('span');
  more.className = 'type';
  more.textContent = [howOf(event), countriesOf(event)].filter(Boolean).map((text) => ` · ${text}`).join('');
  about.append(time, more);
  item.append(what, about);
  list.prepend(item);
  while (list.children.length > most) {
    list.lastChild.remove();
  }
}

// The page of the record that changed, as in the feeds; none of what is no record.
function pageOf({ dataschema, subject, data }) {
  // Such as …/events.membership.v1.schema.json
  const topic = (dataschema ?? '').replace(/.*\//, '').replace(/\.v\d+\.schema\.json$/, '');
  const page = data?.withheld ? undefined : pages[topic];
  return page?.includes('{parentId}') && !data?.parentId
    ? undefined
    : page?.replace('{id}', subject).replace('{parentId}', data?.parentId);
}

// Such as org.tamga.trade.company.registered.v1
function typeOf({ type }) {
  const aggregate = type.split('.')[3] ?? type;
  return words[`type.${aggregate}`] ?? aggregate.replaceAll('-', ' ');
}

function howOf({ data }) {
  return words[`reason.${data?.reason}`] ?? words[`verdict.${data?.after}`];
}

function titleOf({ data }) {
  const period = data?.after?.[0] ?? data?.before?.[0] ?? {};
  const texts = period.title ?? period.name ?? period.text ?? nameOf(period.names ?? []) ?? data?.title ?? data?.name;
  return typeof texts === 'object' && texts ? texts[language] ?? texts.en ?? Object.values(texts)[0] : texts ?? data?.code;
}

// As the pages choose it: one that it has today, in this language, else a legal or official one, in English if there is.
function nameOf(names) {
  const today = new Date().toISOString();
  const isHad = ({ type, validFrom, validTo }) => type !== 'former'
    && (!validFrom || validFrom <= today) && (!validTo || validTo >= today.slice(0, validTo.length));
  const rank = (name) => [isHad(name), name.lang === language, ['legal', 'official'].includes(name.type), name.lang === 'en']
    .reduce((sum, is) => 2 * sum + Number(is), 0);
  return names.reduce((best, name) => (best && rank(best) >= rank(name) ? best : name), undefined)?.text;
}

function countriesOf({ countries: codes }) {
  return (codes ?? '').split(',').filter(Boolean).map((code) => countries.of(code)).join(', ');
}
