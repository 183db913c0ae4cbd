/**
 * Storage of a tab that leaves nothing readable behind. Words are in `sessionStorage`, which browsers write down, sealed with a key that is in
 * the tab's name, which they do not: so the tab's next page can read them, and nobody can once the tab is closed (FORMATS.md §4).
 */

import { keysOf, read } from './area.js';
import { chacha20 } from './chacha.js';
import { recordOf } from './keys.js';
import { moved } from './moved.js';

/** @typedef {import('./area.js').Area} Area */

const NAME = /^guidesheet:([0-9a-f]{64})$/;
const NONCE = 12;
/** Tells what was opened with its own key. */
const SIGN = 'guidesheet ';

/** @param {Iterable<number>} bytes */
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param {string} text */
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (two) => parseInt(two, 16));

/** The key of this tab: the one that its last page had, or a new one. */
function key() {
  const tab = /** @type {{ name?: string }} */ (/** @type {unknown} */ (globalThis));
  if (!NAME.test(tab.name ?? '')) tab.name = `guidesheet:${hex(crypto.getRandomValues(new Uint8Array(32)))}`;
  return unhex(NAME.exec(tab.name ?? '')?.[1] ?? '');
}

/** @param {Uint8Array} with_ @param {string} text */
function seal(with_, text) {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  let sealed = '';
  for (const byte of [...nonce, ...chacha20(with_, nonce, new TextEncoder().encode(SIGN + text))]) sealed += String.fromCharCode(byte);
  return btoa(sealed);
}

/** @param {Uint8Array} with_ @param {string} sealed @returns {string | null} null where it is of another key */
function open(with_, sealed) {
  try {
    const bytes = Uint8Array.from(atob(sealed), (letter) => letter.charCodeAt(0));
    const text = new TextDecoder().decode(chacha20(with_, bytes.slice(0, NONCE), bytes.slice(NONCE)));
    return text.startsWith(SIGN) ? text.slice(SIGN.length) : null;
  } catch {
    return null;
  }
}

/** What the keys of a storage hold is sealed; what a closed tab has left there is thrown away. @param {Area} area @param {string} prefix @returns {Area} */
function sealedArea(area, prefix) {
  const own = key();
  const names = Array.from({ length: area.length }, (_, n) => area.key(n) ?? '');
  const setItem = (/** @type {string} */ name, /** @type {string} */ text) => area.setItem(name, seal(own, text));
  for (const name of names.filter((one) => recordOf(one, prefix))) {
    const raw = area.getItem(name) ?? '';
    if (raw.startsWith('{')) setItem(name, raw); // as an earlier version wrote it
    else if (open(own, raw) === null) area.removeItem(name);
  }
  return {
    getItem: (name) => open(own, area.getItem(name) ?? ''),
    setItem,
    removeItem: (name) => area.removeItem(name),
    key: (n) => area.key(n),
    get length() {
      return area.length;
    },
  };
}

/** Gives a store a place for this tab's answers, and what it holds already. @param {import('./store.js').Store} store */
export function hold(store) {
  const early = store.tab;
  const area = sealedArea(store.session, store.prefix);
  moved(new Map(keysOf(early, store.prefix).map((key) => [key, read(early, key) ?? ''])), area);
  store.tab = area;
  store.held = true;
  const kept = keysOf(area, store.prefix).filter((key) => recordOf(key, store.prefix));
  if (store.tabOnly) store.adopt(0, kept.map((key) => read(area, key) ?? ''));
}
