// The places where answers can be kept: Web Storage, as far as the browser lets it be reached, or memory.

/**
 * A place to keep texts. `set` says why it failed: "full", or "blocked"; "" when it was kept.
 * @typedef {{get(key: string): string | null, set(key: string, text: string): "" | "full" | "blocked", remove(key: string): void,
 *   keys(prefix: string): string[], storage: Storage | null}} Area
 */

/**
 * One of the browser's storages, or null where it may not be used. Reading the property itself can throw.
 * @param {"localStorage" | "sessionStorage"} name
 * @returns {Area | null}
 */
export function webArea(name) {
  /** @type {Storage | null} */
  let storage;
  try {
    storage = window[name];
    if (!storage || storage.length < 0) return null;
  } catch {
    return null;
  }
  const web = storage;
  return {
    storage,
    get: (key) => guarded(() => web.getItem(key), null),
    set(key, text) {
      try {
        web.setItem(key, text);
        return "";
      } catch (error) {
        return isQuota(error) ? "full" : "blocked";
      }
    },
    remove: (key) => guarded(() => web.removeItem(key), undefined),
    keys: (prefix) =>
      guarded(() => {
        const found = [];
        for (let n = 0; n < web.length; n += 1) found.push(web.key(n) ?? "");
        return found.filter((key) => key.startsWith(prefix));
      }, []),
  };
}

/** Kept until the page is left. @returns {Area} */
export function memoryArea() {
  /** @type {Map<string, string>} */
  const texts = new Map();
  return {
    storage: null,
    get: (key) => texts.get(key) ?? null,
    set(key, text) {
      texts.set(key, text);
      return "";
    },
    remove: (key) => void texts.delete(key),
    keys: (prefix) => [...texts.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** @template T @param {() => T} read @param {T} otherwise */
function guarded(read, otherwise) {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** @param {unknown} error */
const isQuota = (error) =>
  error instanceof Error || error instanceof DOMException ? /^(QuotaExceededError|NS_ERROR_DOM_QUOTA_REACHED)$/.test(error.name) : false;
