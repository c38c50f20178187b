// Shows changes as they come. Reads the stream itself: EventSource would need to know every type of event by name.
const list = document.getElementById('live');
const language = document.documentElement.lang;
const countries = new Intl.DisplayNames([language], { type: 'region' });
const clock = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
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
  const what = document.createElement('div');
  what.textContent = [titleOf(event), countriesOf(event)].filter(Boolean).join(' · ');
  const about = document.createElement('div');
  const time = document.createElement('time');
  time.dateTime = event.time;
  time.textContent = clock.format(new Date(event.time));
  const type = document.createElement('code');
  type.className = 'type';
  type.textContent = event.type.replace(/^org\.tamga\./, '').replace(/\.v\d+$/, '');
  about.append(time, ' ', type);
  item.append(what, about);
  list.prepend(item);
  while (list.children.length > most) {
    list.lastChild.remove();
  }
}

function titleOf({ data, subject }) {
  const period = data?.after?.[0] ?? data?.before?.[0] ?? {};
  const words = period.title ?? period.name ?? period.text ?? nameOf(period.names ?? []);
  const text = typeof words === 'object' && words ? words[language] ?? words.en ?? Object.values(words)[0] : words;
  return text ?? subject;
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
