/** A few texts by key in IndexedDB, changed all at once or not at all. Closed after each change, so that a page can sleep and come back. */

/** @typedef {(change: (texts: Map<string, string>) => void) => Promise<void>} Vault */

const TEXTS = 'texts';

/** @param {string} name @returns {Vault} it rejects where the browser gives no IndexedDB */
export const vault = (name) => (change) => new Promise((resolve, reject) => {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(TEXTS);
  opening.onerror = reject;
  opening.onsuccess = () => {
    const db = opening.result;
    db.onversionchange = () => db.close();
    const act = db.transaction(TEXTS, 'readwrite');
    const ended = (/** @type {(event: Event) => void} */ next) => (/** @type {Event} */ event) => {
      db.close();
      next(event);
    };
    act.oncomplete = ended(() => resolve());
    act.onabort = ended(reject);
    const store = act.objectStore(TEXTS);
    const [keys, found] = [store.getAllKeys(), store.getAll()];
    found.onsuccess = () => {
      const before = new Map(keys.result.map((key, index) => [String(key), String(found.result[index])]));
      const after = new Map(before);
      change(after);
      for (const key of before.keys()) if (!after.has(key)) store.delete(key);
      for (const [key, text] of after) if (before.get(key) !== text) store.put(text, key);
    };
  };
});
