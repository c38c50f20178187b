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
    const { sources, away } = await cited(domains, input.value.trim());
    if (number !== asked) {
      return;
    }
    found = sources;
    list.replaceChildren(...found.map((source, index) => option(source, `${name}-${index}`)));
    list.hidden = !found.length;
    input.setAttribute('aria-expanded', String(Boolean(found.length)));
    const said = [];
    if (found.length || !away.length) {
      said.push(words[found.length ? 'sources.found' : 'sources.none'].replace('{0}', found.length));
    }
    if (away.length) {
      said.push(words['sources.away'].replace('{0}', away.map((domain) => words[`domain.${domain}`] ?? domain).join(', ')));
    }
    status.textContent = said.join(' · ');
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
    // An input method has its own use of these keys.
    if (event.isComposing) {
      return;
    }
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
  list.addEventListener('click', ({ target }) => {
    // None on the border.
    const number = [...list.children].indexOf(target.closest('[role=option]'));
    if (number >= 0) {
      choose(number);
    }
  });
  return element;
}

/** What the domains have cited, the first's first and each source once; and those domains that could not answer. */
async function cited(domains, text) {
  const query = new URLSearchParams({ q: text, limit: MOST });
  const answers = await Promise.allSettled(domains.map(async (domain) => {
    const response = await fetch(`/api/${domain}/cited-sources?${query}`, { headers: { Accept: 'application/json' } });
    if (!response.ok) {
      throw new Error(response.status);
    }
    return [...(await response.json()).items];
  }));
  const sources = new Map(answers.flatMap(({ value = [] }) => value).map((source) => [JSON.stringify(source), source]));
  return {
    sources: [...sources.values()].slice(0, MOST), away: domains.filter((_, index) => answers[index].status === 'rejected'),
  };
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
