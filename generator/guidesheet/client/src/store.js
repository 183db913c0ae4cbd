/**
 * The only writer of Web Storage. Answers are changed in memory, written after a pause, joined with what other tabs wrote.
 *
 * Events: `change` {coll, rec, ids, here}, `saved`, `trouble` {kind}, `records` {coll}, `mode`, `erased`.
 */

import { drop, keysOf, memory, reach, read, write } from './area.js';
import { recordOf } from './keys.js';
import { blank, dropErased, erase, join, parse, put, readable, remove, text } from './record.js';
import { filled, same } from './values.js';

/** @typedef {import('./record.js').Data} Data */
/** @typedef {import('./values.js').Value} Value */
/** @typedef {{ key: string, raw: string | null, data: Data, locked: boolean, dirty: Set<string> }} Doc */

const PAUSE = 300;
const LONGEST = 2000;

export class Store extends EventTarget {
  /** @type {Map<string, Doc>} */
  #docs = new Map();
  /** @type {Set<Doc>} */
  #late = new Set();
  #since = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {string} */
  trouble = '';

  /** @param {string} prefix */
  constructor(prefix) {
    super();
    this.prefix = prefix;
    this.local = reach('localStorage');
    this.session = reach('sessionStorage') ?? memory();
    const shared = this.local ?? this.session;
    this.tabOnly = read(shared, `${prefix}.mode`) === 'tab' || read(this.session, `${prefix}.mode`) === 'tab';
    this.area = this.tabOnly ? this.session : shared;
    if (!this.local) this.trouble = 'blocked';
    this.#listen();
  }

  #listen() {
    if (typeof document === 'undefined') return;
    const leave = () => this.flush();
    addEventListener('storage', (event) => this.#heard(event));
    addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', () => (document.hidden ? leave() : this.reread()));
    addEventListener('pageshow', (event) => event.persisted && this.reread());
    addEventListener('beforeunload', (event) => {
      leave();
      if (this.trouble === 'full' && this.#late.size) event.preventDefault();
    });
  }

  /** @param {string} type @param {object} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** @param {string} coll @param {string} rec @returns {Doc} */
  #open(coll, rec) {
    const key = `${this.prefix}${coll}:${rec}`;
    const had = this.#docs.get(key);
    if (had) return had;
    const doc = /** @type {Doc} */ ({ key, raw: read(this.area, key), data: blank(coll, rec), locked: false, dirty: new Set() });
    this.#docs.set(key, doc);
    if (doc.raw !== null) this.#take(doc, doc.raw);
    return doc;
  }

  /** First reading of a stored text into a document. @param {Doc} doc @param {string} raw */
  #take(doc, raw) {
    const { data, state } = parse(raw);
    if (state === 'bad') return this.#aside(doc, raw);
    doc.locked = state === 'newer';
    doc.data = data;
    if (!doc.locked) dropErased(data, this.#erasedAt(data.coll, data.rec));
    else this.#fail('newer');
  }

