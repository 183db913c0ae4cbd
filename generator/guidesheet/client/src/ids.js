/** The grammar of answer ids (FORMATS.md §1), and new ids. */

const ANSWER = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*(\[([a-z][a-z0-9_]*|[0-9][a-z0-9]{3,31})\](\.[a-z][a-z0-9_]*)?)?(:[a-z][a-z0-9_]*)?$/;

/** @param {string} id */
export const isAnswer = (id) => ANSWER.test(id);

/** A new record or row id; its order as text is the order of making. */
export function mint(now = Date.now()) {
  const chance = crypto.getRandomValues(new Uint16Array(1))[0] ?? 0;
  return '1' + now.toString(36).padStart(8, '0') + (chance % 46656).toString(36).padStart(3, '0');
}

/** `x.y` of any answer id: without row, column and part. @param {string} id */
export const placeOf = (id) => /** @type {string} */ (id.split(/[[:]/)[0]);

/** The collection or sheet of an answer id. @param {string} id */
export const scopeOf = (id) => id.slice(0, id.indexOf('.'));
