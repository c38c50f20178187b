import { ask, claims, keep, who as signedIn } from './token.js';

const form = document.getElementById('sign-in');
const who = document.getElementById('who');
const ways = document.getElementById('ways');
const out = document.getElementById('sign-out');
const webhooks = document.getElementById('webhooks');
// Where to go on afterwards: a page of ours alone.
const next = ours(new URLSearchParams(location.search).get('next') ?? '');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  keep(form.token.value.trim());
  form.token.value = '';
  if (!claims()) {
    keep();
  } else if (next) {
    location.assign(next);
    return;
  }
  show(true);
});
// Until here it would have sent the form as a browser does by itself.
form.querySelector('button').disabled = false;
out.querySelector('button').addEventListener('click', () => {
  keep();
  show(false);
});
show(false);

function ours(address) {
  try {
    const { href, pathname } = new URL(address, location.origin);
    return href.startsWith(`${location.origin}/`) && pathname !== '/' ? href : undefined;
  } catch {
    // No address at all.
    return undefined;
  }
}

async function show(isTold) {
  const said = await signedIn();
  ways.hidden = Boolean(said);
  out.hidden = !said;
  out.querySelector('button').hidden = !said?.until;
  out.querySelector('[href="/sign-out"]').hidden = Boolean(said?.until);
  webhooks.hidden = !said?.groups.includes('subscriber');
  who.textContent = said?.until ? form.dataset.in.replace('{0}', said.name).replace('{1}', local(said.until))
    : said ? form.dataset.as.replace('{0}', said.name)
      : isTold ? form.dataset.bad : '';
  if (!webhooks.hidden) {
    const response = await ask('/api/webhooks');
    const { items = [] } = response.ok ? await response.json() : {};
    webhooks.querySelector('ul').replaceChildren(...(items.length ? items.map(line) : [item(webhooks.dataset.none)]));
  }
}

function line({ url, status, failingSince }) {
  const isOff = status === 'disabled';
  const entry = item(`${url} · ${isOff ? webhooks.dataset.disabled : webhooks.dataset.active}`);
  if (failingSince) {
    const more = document.createElement('p');
    more.className = isOff ? 'missing' : 'meta';
    more.textContent = (isOff ? webhooks.dataset.off : webhooks.dataset.failing).replace('{0}', local(failingSince));
    entry.append(more);
  }
  return entry;
}

function local(instant) {
  return new Date(instant).toLocaleString(document.documentElement.lang);
}

function item(text) {
  const entry = document.createElement('li');
  entry.textContent = text;
  return entry;
}
