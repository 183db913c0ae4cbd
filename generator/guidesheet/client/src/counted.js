/** How long a letter is, where its channel takes only so much. */

import { lengthOf } from './lengths.js';
import { textOf } from './send/draft.js';
import { words } from './site.js';

/** @param {import('./parts.js').Core} core @param {import('./elements/sheet.js').Sheet} sheet */
export function countLetters(core, sheet) {
  const letters = /** @type {NodeListOf<import('./elements/text.js').Letter>} */ (sheet.querySelectorAll('gs-letter[data-most]'));
  if (!letters.length) return;
  const again = () => {
    for (const letter of letters) {
      const { most, unit = '' } = letter.dataset;
      const n = lengthOf(textOf(core, letter, 'copy'), unit);
      const over = n - Number(most);
      const text = over > 0 ? words(`too_long_${unit}`, { n: over, m: most ?? '' }) : words(`count_${unit}`, { n, m: most ?? '' });
      const note = letter.querySelector('.gs-letter__count');
      note?.classList.toggle('gs-limit--over', over > 0);
      if (note && note.textContent !== text) note.textContent = text;
    }
  };
  sheet.on(core.store, 'change records erased mode', again);
  sheet.on(core.tab, 'now', again);
  again();
}
