/** The mark `.erased` (FORMATS.md §4): times up to which answers count as erased, and no words. */

/** @typedef {{ all: number, recs: Record<string, number> }} Erased */

/** @param {string | null} raw @returns {Erased} */
export function parseErased(raw) {
  try {
    const found = JSON.parse(raw ?? '{}');
    return { all: Number(found.all) || 0, recs: found.recs ?? {} };
  } catch {
    return { all: 0, recs: {} };
  }
}

/** The mark of *Erase everything*. @param {number} all @param {Record<string, number>} [recs] */
export const erasedText = (all, recs = {}) => JSON.stringify({ f: 'guidesheet', v: 1, all, recs });

/** Where the clock was set back: more milliseconds than another tab is ahead with words that it has not written. */
const UNHEARD = 60000;

/** Up to when everything counts as erased, if it is erased now. @param {number} last the time of the newest answer or erasing */
export const upTo = (last) => (last < Date.now() ? Date.now() : last + UNHEARD);