  /** What cannot be read is moved, never overwritten. @param {Doc} doc @param {string} raw */
  #aside(doc, raw) {
    let time = Date.now();
    while (read(this.area, `${this.prefix}.aside:${time}`) !== null) time++;
    const failed = write(this.area, `${this.prefix}.aside:${time}`, raw);
    doc.locked = failed !== '';
    if (!failed) {
      drop(this.area, doc.key);
      doc.raw = null;
    }
    this.#fail('corrupt');
  }

  /** @param {string} kind */
  #fail(kind) {
    this.trouble = kind;
    this.#tell('trouble', { kind });
  }

  /** @param {string} coll @param {string} rec */
  #erasedAt(coll, rec) {
    const found = parseErased(read(this.area, `${this.prefix}.erased`));
    return Math.max(found.all, found.recs[`${coll}:${rec}`] ?? 0);
  }

  /** An answer as it is stored, or undefined. @param {string} coll @param {string} rec @param {string} id @returns {Value | undefined} */
  value(coll, rec, id) {
    const entry = this.#open(coll, rec).data.a[id];
    return readable(entry) ? entry[0] : undefined;
  }

  /** A record, for reading only. @param {string} coll @param {string} rec */
  record(coll, rec) {
    return this.#open(coll, rec).data;
  }

  /** @param {string} coll @param {string} rec @param {string} id @param {Value | ''} value @param {string} [question] */
  set(coll, rec, id, value, question) {
    const doc = this.#open(coll, rec);
    const had = doc.data.a[id];
    if (had ? same(had[0], value) : !filled(value)) return;
    this.#change(doc, () => put(doc.data, id, value, this.#erasedAt(coll, rec), question), [id]);
  }

  /** Erases answers of a record, and writes at once. @param {string} coll @param {string} rec @param {string[]} ids */
  erase(coll, rec, ids) {
    const doc = this.#open(coll, rec);
    const there = ids.filter((id) => readable(doc.data.a[id]));
    this.#change(doc, () => there.forEach((id) => erase(doc.data, id, this.#erasedAt(coll, rec))), there);
    this.flush();
  }

  /** Removes a record for good. @param {string} coll @param {string} rec @returns {Data} a copy, for undo */
  remove(coll, rec) {
    const doc = this.#open(coll, rec);
    const copy = structuredClone({ ...doc.data, a: { ...doc.data.a }, old: { ...doc.data.old } });
    this.#change(doc, () => remove(doc.data, Date.now()), Object.keys(doc.data.a));
    this.flush();
    this.#tell('records', { coll });
    return copy;
  }

  /** A record's answers under another id: the undo of a removal. @param {Data} data @param {string} rec */
  restore(data, rec) {
    const doc = this.#open(data.coll, rec);
    this.#change(doc, () => join(doc.data, { ...data, rec }), Object.keys(data.a));
    doc.data.made = data.made;
    this.flush();
    this.#tell('records', { coll: data.coll });
  }

  /** @param {Doc} doc @param {() => void} act @param {string[]} ids */
  #change(doc, act, ids) {
    const fresh = doc.raw === null && !doc.dirty.size;
    act();
    for (const id of ids) doc.dirty.add(id);
    this.#late.add(doc);
    this.#since ||= Date.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), Math.max(0, Math.min(PAUSE, LONGEST - (Date.now() - this.#since))));
    this.#tell('change', { coll: doc.data.coll, rec: doc.data.rec, ids, here: true });
    if (fresh) this.#tell('records', { coll: doc.data.coll });
  }

  /** Writes what is waiting. */
  flush() {
    clearTimeout(this.#timer);
    this.#since = 0;
    if (!this.#late.size) return;
    let failed = '';
    for (const doc of [...this.#late]) failed = this.#save(doc) || failed;
    if (failed) return this.#fail(failed);
    if (this.trouble === 'full') this.trouble = '';
    this.#tell('saved');
  }

  /** @param {Doc} doc @returns {string} what went wrong */
  #save(doc) {
    if (doc.locked) return 'newer';
    const now = read(this.area, doc.key);
    if (now !== null && now !== doc.raw) this.#merge(doc, now);
    if (doc.locked) return 'newer';
    const raw = text(doc.data);
    const failed = write(this.area, doc.key, raw);
    if (failed) return failed;
    doc.raw = raw;
    doc.dirty.clear();
    this.#late.delete(doc);
    return '';
  }

  /** Another tab's text into a document. @param {Doc} doc @param {string} raw @returns {boolean} whether ours has something more */
  #merge(doc, raw) {
    const { data, state } = parse(raw);
    if (state === 'bad') {
      this.#aside(doc, raw);
      return true;
    }
    if (state === 'newer') {
      doc.locked = true;
      this.#fail('newer');
      return false;
    }
    dropErased(data, this.#erasedAt(data.coll, data.rec));
    const base = doc.raw === null ? null : parse(doc.raw).data;
    const { changed, ahead } = join(doc.data, data, (id) => doc.dirty.has(id) && base?.a[id]?.[1] !== data.a[id]?.[1]);
    if (changed.length) this.#tell('change', { coll: data.coll, rec: data.rec, ids: changed, here: false });
    return ahead;
  }

  /** @param {StorageEvent} event */
  #heard(event) {
    if (event.storageArea !== this.local || !this.local) return;
    if (event.key === null) return this.#gone();
    if (event.key === `${this.prefix}.mode`) return this.#follow(event.newValue === 'tab');
    if (this.tabOnly) return;
    if (event.key === `${this.prefix}.erased`) return this.#gone();
    const found = recordOf(event.key, this.prefix);
    if (!found) return;
    const known = this.#docs.get(event.key);
    if (event.newValue !== null && known) this.#update(known, event.newValue);
    if (!known || event.oldValue === null || event.newValue === null) this.#tell('records', { coll: found.coll });
  }

  /** @param {Doc} doc @param {string} raw */
  #update(doc, raw) {
    const ahead = this.#merge(doc, raw);
    doc.raw = raw;
    if (!ahead || doc.locked) return;
    this.#late.add(doc);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** Everything, or some records, were erased in another tab: what is older than that goes here, too. */
  #gone() {
    for (const doc of this.#docs.values()) {
      const ids = Object.keys(doc.data.a);
      dropErased(doc.data, this.#erasedAt(doc.data.coll, doc.data.rec));
      if (!Object.keys(doc.data.a).length) {
        this.#late.delete(doc);
        doc.dirty.clear();
        doc.raw = read(this.area, doc.key);
      }
      if (ids.length) this.#tell('change', { coll: doc.data.coll, rec: doc.data.rec, ids, here: false });
    }
    this.#tell('erased');
    this.#tell('records', {});
  }

  /** Reads again what may have changed while the page slept. */
  reread() {
    for (const doc of this.#docs.values()) {
      const now = read(this.area, doc.key);
      if (now === doc.raw) continue;
      if (now !== null) this.#update(doc, now);
      else if (this.#erasedAt(doc.data.coll, doc.data.rec)) this.#gone();
    }
  }

  /** The records of a collection that are there, in the order of making. @param {string} coll @returns {Data[]} */
  records(coll) {
    for (const key of keysOf(this.area, `${this.prefix}${coll}:`)) {
      const found = recordOf(key, this.prefix);
      if (found) this.#open(found.coll, found.rec);
    }
    const mine = [...this.#docs.values()].map((doc) => doc.data).filter((data) => data.coll === coll && data.gone === undefined);
    return mine.filter((data) => Object.keys(data.a).length).sort((x, y) => x.made - y.made || (x.rec < y.rec ? -1 : 1));
  }

  /** Everything for a copy: records as they are in memory, raw texts of newer ones, unreadable texts. */
  everything() {
    this.flush();
    for (const key of keysOf(this.area, this.prefix)) {
      const found = recordOf(key, this.prefix);
      if (found) this.#open(found.coll, found.rec);
    }
    const docs = [...this.#docs.values()];
    const there = (/** @type {Data} */ data) => data.gone !== undefined || Object.keys(data.a).length > 0;
    return {
      records: docs.filter((doc) => !doc.locked && there(doc.data)).map((doc) => doc.data),
      newer: docs.filter((doc) => doc.locked && doc.raw !== null).map((doc) => /** @type {string} */ (doc.raw)),
      aside: keysOf(this.area, `${this.prefix}.aside:`).map((key) => read(this.area, key) ?? ''),
    };
  }

  /** A small note beside the records: `.backup`. @param {string} name @param {string} value */
  note(name, value) {
    write(this.area, `${this.prefix}.${name}`, value);
  }

  /** Removes every key of this site, in both storages; leaves times, no words. */
  eraseEverything() {
    clearTimeout(this.#timer);
    const docs = [...this.#docs.values()];
    const latest = Math.max(Date.now(), newest(docs.map((doc) => doc.data)));
    this.#wipe();
    for (const area of this.#areas()) write(area, `${this.prefix}.erased`, erasedText(latest));
    if (this.tabOnly) this.#writeMode();
    for (const doc of docs) this.#tell('change', { coll: doc.data.coll, rec: doc.data.rec, ids: [], here: true });
    this.#tell('erased');
    this.#tell('records', {});
  }

  #areas() {
    return this.local ? [this.local, this.session] : [this.session];
  }

  #wipe() {
    this.#docs.clear();
    this.#late.clear();
    this.trouble = this.local ? '' : 'blocked';
    for (const area of this.#areas()) for (const key of keysOf(area, this.prefix)) drop(area, key);
  }

  #writeMode() {
    for (const area of this.#areas()) write(area, `${this.prefix}.mode`, 'tab');
  }

  /** Where answers are kept from now on; moves what is there. @param {boolean} tabOnly @returns {boolean} whether that could be done */
  setTabOnly(tabOnly) {
    if (!tabOnly && !this.local) return false;
    const { records, newer, aside } = this.everything();
    const now = read(this.session, `${this.prefix}.now`);
    const erased = this.local ? parseErased(read(this.local, `${this.prefix}.erased`)).all : 0;
    const latest = Math.max(Date.now(), newest(records));
    this.#wipe();
    this.tabOnly = tabOnly;
    this.area = tabOnly ? this.session : (this.local ?? this.session);
    if (tabOnly) this.#writeMode();
    if (now !== null) write(this.session, `${this.prefix}.now`, now);
    if (this.local) write(this.local, `${this.prefix}.erased`, erasedText(tabOnly ? latest : erased));
    if (!tabOnly) for (const data of records) for (const entry of Object.values(data.a)) if (readable(entry) && entry[1] <= erased) entry[1] = erased + 1;
    for (const data of records) this.#adopt(data);
    for (const raw of [...newer, ...aside]) write(this.area, `${this.prefix}.aside:${Date.now() + Math.floor(Math.random() * 1000)}`, raw);
    this.flush();
    this.#tell('mode');
    return true;
  }

  /** @param {Data} data */
  #adopt(data) {
    const key = `${this.prefix}${data.coll}:${data.rec}`;
    const doc = { key, raw: null, data, locked: false, dirty: new Set(Object.keys(data.a)) };
    this.#docs.set(key, doc);
    this.#late.add(doc);
  }

  /** Another tab chose where answers are kept. @param {boolean} tabOnly */
  #follow(tabOnly) {
    if (tabOnly === this.tabOnly) return;
    const docs = [...this.#docs.values()].filter((doc) => Object.keys(doc.data.a).length || doc.data.gone !== undefined);
    this.tabOnly = tabOnly;
    this.area = tabOnly || !this.local ? this.session : this.local;
    this.#docs.clear();
    this.#late.clear();
    for (const doc of docs) this.#adopt(doc.data);
    this.flush();
    this.#tell('mode');
  }
}

/** @param {string | null} raw @returns {{ all: number, recs: Record<string, number> }} */
function parseErased(raw) {
  try {
    const found = JSON.parse(raw ?? '{}');
    return { all: Number(found.all) || 0, recs: found.recs ?? {} };
  } catch {
    return { all: 0, recs: {} };
  }
}

/** The time of the newest answer. @param {Data[]} records */
export const newest = (records) => Math.max(0, ...records.flatMap((data) => Object.values(data.a).map((entry) => (readable(entry) ? entry[1] : 0))));

/** @param {number} all */
const erasedText = (all) => JSON.stringify({ f: 'guidesheet', v: 1, all, recs: {} });
