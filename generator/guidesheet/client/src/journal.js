/**
 * The journal: a second copy of each record, in IndexedDB, because a browser that is killed can lose what Web Storage was given last.
 *
 * It is read once, when a page starts, and joined as another tab's words would be: never a second truth. What is erased, or kept in a tab only, leaves it.
 * Its marks stand in the same change as what they are about, so that a tab which comes late brings nothing back.
 */

import { dropErased, join, newest, parse, text } from './record.js';
import { othersOf } from './others.js';
import { vault } from './vault.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./record.js').Data} Data */
/** @typedef {import('./vault.js').Vault} Vault */

/** Up to when everything was erased; since when answers are kept in tabs only. Records are under `collection:record`. */
const [ERASED, TAB] = ['.erased', '.tab'];

/** Keeps the journal of a store, and first gives back what the store has lost. @param {Store} store @param {Vault} change @returns {Promise<void>} when that was done */
export async function keepJournal(store, change) {
  /** Records with something new. @type {Map<string, { coll: string, rec: string }>} */
  const late = new Map();
  /** Whatever the browser cannot keep here, it may still keep there. @param {(texts: Map<string, string>) => void} act */
  const quietly = (act) => change(act).catch(() => {});
  const write = () => {
    if (store.tabOnly || !late.size) return;
    const texts = [...late.values()].map(({ coll, rec }) => text(store.record(coll, rec)));
    late.clear();
    void quietly((journal) => enter(journal, texts, store));
  };
  store.addEventListener('change', (event) => {
    const { coll, rec, here } = /** @type {CustomEvent} */ (event).detail;
    if (here) late.set(`${coll}:${rec}`, { coll, rec });
  });
  for (const type of ['saved', 'trouble']) store.addEventListener(type, write);
  const everything = () => store.everything().records.map(text);
  store.addEventListener('erased', () => void quietly((journal) => wipe(journal, store.erasedAt())));
  store.addEventListener('mode', () => {
    const texts = store.tabOnly ? [] : everything();
    void quietly((journal) => {
      if (store.tabOnly) return leave(journal);
      journal.delete(TAB);
      enter(journal, texts, store);
    });
  });
  if (store.tabOnly) return quietly(leave);
  /** @type {Map<string, string>} */
  let found = new Map();
  await quietly((journal) => void (found = new Map(journal)));
  if (store.tabOnly) return;
  const since = Number(found.get(TAB) ?? 0);
  if (since && newest(store.everything().records) <= since) return void store.setTabOnly(true);
  const had = new Set(store.everything().records.map(({ coll, rec }) => `${coll}:${rec}`));
  store.adopt(Number(found.get(ERASED) ?? 0), [...found].filter(([key]) => !key.startsWith('.')).map(([, raw]) => raw));
  // Whose record came back is who the page is about, where nobody has been chosen or begun.
  const back = new Set([...found.keys()].filter((key) => !key.startsWith('.') && !had.has(key)).map((key) => key.split(':')[0]));
  for (const coll of back) store.dispatchEvent(new CustomEvent('records', { detail: { coll } }));
  const texts = everything();
  await quietly((journal) => {
    if (journal.get(TAB) === found.get(TAB)) journal.delete(TAB);
    enter(journal, texts, store);
  });
}

/** Joins records into the journal, unless answers are kept in tabs only. @param {Map<string, string>} journal @param {string[]} texts @param {Store} store */
function enter(journal, texts, store) {
  if (journal.has(TAB)) return;
  const all = Math.max(store.erasedAt(), Number(journal.get(ERASED) ?? 0));
  if (all) wipe(journal, all);
  for (const raw of texts) {
    const { data, state } = parse(raw);
    if (state !== 'ok') continue;
    const key = `${data.coll}:${data.rec}`;
    const had = parse(journal.get(key) ?? '');
    if (had.state === 'newer') continue;
    if (had.state === 'ok') join(data, had.data);
    dropErased(data, Math.max(all, store.erasedAt(data.coll, data.rec)));
    journal.set(key, text(data));
  }
}

/** Takes out what was erased. @param {Map<string, string>} journal @param {number} all */
function wipe(journal, all) {
  journal.set(ERASED, String(Math.max(all, Number(journal.get(ERASED) ?? 0))));
  for (const [key, raw] of journal) {
    if (key.startsWith('.')) continue;
    const { data } = parse(raw);
    if (data) dropErased(data, all);
    if (!data || !(data.gone === undefined ? Object.keys(data.a).length : data.gone > all)) journal.delete(key);
    else journal.set(key, text(data));
  }
}

/** Takes everything out, and says since when: later than all that is there, whatever the clock says. @param {Map<string, string>} journal */
function leave(journal) {
  const records = [...journal].filter(([key]) => !key.startsWith('.')).flatMap(([, raw]) => parse(raw).data ?? []);
  const since = Math.max(Date.now(), Number(journal.get(TAB) ?? 0), newest(records));
  for (const key of [...journal.keys()]) if (key !== ERASED) journal.delete(key);
  journal.set(TAB, String(since));
}

/** @type {any} */ (globalThis).guidesheetJournal = (/** @type {Store} */ store, /** @type {(() => void) | undefined} */ elsewhere) => {
  void keepJournal(store, vault(store.prefix));
  if (elsewhere && !store.tabOnly && othersOf(store).bases.length) elsewhere();
};
