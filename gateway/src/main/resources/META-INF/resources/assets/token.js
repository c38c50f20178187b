// The token that the editor pasted: kept for this window alone, sent in a header alone.
const KEY = 'tamga.token';

export function token() {
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

/** Asks the API as whoever is signed in. */
export function ask(address, options = {}) {
  const headers = { Accept: 'application/json', ...options.headers };
  if (token()) {
    headers.Authorization = `Bearer ${token()}`;
  }
  return fetch(address, { ...options, headers });
}

/** A problem document in one text. */
export async function said(response) {
  const problem = await response.json().catch(() => ({}));
  const violations = (problem.violations ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`);
  return [problem.detail ?? problem.title ?? response.status, ...violations].join('\n');
}
