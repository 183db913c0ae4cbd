/** A letter alone on paper: a business letter whose address shows in a window envelope, on Letter and on A4. */

import { make } from '../dom.js';
import { site } from '../site.js';
import { paragraphsOf } from './draft.js';

/** @typedef {import('./draft.js').Part} Part */

/** Prints it, and leaves the page as it was. @param {import('./draft.js').Letter} letter @param {Part[]} parts */
export function printAlone(letter, parts) {
  const root = document.documentElement.classList;
  const post = letter.classList.contains('gs-letter--answered') ? letter.querySelector('.gs-paper')?.appendChild(postOf(parts)) : undefined; // else the blank one
  root.add('gs-print-one');
  letter.classList.add('gs-print-this');
  letter.classList.toggle('gs-print-post', post !== undefined);
  document.addEventListener('gs-print', () => {
    root.remove('gs-print-one');
    letter.classList.remove('gs-print-this', 'gs-print-post');
    post?.remove();
  }, { once: true });
  print();
}

/** What stands above the address is one box, so that the address stands at its height. @param {Part[]} parts */
function postOf(parts) {
  const at = parts.findIndex(({ role }) => role === 'address');
  const made = parts.map(({ role, pieces }) => make('div', { class: `gs-post__part gs-post__${role}` }, ...paragraphsOf(pieces).map(paragraph)));
  return make('div', { class: 'gs-post', 'aria-hidden': 'true' }, ...(at < 0 ? made : [make('div', { class: 'gs-post__head' }, ...made.slice(0, at)), ...made.slice(at)]));
}

/** @param {import('./draft.js').Paragraph} paragraph */
const paragraph = ({ gap, lines }) => make('p', gap ? { class: 'gs-gap' } : {}, ...lines.flatMap((line, n) => [...(n ? [make('br')] : []), ...line.map(piece)]));

/** A blank is a rule with its name below. @param {import('./draft.js').Piece} piece */
const piece = ([kind, text]) => (kind === 'b' ? make('span', { class: 'gs-line' }, make('span', { class: 'gs-line__label', lang: site.lang }, text)) : text);
