// What is filled in and not saved waits in this window for the return to its form, wherever one went from there: to sign in, to record
// what the form refers to, or astray.
const KEY = `tamga.draft ${location.pathname} ${new URLSearchParams(location.search).get('validAt') ?? ''}`;

/**
 * Has what a form says wait whenever its page is left. The page says what is here again, and offers to begin anew.
 *
 * @param read gives what is to wait; undefined for nothing
 * @return what waited here; undefined for nothing
 */
export function draftOf(read) {
  const draft = JSON.parse(sessionStorage.getItem(KEY)) ?? undefined;
  const notice = document.getElementById('waited');
  let isWanted = true;
  notice.hidden = !draft;
  notice.querySelector('button').addEventListener('click', () => {
    isWanted = false;
    // A browser that reloads a page fills in itself what was there.
    location.replace(location.pathname + location.search);
  });
  addEventListener('pagehide', () => {
    const left = isWanted ? read() : undefined;
    if (left) {
      sessionStorage.setItem(KEY, JSON.stringify(left));
    } else {
      sessionStorage.removeItem(KEY);
    }
  });
  return draft;
}
