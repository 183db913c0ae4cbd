/** Which Web Storage can be reached. Reading the property itself may throw; full is not blocked. */

/** @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>} Area */

/** @param {'localStorage' | 'sessionStorage'} kind @returns {Area | null} */
export function reach(kind) {
  try {
    const area = globalThis[kind];
    area.getItem('guidesheet');
    return area;
  } catch {
    return null;
  }
}

/** Storage that lasts as long as the page. @returns {Area} */
export function memory() {
  /** @type {Map<string, string>} */
  const map = new Map();
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    key: (index) => [...map.keys()][index] ?? null,
    get length() {
      return map.size;
    },
  };
}

/** @param {Area} area @param {string} key */
export function read(area, key) {
  try {
    return area.getItem(key);
  } catch {
    return null;
  }
}

/** Writes, and says what went wrong. @param {Area} area @param {string} key @param {string} value @returns {'' | 'full' | 'blocked'} */
export function write(area, key, value) {
  try {
    area.setItem(key, value);
    return '';
  } catch (error) {
    return /quota/i.test(/** @type {any} */ (error)?.name) ? 'full' : 'blocked';
  }
}

/** @param {Area} area @param {string} key */
export function drop(area, key) {
  try {
    area.removeItem(key);
  } catch {
    // What cannot be reached holds nothing of ours.
  }
}

/** @param {Area} area @param {string} prefix */
export function keysOf(area, prefix) {
  const found = [];
  try {
    for (let i = 0; i < area.length; i++) {
      const key = area.key(i);
      if (key?.startsWith(prefix)) found.push(key);
    }
  } catch {
    return [];
  }
  return found.sort();
}
