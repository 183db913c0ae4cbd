/** The order of rows and questions: as they stand, but what the reader moved has a place of its own (FORMATS.md §1, `:pos`). Pure. */

/** Something that has a place: its address, and the place that it has while nobody moved it. @typedef {[id: string, usual: number]} Placed */

/** The reader's own come after all that is published. */
export const OWN = 1e6;

/** A place as it is stored; the usual one where there is none. @param {unknown} stored @param {number} usual */
export const placed = (stored, usual) => (typeof stored === 'string' && stored.trim() && Number.isFinite(Number(stored)) ? Number(stored) : usual);

/** The shortest decimal between two places; "" where they leave no room. @param {number} before @param {number} after */
export function between(before, after) {
  for (let digits = 0; digits <= 12; digits++) {
    const text = ((before + after) / 2).toFixed(digits);
    if (Number(text) > before && Number(text) < after) return text === '-0' ? '0' : text;
  }
  return '';
}

/**
 * The places to store so that `id` stands `steps` further on among `shown`, which are in order: one, or all where there is no room.
 * @param {string} id @param {number} steps 1 or -1 @param {Placed[]} shown each with the place that it has now
 * @returns {[id: string, place: string][]}
 */
export function moved(id, steps, shown) {
  const at = shown.findIndex(([one]) => one === id);
  if (at < 0 || !shown[at + steps]) return [];
  const others = shown.filter(([one]) => one !== id);
  const [before, after] = [others[at + steps - 1]?.[1], others[at + steps]?.[1]];
  const text = between(before ?? (after ?? 1) - 2, after ?? (before ?? 0) + 2);
  if (text) return [[id, text]];
  others.splice(at + steps, 0, [id, 0]);
  return others.map(([one], index) => [one, String(index + 1)]);
}
