/** Text that follows the answers: letters, and blanks in other text. */

import { answersAt, store, tab } from '../app.js';
import { Part, json, make } from '../dom.js';
import { evaluate, namesIn } from '../letter.js';
import { send } from '../parts.js';
import { isBlank } from '../print.js';
import { site, words } from '../site.js';
import { filled } from '../values.js';

/** @typedef {import('../letter.js').Piece} Piece */

/** Paints again, once a frame, when an answer changes that the text reads. */
class Following extends Part {
  /** @type {string[]} */
  names = [];
  #waiting = 0;

  /** @override */
  start() {
    this.on(store, 'change', (event) => {
      const ids = event.detail.ids;
      if (!ids.length || ids.some((/** @type {string} */ id) => this.#reads(id))) this.#soon();
    });
    this.on(store, 'erased mode', () => this.#soon());
    this.on(tab, 'now', () => this.#soon());
    this.paint();
  }

  /** @param {string} id */
  #reads(id) {
    return this.names.some((name) => name === id || (name.endsWith('[]') && (id.startsWith(name.slice(0, -1)) || id.endsWith(':star'))));
  }

  #soon() {
    this.#waiting ||= requestAnimationFrame(() => {
      this.#waiting = 0;
      if (this.isConnected) this.paint();
    });
  }

  paint() {}

  get language() {
    return /** @type {HTMLElement | null} */ (this.closest('[lang]'))?.lang ?? site.lang;
  }
}

export class Out extends Following {
  /** @override */
  start() {
    this.names = namesIn(json(this, 'data-tree'));
    this.on(document, 'gs-print', () => this.paint());
    super.start();
  }

  /** @override */
  paint() {
    const answers = isBlank() ? { value: () => '', column: () => [], starred: () => [] } : answersAt(this);
    const pieces = evaluate(json(this, 'data-tree'), answers, this.language);
    const text = pieces.map(([kind, words]) => (kind === 'b' ? `[${words}]` : words)).join('');
    if (this.textContent !== text) this.replaceChildren(text);
    this.classList.toggle('gs-out--answered', pieces.some(([kind]) => kind === 'a'));
  }
}

export class Letter extends Following {
  /** @type {{ id: string, tree: any[], role: string, optional?: string, mail?: any[] }[]} */
  parts = [];

  /** @override */
  start() {
    this.parts = json(this, 'data-parts');
    this.names = this.parts.flatMap((part) => [...namesIn(part.tree), ...(part.optional ? [part.optional] : [])]);
    for (const share of this.querySelectorAll('[data-way=share]')) /** @type {HTMLElement} */ (share.parentElement).hidden = !navigator.share;
    this.on(this, 'click', ({ target }) => {
      const way = target.closest('[data-way]');
      if (way) send(this, way.dataset.way);
    });
    document.addEventListener('input', () => send(this, ''), { once: true }); // it is there when the network is gone
    super.start();
  }

  /** The pieces of the letter as it is now. @returns {Piece[]} */
  pieces() {
    const answers = answersAt(this);
    const parts = this.parts.filter((part) => !part.optional || filled(answers.value(part.optional)));
    return parts.map((part) => trimmed(evaluate(part.tree, answers, this.language))).filter((part) => part.length)
      .flatMap((part, index) => [.../** @type {Piece[]} */ (index ? [['t', '\n\n']] : []), ...part]);
  }

  /** @override */
  paint() {
    const pieces = this.pieces();
    const live = /** @type {HTMLElement} */ (this.querySelector('.gs-letter__live'));
    live.hidden = false;
    live.replaceChildren(...paragraphs(pieces));
    const answers = answersAt(this);
    this.classList.toggle('gs-letter--answered', this.names.some((id) => !id.endsWith('[]') && filled(answers.value(id))));
    const missing = /** @type {HTMLElement} */ (this.querySelector('.gs-letter__missing'));
    const names = [...new Set(pieces.filter(([kind]) => kind === 'b').map(([, , label]) => label))];
    const key = names.length > 1 ? 'missing' : names.length ? 'missing_one' : 'letter_complete';
    const text = words(key, { n: names.length, list: names.join(' · ') });
    if (missing.textContent !== text) missing.textContent = text;
  }
}

/** Without line ends at its beginning and end, so that parts stand apart as paragraphs do. @param {Piece[]} pieces */
function trimmed(pieces) {
  const found = pieces.map((piece) => /** @type {Piece} */ ([...piece]));
  const bare = (/** @type {Piece | undefined} */ piece) => piece?.[0] === 't' && !piece[1].trim();
  while (bare(found[0])) found.shift();
  while (bare(found.at(-1))) found.pop();
  const [first, last] = [found[0], found.at(-1)];
  if (first?.[0] === 't') first[1] = first[1].replace(/^\n+/, '');
  if (last?.[0] === 't') last[1] = last[1].replace(/\s+$/, '');
  return found;
}

/** Pieces as paragraphs of text nodes. @param {Piece[]} pieces @returns {HTMLElement[]} */
function paragraphs(pieces) {
  /** @type {HTMLElement[]} */
  const made = [];
  let ends = 2;
  for (const [kind, text] of pieces) {
    for (const part of text.replace(/\r\n?/g, '\n').split(/(\n)/)) {
      if (part === '\n') ends++;
      else if (part.trim() || (part && !ends)) {
        if (ends > 1) made.push(make('p', ends > 3 ? { class: 'gs-gap' } : {}));
        else if (ends) made[made.length - 1]?.append(make('br'));
        ends = 0;
        made[made.length - 1]?.append(kind === 't' ? part : piece(kind, part));
      }
    }
  }
  return made;
}

/** @param {string} kind @param {string} text */
const piece = (kind, text) => (kind === 'b' ? make('mark', { class: `gs-${kind}`, lang: site.lang }, `[${text}]`) : make('span', { class: `gs-${kind}` }, text));
