// Tabs of one browser without a browser: one localStorage, a sessionStorage each, storage events delivered by hand.

/** @type {{tab: string, key: string, oldValue: string | null, newValue: string | null}[]} */
let events = [];
let tab = "A";
let handlers = {};
let sessions = {};
let names = {};

class FakeStorage {
  texts = new Map();
  room = Infinity;
  get length() {
    return this.texts.size;
  }
  key(n) {
    return [...this.texts.keys()][n] ?? null;
  }
  getItem(key) {
    return this.texts.get(key) ?? null;
  }
  setItem(key, value) {
    const used = [...this.texts].reduce((sum, [name, text]) => sum + (name === key ? 0 : name.length + text.length), 0);
    if (used + key.length + value.length > this.room) throw new DOMException("full", "QuotaExceededError");
    this.#tell(key, value);
    this.texts.set(key, value);
  }
  removeItem(key) {
    this.#tell(key, null);
    this.texts.delete(key);
  }
  #tell(key, newValue) {
    const oldValue = this.getItem(key);
    if (oldValue !== newValue && this === globalThis.localStorage) events.push({ tab, key, oldValue, newValue });
  }
}

globalThis.document = { addEventListener() {}, hidden: false };
globalThis.addEventListener = (type, listener) => type === "storage" && handlers[tab].push(listener);
Object.defineProperty(globalThis, "sessionStorage", { configurable: true, get: () => sessions[tab] });

Object.defineProperty(globalThis, "name", { configurable: true, get: () => names[tab] ?? "", set: (text) => (names[tab] = text) });

export const { Store } = await import("../../generator/guidesheet/client/src/store.js");
const { hold } = await import("../../generator/guidesheet/client/src/sealed.js");

export const PREFIX = "guidesheet:1:k7f3q9x2@/:";

/** A browser that was just started: what is on its disk, by whole keys, and no tab. Tabs of an earlier one reach nothing any more. */
export function browser(disk = new Map()) {
  globalThis.localStorage = new FakeStorage();
  globalThis.localStorage.texts = new Map(disk);
  [events, handlers, sessions, names] = [[], {}, {}, {}];
}

/** A tab of it, with a session of its own; of a site, or (`usual`: "tab") of a workbook. */
export function openTab(name, usual = undefined) {
  sessions[name] = new FakeStorage();
  handlers[name] = [];
  return on(name, () => held(new Store(PREFIX, usual)));
}

/** The tab's next page: the same session, the same name; the last page is gone. Without a name: a tab that was closed, and brought back. */
export function nextPage(name, { named = true, usual = undefined } = {}) {
  handlers[name] = [];
  if (!named) names[name] = "";
  return on(name, () => held(new Store(PREFIX, usual)));
}

/** What `shared.js` does first. */
function held(store) {
  hold(store);
  return store;
}

/** Two tabs on empty storage, or on what is given; of a site, or of a workbook. */
export function twoTabs(stored = {}, usual = undefined) {
  browser(new Map(Object.entries(stored).map(([key, text]) => [PREFIX + key, text])));
  const [A, B] = ["A", "B"].map((name) => openTab(name, usual));
  return { A, B, sessions };
}

/** Does something in one of the tabs. */
export function on(name, act) {
  const before = tab;
  tab = name;
  try {
    return act();
  } finally {
    tab = before;
  }
}

/** Delivers the storage events that wait, but to tabs that are frozen; gives their number. */
export function deliver(frozen = []) {
  const waiting = events;
  events = [];
  for (const { tab: from, ...event } of waiting) {
    for (const to of Object.keys(handlers)) {
      if (to !== from && !frozen.includes(to)) on(to, () => handlers[to].forEach((listener) => listener({ ...event, storageArea: localStorage })));
    }
  }
  return waiting.length;
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Is a word anywhere in a storage? */
export const holds = (storage, word) => [...storage.texts.values()].some((text) => text.includes(word));
