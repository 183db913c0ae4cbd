/** Ways back. Each stays on the page until it is closed or taken, and where answers stay in the browser, it stays there, too, beside them. */

import { drop, keysOf, read, write } from './area.js';
import { after, back, changed, settle, timesOf } from './changed.js';
import { isMany, words } from './site.js';
import { same } from './values.js';

/** @typedef {import('./parts.js').Core} Core */
/** @typedef {import('./changed.js').Change} Change */
/**
 * What can be undone: what is said of it, where, what it changed; whole texts that went with it, or came, by the ends of their keys; the time of the last copy.
 * @typedef {{ f: string, v: number, said: [key: string, slots?: Record<string, string | number>][], kind: string, at: At, changes: Change[], texts?: Record<string, string>, added?: [end: string, text: string][], backup?: number, device?: boolean }} Undo
 */
/** The list of rows or records, or the sheet, that the way back stands in; else it is for every page. @typedef {{ rows?: string, of?: string, sheet?: string }} At */
/** @typedef {Pick<Undo, 'said' | 'kind' | 'at' | 'texts' | 'added' | 'backup'> & { place?: (box: HTMLElement) => void, then?: (rec: string) => void }} Act */

const FORMAT = 'guidesheet-undo';
const MOST = 20;

/** Those that wait, by the time of the act. @type {Map<string, Undo>} */
const waiting = new Map();
/** What is done besides, on the page where the act was. @type {Map<string, Act>} */
const acts = new Map();
let listening = false;

/** Does something to records, and leaves a way back. @param {Core} core @param {{ coll: string, rec: string }[]} subjects @param {() => void} act @param {Act} about @returns {HTMLElement | null} what says it; null where nothing was changed */
export function undoable(core, subjects, act, about) {
  const { store } = core;
  listen(core);
  store.flush();
  const device = !store.tabOnly;
  const before = subjects.map(({ coll, rec }) => structuredClone(store.record(coll, rec)));
  act();
  const changes = before.flatMap((data) => changed(data, store.record(data.coll, data.rec)) ?? []);
  const { said, kind, at, texts, added, backup } = about;
  if (!changes.length && !Object.keys(texts ?? {}).length && !added?.length) return null;
  const undo = { f: FORMAT, v: 1, said, kind, at, changes, ...(texts ? { texts } : {}), ...(added?.length ? { added } : {}), ...(backup ? { backup } : {}), ...(device && store.tabOnly ? { device } : {}) };
  const time = hold(core, undo);
  acts.set(time, about);
  core.say(sentences(undo), true);
  return showOne(core, time, undo);
}

/** @param {Core} core @param {Undo} undo @returns {string} the time that it is kept under */
function hold({ store }, undo) {
  let time = Date.now();
  while (waiting.has(String(time)) || read(store.shared, keyOf(store, time)) !== null) time++;
  waiting.set(String(time), undo);
  if (store.tabOnly || !store.local) return String(time);
  write(store.local, keyOf(store, time), JSON.stringify(undo));
  const kept = stored(store);
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST))) forget(store, old);
  return String(time);
}

/** Shows what waits and belongs on this page. @param {Core} core */
export function showUndos(core) {
  const { store } = core;
  listen(core);
  if (store.tabOnly) leave(store);
  know(store);
  for (const [time, undo] of waiting) if (!boxOf(time)) showOne(core, time, undo);
}

/** What waits in the browser, as the last tab that knew of it has left it. @param {Core['store']} store */
function know(store) {
  for (const time of stored(store)) {
    const undo = parsed(read(store.shared, keyOf(store, time)));
    if (undo) waiting.set(time, undo);
  }
}

/** @param {Core} core @param {string} time @param {Undo} undo @returns {HTMLElement | null} */
function showOne(core, time, undo) {
  const { kind, at } = undo;
  const list = document.querySelector(at.rows ? `gs-rows[data-rows="${at.rows}"] > ol` : at.of ? `gs-rows[data-of="${at.of}"] > ol` : 'gs-none');
  if ((at.rows ?? at.of) && !list) return null;
  const host = list ?? document.querySelector(at.sheet ? `gs-sheet[data-sheet="${at.sheet}"]` : '.gs-cover, gs-sheet, gs-guide') ?? (at.sheet ? null : document.querySelector('gs-data')?.parentElement);
  if (!host) return null;
  const box = core.made(list ? 'li' : 'div', kind, sentences(undo), { label: words('undo'), act: () => take(core, time) });
  box.dataset.undo = time;
  box.lastElementChild?.addEventListener('click', () => forget(core.store, time));
  const place = acts.get(time)?.place;
  if (place) place(box);
  if (!box.isConnected) host.prepend(box);
  return box;
}

