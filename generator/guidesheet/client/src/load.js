/** Loading a saved copy: what is newer wins, and nothing that is here is thrown away. */

import { keysOf, read, write } from './area.js';
import { copied } from './copied.js';
import { make } from './dom.js';
import { parseErased } from './erased.js';
import { newest, readable } from './record.js';
import { site, words } from './site.js';
import { uncopied } from './uncopied.js';
import { filled, same } from './values.js';

/** @typedef {import('./record.js').Data} Data */
/** @typedef {import('./parts.js').Core} Core */

/** More than a reader's own words can be. */
const MOST = 20_000_000;

/** Asks for the file, and loads it. @param {Core} core @param {Element} host @returns {Promise<void>} */
export async function loadCopy(core, host) {
  const input = /** @type {HTMLInputElement} */ (make('input', { type: 'file', accept: '.json,application/json', class: 'gs-sr', 'aria-label': words('load_copy') }));
  input.addEventListener('cancel', () => input.remove());
  input.addEventListener('change', async () => {
    input.remove();
    const [file] = input.files ?? [];
    if (file) core.notice(host, 'copy', file.size > MOST ? words('load_bad') : loadText(core, await file.text())).focus();
  });
  document.body.append(input);
  input.click();
}

/** Loads the text of a copy, and says what came of it. The record that was worked on last comes first: the page shows it. @param {Core} core @param {string} text */
function loadText({ store }, text) {
  const copy = copied(text, site.site);
  if (typeof copy === 'string') return words(copy);
  const covered = !uncopied(store);
  const erased = parseErased(read(store.shared, `${store.prefix}.erased`));
  const locked = new Set(store.everything().newer.map(subject));
  let [loaded, stayed] = [0, 0];
  const records = copy.records.sort((x, y) => newest([y]) - newest([x]));
  for (const data of records.filter((one) => !locked.has(`${one.coll}:${one.rec}`))) {
    const here = { ...store.record(data.coll, data.rec).a };
    wanted(data, here, Math.max(erased.all, erased.recs[`${data.coll}:${data.rec}`] ?? 0));
    store.restore(data, data.rec);
    const now = store.record(data.coll, data.rec).a;
    for (const [id, entry] of Object.entries(data.a)) {
      if (same(here[id]?.[0], entry[0])) continue;
      if (same(now[id]?.[0], entry[0])) loaded++;
      else stayed++;
    }
  }
  for (const raw of copy.newer) if (read(store.area, store.prefix + subject(raw)) === null) write(store.area, store.prefix + subject(raw), raw);
  keepAside(store, copy.aside);
  if (covered) store.note('backup', String(Math.max(Date.now(), newest(store.everything().records))));
  document.dispatchEvent(new Event('gs-copied'));
  return [words(loaded === 1 ? 'loaded_one' : 'loaded', { n: loaded }), ...(stayed ? [words('load_stayed', { n: stayed })] : [])].join(' ');
}

/** What was erased here comes back: that is why one loads a copy. @param {Data} data @param {Data['a']} here @param {number} erased */
function wanted(data, here, erased) {
  for (const [id, entry] of Object.entries(data.a)) {
    if (!readable(entry) || !filled(entry[0])) continue;
    const ours = here[id];
    const gone = readable(ours) && ours[0] === '' && ours[2] === undefined ? ours[1] : 0;
    entry[1] = Math.max(entry[1], Math.max(erased, gone) && Math.max(erased, gone) + 1);
  }
}

/** `collection:record` of the text of a record. @param {string} raw */
function subject(raw) {
  const { coll, rec } = JSON.parse(raw);
  return `${coll}:${rec}`;
}

/** @param {Core['store']} store @param {string[]} texts */
function keepAside(store, texts) {
  const had = new Set(keysOf(store.area, `${store.prefix}.aside:`).map((key) => read(store.area, key)));
  let time = Date.now();
  for (const text of texts.filter((one) => !had.has(one))) {
    while (read(store.area, `${store.prefix}.aside:${time}`) !== null) time++;
    write(store.area, `${store.prefix}.aside:${time}`, text);
  }
}
