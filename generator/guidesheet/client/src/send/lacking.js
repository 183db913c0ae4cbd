/** What is missing is seen before anything leaves the page, with a way to each; the reader may go on without. */

import { button, json, make } from '../dom.js';
import { lengthOf } from '../lengths.js';
import { words } from '../site.js';
import { whileThere } from '../watch.js';
import { blanksOf, textOf } from './draft.js';

/** @typedef {import('./draft.js').Core} Core */
/** @typedef {import('./draft.js').Letter} Letter */

/** Goes at once where nothing is missing, else asks. @param {Core} core @param {Letter} letter @param {string} way @param {() => void} go */
export function ask(core, letter, way, go) {
  const host = placeOf(letter);
  host.querySelectorAll(':scope > .gs-notice').forEach((old) => old.remove());
  if (!entries(core, letter, way).length) return go();
  const anyway = way === 'print' ? 'send_gaps' : 'send_anyway';
  const box = core.notice(host, 'lacking', '', { label: words(anyway), act: go });
  const list = make('ul', { class: 'gs-lacking' });
  const [said, on] = [/** @type {HTMLElement} */ (box.querySelector('p')), /** @type {HTMLElement} */ (box.querySelector('button'))];
  said.after(list);
  const again = () => {
    const all = entries(core, letter, way);
    said.textContent = all.length > 1 ? words('send_lacks', { n: all.length }) : words(all.length ? 'send_lacks_one' : 'send_ready');
    list.replaceChildren(...all.map((entry) => make('li', {}, entry)));
    on.textContent = words(all.length ? anyway : 'send_on');
  };
  again();
  core.say(said.textContent ?? '', true);
  whileThere(core, box, again);
  box.focus();
}

/** Where a letter says what came of it. @param {Letter} letter */
export const placeOf = (letter) => letter.querySelector('.gs-letter__ways') ?? letter;

/** Everything that is missing, or too much, each as what leads there. @param {Core} core @param {Letter} letter @param {string} way @returns {(Node | string)[]} */
function entries(core, letter, way) {
  const elsewhere = json(letter, 'data-elsewhere') ?? {};
  const found = [...blanksOf(core, letter, way)].map(([label, id]) => {
    const control = controlOf(letter, id);
    if (control) return button(label, () => control.focus(), 'gs-button gs-button--quiet');
    const [href, title] = elsewhere[id] ?? [];
    return href ? make('a', { href }, `${label} (${title})`) : label;
  });
  const { most, unit } = letter.dataset;
  const over = most && unit ? lengthOf(textOf(core, letter, way), unit) - Number(most) : 0;
  return over > 0 ? [...found, words(`too_long_${unit}`, { n: over, m: most ?? '' })] : found;
}

/** The control that a blank is filled in with: on the letter's own sheet, else anywhere on the page. @param {Letter} letter @param {string} id @returns {HTMLElement | null} */
function controlOf(letter, id) {
  if (id.endsWith('[]')) return document.querySelector(`gs-rows[data-rows="${id.slice(0, -2)}"] > [data-do=add]`);
  const sheet = letter.closest('gs-sheet');
  const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[name="${id}"][data-kind]`));
  const seen = [...all].filter((control) => control.getClientRects().length && !control.closest('[data-rec]'));
  return seen.find((control) => sheet?.contains(control)) ?? seen[0] ?? null;
}