/** Brings it back. @param {Core} core @param {string} time */
function take(core, time) {
  const { store, choose, say } = core;
  know(store);
  const undo = waiting.get(time);
  if (!undo) return;
  const { changes, texts = {}, added = [], backup, at } = undo;
  if (undo.device && store.tabOnly) store.setTabOnly(false);
  const floor = Math.max(0, ...changes.flatMap(({ coll, rec, left }) => [store.erasedAt(coll, rec), ...Object.values(left)]));
  const later = after(floor, [...timesOf(changes), ...(backup ? [backup] : [])]);
  for (const [end, text] of Object.entries(texts)) if (read(store.area, store.prefix + end) === null) write(store.area, store.prefix + end, text);
  for (const [end, text] of added) if (read(store.area, store.prefix + end) === text) drop(store.area, store.prefix + end);
  let last = '';
  for (const change of changes) {
    last = next(store, change.coll, change.rec);
    const came = back(change, store.record(change.coll, last), later);
    store.restore(came, last);
    if (last !== change.rec) repoint(store, change.rec, last);
    for (const [key, other] of waiting) if (key !== time) other.changes.forEach((one) => settle(change, came.a, last, one));
    if (Object.keys(at).length && isMany(change.coll)) choose(change.coll, last);
  }
  if (backup) store.note('backup', String(later(backup)));
  for (const key of stored(store)) if (waiting.has(key)) write(store.shared, keyOf(store, key), JSON.stringify(waiting.get(key)));
  const { then } = acts.get(time) ?? {};
  forget(store, time);
  store.flush(); // what had no room may have some now
  say(words('undone'), true);
  then?.(last);
}

/** A removed record is never revived: what comes back is its next one (FORMATS.md §3). @param {Core['store']} store @param {string} coll @param {string} rec */
export function next(store, coll, rec) {
  while (store.record(coll, rec).gone !== undefined) rec += '0';
  return rec;
}

/** Answers that name a record name the one that it comes back as. @param {Core['store']} store @param {string} from @param {string} to */
export function repoint(store, from, to) {
  for (const { coll, rec, a } of store.everything().records)
    for (const [id, entry] of Object.entries(a)) if (same(entry?.[0], from)) store.set(coll, rec, id, to, entry[2]);
}

/** @param {Core['store']} store @param {string} time */
function forget(store, time) {
  waiting.delete(time);
  acts.delete(time);
  drop(store.shared, keyOf(store, time));
  boxOf(time)?.remove();
}

/** What waits stays in this tab only. @param {Core['store']} store */
const leave = (store) => stored(store).forEach((time) => drop(store.shared, keyOf(store, time)));

/** @param {Core} core */
function listen({ store, say }) {
  if (listening) return;
  listening = true;
  store.addEventListener('erased', () => {
    [...waiting.keys()].forEach((time) => forget(store, time));
    say('', true); // it may still hold the name of something that was removed
  });
  store.addEventListener('mode', () => store.tabOnly && leave(store));
  addEventListener('storage', ({ key, newValue, storageArea }) => {
    const time = key?.startsWith(`${store.prefix}.undo:`) && newValue === null && storageArea === store.local ? key.split(':').at(-1) : undefined;
    if (time && !store.tabOnly) forget(store, time);
  });
}

/** @param {Core['store']} store @param {string | number} time */
const keyOf = (store, time) => `${store.prefix}.undo:${time}`;

/** The times of those in the browser. @param {Core['store']} store */
const stored = (store) => keysOf(store.shared, keyOf(store, '')).map((key) => key.split(':').at(-1) ?? '').sort((x, y) => Number(x) - Number(y));

/** What is said of it. @param {Undo} undo */
const sentences = ({ said }) => said.map(([key, slots]) => words(key, slots)).join(' ');

/** @param {string} time */
const boxOf = (time) => document.querySelector(`.gs-notice[data-undo="${time}"]`);

/** @param {string | null} text @returns {Undo | null} */
function parsed(text) {
  try {
    const found = JSON.parse(text ?? '');
    return found.f === FORMAT && found.v === 1 ? found : null;
  } catch {
    return null;
  }
}
