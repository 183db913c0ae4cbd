/** What a notice says follows the answers, and whom the page is about, for as long as it is there. */

/** @param {import('./parts.js').Core} core @param {Element} box @param {() => void} again */
export function whileThere({ store, tab }, box, again) {
  const ended = new AbortController();
  const watch = () => (box.isConnected ? again() : ended.abort());
  for (const type of ['change', 'records', 'erased', 'mode']) store.addEventListener(type, watch, { signal: ended.signal });
  tab.addEventListener('now', watch, { signal: ended.signal });
}
