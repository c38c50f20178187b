// Who is signed in, and how it is asked on their behalf: with the token that an editor pasted, kept for this window alone and sent in a
// header alone; else with the session that the gateway keeps, whose token no script sees.
const KEY = 'tamga.token';
const SESSION = { 'Tamga-Session': 'page' };

function token() {
  return sessionStorage.getItem(KEY);
}

export function keep(text) {
  if (text) {
    sessionStorage.setItem(KEY, text);
  } else {
    sessionStorage.removeItem(KEY);
  }
}

/** What the token says of itself; undefined for what is none or has expired. It is the services that verify it. */
export function claims() {
  try {
    const part = token().split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const said = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0))));
    return said.exp * 1000 > Date.now() ? said : undefined;
  } catch {
    return undefined;
  }
}

/** Whoever is signed in: {name, groups, until}, the last for a token alone; undefined for nobody. */
export async function who() {
  const said = claims();
  if (said) {
    return { name: said.preferred_username ?? said.sub, groups: said.groups ?? [], until: new Date(said.exp * 1000) };
  }
  const response = await fetch('/api/session', { headers: { Accept: 'application/json', ...SESSION } });
  return response.status === 200 ? response.json() : undefined;
}

/** Asks the API as whoever is signed in. */
export async function ask(address, options = {}) {
  const asker = claims() ? { Authorization: `Bearer ${token()}` } : SESSION;
  const response = await fetch(address, { ...options, headers: { Accept: 'application/json', ...options.headers, ...asker } });
  const invitation = document.getElementById('signed-out');
  if (response.status === 401 && invitation) {
    invitation.hidden = false;
  }
  return response;
}

/** Where nobody is signed in, shows the way there and back to this address. */
export async function invite() {
  const invitation = document.getElementById('signed-out');
  const way = invitation.querySelector('a');
  way.search += `&next=${encodeURIComponent(location.pathname + location.search)}`;
  invitation.hidden = Boolean(await who());
}

/** A problem document in one text. */
export async function said(response) {
  const problem = await response.json().catch(() => ({}));
  const violations = (problem.violations ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`);
  return [problem.detail ?? problem.title ?? response.status, ...violations].join('\n');
}
