// A field that finds sources which the record has cited before, by any part of title, publisher, date or address. Picking one hands it
// over to be filled in. An editable combobox as the ARIA Authoring Practices have it: the fields below it work without it.
const MOST = 8;
const PAUSE = 200;
let made = 0;

/**
 * Makes the field.
 *
 * @param words the page's words
 * @param domains those whose record is looked through, the nearest first
 * @param pick is given the source that was picked, as a citation without its place
 */
export function sourcePicker(words, domains, pick) {
  const name = `picker-${made++}`;
  const input = document.createElement('input');
  Object.assign(input, { type: 'search', maxLength: 200, autocomplete: 'off' });
  const list = document.createElement('ul');
  Object.assign(list, { id: name, className: 'picker', hidden: true });
  const status = document.createElement('span');
  status.className = 'meta';
  status.setAttribute('role', 'status');
  set(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': name });
  set(list, { role: 'listbox', 'aria-label': words['sources.find'] });
  const label = document.createElement('label');
  label.append(words['sources.find'], input);
  const element = document.createElement('div');
  element.className = 'wide';
  element.append(label, list, status);

  let found = [];
  let active = -1;
  let asked = 0;
  let timer;

  function close() {
    clearTimeout(timer);
    asked++;
    found = [];
    list.hidden = true;
    list.replaceChildren();
    status.textContent = '';
    activate(-1);
    input.setAttribute('aria-expanded', 'false');
  }

  function activate(number) {
    active = number;
    [...list.children].forEach((option, index) => option.setAttribute('aria-selected', String(index === active)));
    if (active < 0) {
      input.removeAttribute('aria-activedescendant');
    } else {
      input.setAttribute('aria-activedescendant', list.children[active].id);
      list.children[active].scrollIntoView({ block: 'nearest' });
    }
  }

  async function find() {
    const number = ++asked;
    const sources = await cited(domains, input.value.trim());
    if (number !== asked) {
      return;
    }
    found = sources;
    list.replaceChildren(...found.map((source, index) => option(source, `${name}-${index}`)));
    list.hidden = !found.length;
    input.setAttribute('aria-expanded', String(Boolean(found.length)));
    status.textContent = words[found.length ? 'sources.found' : 'sources.none'].replace('{0}', found.length);
    activate(-1);
  }

  function choose(number) {
    const source = found[number];
    close();
    input.value = '';
    pick(source);
  }

  input.addEventListener('input', (event) => {
    // What is looked for is nothing that the form says.
    event.stopPropagation();
    clearTimeout(timer);
    if (input.value.trim()) {
      timer = setTimeout(find, PAUSE);
    } else {
      close();
    }
  });
  input.addEventListener('keydown', (event) => {
    const { key } = event;
    if (key === 'Escape' && !list.hidden) {
      close();
    } else if (key === 'Enter') {
      if (active >= 0) {
        choose(active);
      }
    } else if (key === 'ArrowDown' && list.hidden) {
      find();
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      const step = key === 'ArrowDown' ? 1 : -1;
      activate(active < 0 && step < 0 ? found.length - 1 : (active + step + found.length) % found.length);
    } else {
      return;
    }
    event.preventDefault();
  });
  input.addEventListener('blur', close);
  // The field keeps the focus while an option is pressed.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => choose([...list.children].indexOf(target.closest('[role=option]'))));
  return element;
}

/** What the domains have cited, the first's first and each source once; a service that is away has none. */
async function cited(domains, text) {
  const lists = await Promise.all(domains.map(async (domain) => {
    const answer = await fetch(`/api/${domain}/cited-sources?${new URLSearchParams({ q: text, limit: MOST })}`,
      { headers: { Accept: 'application/json' } }).catch(() => undefined);
    return answer?.ok ? (await answer.json()).items : [];
  }));
  return [...new Map(lists.flat().map((source) => [JSON.stringify(source), source])).values()].slice(0, MOST);
}

function option(source, id) {
  const element = document.createElement('li');
  element.id = id;
  set(element, { role: 'option', 'aria-selected': 'false', ...(source.language && { lang: source.language }) });
  const about = document.createElement('span');
  about.className = 'meta';
  about.textContent = [source.publisher, source.publishedOn, source.url].filter(Boolean).join(' · ');
  element.append(source.title, ' ', about);
  return element;
}

function set(element, attributes) {
  Object.entries(attributes).forEach(([attribute, value]) => element.setAttribute(attribute, value));
}
