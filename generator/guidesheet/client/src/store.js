/**
 * The only writer of Web Storage. Answers are changed in memory, written after a pause, joined with what other tabs wrote.
 *
 * Events: `change` {coll, rec, ids, here}, `saved`, `trouble` {kind}, `records` {coll}, `mode` {had: was something kept in the place until then}, `erased`.
 */

import { drop, keysOf, memory, reach, read, write } from './area.js';
import { erasedText, parseErased, upTo } from './erased.js';
import { recordOf } from './keys.js';
import { moved } from './moved.js';
import { blank, dropErased, erase, isMark, join, newest, parse, put, readable, remove, text, wins } from './record.js';
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
  #erased = parseErased(null);
  /** The texts of `.mode` and `.erased` that this tab has acted on. @type {(string | null)[]} */
  #seen;
  /** @type {string} */
  trouble = '';
  /** Has `shared.js` given that place? Until then what is written for the tab waits; `false`, while it is asked for: so does all. @type {boolean | undefined} */
  held;

  /** @param {string} prefix @param {'tab'} [usual] where answers are kept before the reader has said it */
  constructor(prefix, usual) {
    super();
    this.prefix = prefix;
    this.local = reach('localStorage');
    this.session = reach('sessionStorage') ?? memory();
    this.tab = memory(); // until `shared.js` gives a place that the tab's next page knows, too
    this.shared = this.local ?? this.session;
    this.#seen = this.#marks();
    this.tabOnly = (this.#seen[0] ?? read(this.session, `${prefix}.mode`) ?? usual) === 'tab';
    this.#erased = parseErased(this.#seen[1] ?? null);
    if (!this.local) this.trouble = 'blocked';
    this.#listen();
  }

  /** Where records are. */
  get area() {
    return this.tabOnly ? this.tab : this.shared;
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
      if (this.#late.size) event.preventDefault();
    });
  }

  /** @param {string} type @param {object} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #marks() {
    return ['.mode', '.erased'].map((name) => read(this.shared, this.prefix + name));
  }

  /** Acts on what another tab did to everything: where answers are kept, and whether they were erased. */
  #look() {
    const [mode, erased] = this.#marks();
    const [hadMode, hadErased] = this.#seen;
    this.#seen = [mode ?? null, erased ?? null];
    if (erased !== hadErased) this.#gone(erased ?? null);
    if (mode && mode !== hadMode && (mode === 'tab') !== this.tabOnly) this.#move(mode === 'tab');
  }

  /** @param {string} coll @param {string} rec @returns {Doc} */
  #open(coll, rec) {
    const key = `${this.prefix}${coll}:${rec}`;
    const had = this.#docs.get(key);
    if (had) return had;
    const doc = /** @type {Doc} */ ({ key, raw: read(this.area, key), data: blank(coll, rec), locked: false, dirty: new Set() });
    if (doc.raw !== null) this.#merge(doc, doc.raw, true);
    this.#docs.set(key, doc);
    return doc;
  }

  /** Every record that is stored, in memory. @param {string} [coll] */
  #openAll(coll) {
    for (const key of keysOf(this.area, coll ? `${this.prefix}${coll}:` : this.prefix)) {
      const found = recordOf(key, this.prefix);
      if (found) this.#open(found.coll, found.rec);
    }
    return [...this.#docs.values()];
  }

  /** What cannot be read is moved, never overwritten. @param {Doc} doc @param {string} raw */
  #aside(doc, raw) {
    let time = Date.now();
    while (read(this.area, `${this.prefix}.aside:${time}`) !== null) time++;
    doc.locked = write(this.area, `${this.prefix}.aside:${time}`, raw) !== '';
    if (!doc.locked) {
      drop(this.area, doc.key);
      doc.raw = null;
    }
    this.#fail('corrupt');
  }

  /** @param {string} kind */
  #fail(kind) {
    this.trouble = kind;
    this.#tell('trouble', { kind });
    return false;
  }

  /** Up to when a record's answers count as erased; without one, everything. @param {string} [coll] @param {string} [rec] */
  erasedAt(coll, rec) {
    return Math.max(this.#erased.all, this.#erased.recs[`${coll}:${rec}`] ?? 0);
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

  /** Nothing is written into records that were removed, or that a newer version made. @param {string} coll @param {string} rec @param {string} id @param {Value | ''} value @param {string} [question] @returns {boolean} whether something is to be saved */
  set(coll, rec, id, value, question) {
    const doc = this.#open(coll, rec);
    const had = doc.data.a[id];
    if (had ? same(had[0], value) : !filled(value)) return false;
    if (doc.locked) this.#fail('newer');
    else if (doc.data.gone !== undefined) this.#tell('records', { coll });
    else this.#change(doc, () => put(doc.data, id, value, this.erasedAt(coll, rec), question), [id]);
    return this.#late.has(doc);
  }

  /** Erases answers of a record, and writes at once. @param {string} coll @param {string} rec @param {string[]} ids */
  erase(coll, rec, ids) {
    const doc = this.#open(coll, rec);
    const there = ids.filter((id) => readable(doc.data.a[id]));
    if (!doc.locked) this.#change(doc, () => there.forEach((id) => erase(doc.data, id, this.erasedAt(coll, rec))), there);
    this.flush();
  }

  /** Removes a record for good. @param {string} coll @param {string} rec */
  remove(coll, rec) {
    const doc = this.#open(coll, rec);
    this.#change(doc, () => remove(doc.data, Math.max(Date.now(), this.erasedAt(coll, rec) + 1)), Object.keys(doc.data.a));
    this.flush();
    this.#tell('records', { coll });
  }

  /** Joins a record's answers into another, or into itself: the undo of a removal, and a copy that is loaded. @param {Data} data @param {string} rec */
  restore(data, rec) {
    const doc = this.#open(data.coll, rec);
    this.#change(doc, () => join(doc.data, { ...data, rec }, () => true), Object.keys(data.a));
    this.flush();
    this.#tell('records', { coll: data.coll });
  }

  /** @param {Doc} doc @param {() => void} act @param {string[]} ids */
  #change(doc, act, ids) {
    const fresh = doc.raw === null && !doc.dirty.size;
    act();
    for (const id of ids) doc.dirty.add(id);
    this.#since ||= Date.now();
    this.#later(doc);
    this.#tell('change', { coll: doc.data.coll, rec: doc.data.rec, ids, here: true });
    if (fresh) this.#tell('records', { coll: doc.data.coll });
  }

  /** @param {Doc} doc */
  #later(doc) {
    this.#late.add(doc);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.#since ? Math.max(0, Math.min(PAUSE, LONGEST - (Date.now() - this.#since))) : PAUSE);
  }

  /** Writes what is waiting. */
  flush() {
    clearTimeout(this.#timer);
    this.#since = 0;
    if (!this.#late.size || this.held === false || (this.tabOnly && !this.held)) return;
    this.#look();
    let failed = '';
    for (const doc of [...this.#late]) failed = this.#save(doc) || failed;
    if (failed) return void this.#fail(failed);
    if (this.trouble === 'full') this.trouble = '';
    this.#tell('saved');
  }

  /** @param {Doc} doc @returns {string} what went wrong */
  #save(doc) {
    const now = read(this.area, doc.key);
    if (now !== null && now !== doc.raw) this.#merge(doc, now);
    const raw = text(doc.data);
    const failed = doc.locked ? '' : write(this.area, doc.key, raw);
    if (failed) return failed;
    this.#late.delete(doc);
    if (doc.locked) return 'newer';
    doc.raw = raw;
    doc.dirty.clear();
    return '';
  }

  /** A stored text into a document. @param {Doc} doc @param {string} raw @param {boolean} [first] @returns {boolean} whether ours has something more */
  #merge(doc, raw, first = false) {
    const { data, state } = parse(raw);
    if (state === 'bad') {
      this.#aside(doc, raw);
      return true;
    }
    const { coll, rec } = doc.data;
    if (state === 'newer') {
      doc.locked = true;
      if (!doc.dirty.size) doc.data = { ...data, coll, rec };
      this.#fail('newer');
      return false;
    }
    const had = Object.keys(data.a).length;
    dropErased(data, this.erasedAt(coll, rec));
    const left = Object.keys(data.a).length;
    if (first) {
      doc.data = { ...data, coll, rec };
      if (left < had) this.#shed(doc, left);
      return false;
    }
    const base = doc.raw === null ? null : parse(doc.raw).data;
    const { changed, ahead } = join(doc.data, data, (id) => doc.dirty.has(id) && wins(base?.a[id], data.a[id]));
    if (changed.length) this.#tell('change', { coll, rec, ids: changed, here: false });
    return ahead;
  }

  /** @param {StorageEvent} event */
  #heard(event) {
    if (event.storageArea !== this.local || !this.local || !event.key?.startsWith(this.prefix)) return;
    this.#look();
    const found = recordOf(event.key, this.prefix);
    if (!found || this.tabOnly) return;
    const known = this.#docs.get(event.key);
    if (event.newValue !== null && known) this.#update(known, event.newValue);
    if (!known || event.oldValue === null || event.newValue === null) this.#tell('records', { coll: found.coll });
  }

  /** @param {Doc} doc @param {string} raw */
  #update(doc, raw) {
    const ahead = this.#merge(doc, raw);
    if (doc.raw !== null || !ahead) doc.raw = raw;
    if (ahead && !doc.locked) this.#later(doc);
  }

  /** Something was erased in another tab: what is not newer than that goes here, too. @param {string | null} mark */
  #gone(mark) {
    this.#erased = parseErased(mark);
    for (const doc of this.#openAll()) {
      const { a, coll, rec } = doc.data;
      const ids = Object.keys(a);
      dropErased(doc.data, this.erasedAt(coll, rec));
      const left = Object.keys(a).length;
      if (left === ids.length) continue;
      this.#shed(doc, left);
      this.#tell('change', { coll, rec, ids, here: false });
    }
    this.#tell('erased');
    this.#tell('records', {});
    this.flush();
  }

  /** Joins what a journal still has of these answers, and writes what was new; never what counts as erased there or here. @param {number} all up to when everything was erased, there @param {string[]} raws */
  adopt(all, raws) {
    if (all > this.#erased.all) {
      write(this.shared, `${this.prefix}.erased`, erasedText(all, this.#erased.recs));
      this.#look();
    }
    for (const raw of raws) {
      const { data, state } = parse(raw);
      if (state !== 'ok') continue;
      const doc = this.#open(data.coll, data.rec);
      const before = text(doc.data);
      if (!doc.locked) this.#merge(doc, raw);
      if (there(doc.data) && text(doc.data) !== before) this.#later(doc);
    }
    this.flush();
    if (raws.length) this.#tell('records', {});
  }

  /** Erased words leave the storage, too. @param {Doc} doc @param {number} left how many answers there still are */
  #shed(doc, left) {
    if (left) return this.#later(doc);
    this.#late.delete(doc);
    doc.dirty.clear();
    if (read(this.area, doc.key) === doc.raw) drop(this.area, doc.key);
    doc.raw = null;
  }

  /** Reads again what may have changed while the page slept. */
  reread() {
    this.#look();
    for (const doc of this.#docs.values()) {
      const now = read(this.area, doc.key);
      if (now !== null && now !== doc.raw) this.#update(doc, now);
    }
  }

  /** The records of a collection that are there and not erased, in the order of making. @param {string} coll @returns {Data[]} */
  records(coll) {
    const mine = this.#openAll(coll).map((doc) => doc.data).filter((data) => data.coll === coll && data.gone === undefined);
    return mine.filter((data) => Object.values(data.a).some((entry) => !isMark(entry))).sort((x, y) => x.made - y.made || (x.rec < y.rec ? -1 : 1));
  }

  /** Everything for a copy: records as they are in memory, raw texts of newer ones, unreadable texts. */
  everything() {
    this.flush();
    const docs = this.#openAll();
    return {
      records: docs.filter((doc) => (!doc.locked || doc.dirty.size) && there(doc.data)).map((doc) => doc.data),
      newer: docs.filter((doc) => doc.locked && doc.raw !== null).map((doc) => /** @type {string} */ (doc.raw)),
      aside: keysOf(this.area, `${this.prefix}.aside:`).map((key) => read(this.area, key) ?? ''),
    };
  }

  /** A small note beside the records: `.backup`. @param {string} name @param {string} value */
  note(name, value) {
    write(this.area, `${this.prefix}.${name}`, value);
  }

  /** Removes every key of this site, in both storages; leaves times and the mode, no words. */
  eraseEverything() {
    this.reread();
    clearTimeout(this.#timer);
    const docs = this.#openAll();
    const mark = erasedText(upTo(Math.max(this.#erased.all, newest(docs.map((doc) => doc.data)))));
    this.#docs.clear();
    this.#late.clear();
    this.trouble = this.local ? '' : 'blocked';
    const kept = [`${this.prefix}.erased`, `${this.prefix}.mode`];
    write(this.shared, `${this.prefix}.erased`, mark);
    for (const area of [this.shared, this.tab, this.session]) for (const key of keysOf(area, this.prefix)) if (!kept.includes(key)) drop(area, key);
    write(this.shared, `${this.prefix}.erased`, mark);
    this.#seen = this.#marks();
    this.#erased = parseErased(mark);
    for (const { data } of docs) this.#tell('change', { coll: data.coll, rec: data.rec, ids: [], here: true });
    this.#tell('erased');
    this.#tell('records', {});
  }

  /** Where answers are kept from now on. @param {boolean} tabOnly @returns {boolean} whether that could be done */
  setTabOnly(tabOnly) {
    if (!tabOnly && !this.local) return false;
    if (tabOnly) this.reread(); // what waits is written in the tab only
    else this.flush();
    return this.#move(tabOnly);
  }

  /** Moves what is there: first written in the new place, then removed from the old one. @param {boolean} tabOnly */
  #move(tabOnly) {
    const [from, to] = [this.area, tabOnly ? this.tab : this.shared];
    const texts = new Map(keysOf(from, this.prefix).filter((key) => recordOf(key, this.prefix) || key.includes(':.aside:')).map((key) => [key, read(from, key) ?? '']));
    const had = texts.size > 0;
    for (const doc of this.#docs.values()) if (!doc.locked && there(doc.data)) texts.set(doc.key, text(doc.data));
    const failed = from === to ? '' : moved(texts, to);
    if (failed) return this.#fail(failed);
    this.tabOnly = tabOnly;
    for (const doc of this.#late) doc.dirty.clear();
    this.#late.clear();
    const keep = () => [this.shared, this.session].map((area) => write(area, `${this.prefix}.mode`, tabOnly ? 'tab' : 'device'));
    keep();
    if (from !== to) for (const key of texts.keys()) drop(from, key);
    keep();
    this.#seen = this.#marks();
    this.reread();
    this.#tell('mode', { had });
    return true;
  }
}

/** Is there something to keep? @param {Data} data */
const there = (data) => data.gone !== undefined || Object.keys(data.a).length > 0;
