/** A script in large type, to be read from a phone that lies on the table. */

import { button, make } from '../dom.js';
import { site, words } from '../site.js';
import { paragraphsOf } from './draft.js';

/** @param {import('./draft.js').Letter} letter @param {import('./draft.js').Part[]} parts @param {string} title */
export function showLarge(letter, parts, title) {
  const text = parts.flatMap(({ pieces }) => paragraphsOf(pieces)).map(({ lines }) => make('p', {}, ...lines.flatMap((line, n) => [...(n ? [make('br')] : []), ...line.map(piece)])));
  const dialog = /** @type {HTMLDialogElement} */ (make('dialog', { class: 'gs-large md-typeset', 'aria-label': title },
    make('div', { class: 'gs-large__text', lang: letter.language, tabindex: '0', role: 'group', 'aria-label': title }, ...text)));
  dialog.append(button(words('send_close'), () => dialog.close()));
  /** @type {WakeLockSentinel | undefined} */
  let awake;
  navigator.wakeLock?.request('screen').then((lock) => {
    if (dialog.open) awake = lock;
    else void lock.release();
  }, () => {}); // the screen goes dark as usual
  dialog.addEventListener('close', () => {
    dialog.remove();
    void awake?.release();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {import('./draft.js').Piece} piece */
const piece = ([kind, text]) => (kind === 'b' ? make('mark', { class: 'gs-b', lang: site.lang }, `[${text}]`) : text);
