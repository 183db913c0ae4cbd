/** A list that grows and is put in order: what rows, shown questions and the order of questions have in common. */

import { Part, pressed } from '../dom.js';
import { moved } from '../order.js';
import { words } from '../site.js';

/** @typedef {import('../order.js').Placed} Placed */

/** Attributes that hold ids of the page. */
const ID_LIKE = ['id', 'for', 'aria-describedby', 'aria-labelledby'];

export class Listing extends Part {
  /** What the page's script shares with its parts. @type {import('../parts.js').Core} */
  static core;

  get core() {
    return Listing.core;
  }

  /** @override */
  start() {
    const { store, tab } = this.core;
    this.on(this, 'click', (event) => this.#clicked(event));
    this.on(store, 'records erased mode', () => this.fill());
    this.on(store, 'change', (event) => this.concerns(event.detail.ids) && this.fill());
    this.on(tab, 'now', () => this.fill());
    this.fill();
  }

  /** The block's address, where its items are no records. */
  get place() {
    return this.dataset.rows ?? '';
  }

  /** Must the list be made again when these answers have changed? @param {string[]} ids @returns {boolean} */
  concerns(ids) {
    return ids.some((id) => id.startsWith(`${this.place}[`));
  }

  /** What should be there, in order. @returns {Placed[]} */
  wanted() {
    return [];
  }

  /** What an item stands for, as in `wanted`. @param {Element} item */
  keyOf(item) {
    return item.getAttribute('data-key') ?? item.getAttribute('data-ask') ?? '';
  }

  /** The items' own list. */
  get list() {
    return /** @type {HTMLElement} */ (this.querySelector(':scope > ol'));
  }

  /** The items, without notices between them. */
  items() {
    return /** @type {HTMLElement[]} */ ([...this.list.children].filter((item) => !item.matches('.gs-notice')));
  }

  /** Those that can be seen, from top to bottom. */
  seen() {
    return this.items().filter((item) => !item.hidden && !item.matches('.gs-off'));
  }

  /** @param {string} key */
  item(key) {
    return this.items().find((one) => this.keyOf(one) === key);
  }

  /** Makes the items on the page those that there are, in order. */
  fill() {
    const wanted = this.wanted().map(([key]) => key);
    for (const item of this.items()) if (!wanted.includes(this.keyOf(item))) item.remove();
    let made = false;
    let at = this.list.firstElementChild;
    wanted.forEach((key, index) => {
      let item = this.item(key);
      if (!item) {
        item = this.make(key);
        made = true;
      }
      while (at?.matches('.gs-notice')) at = at.nextElementSibling;
      if (at === item) at = item.nextElementSibling;
      else this.list.insertBefore(item, at);
      this.show(item, key, index + 1);
    });
    this.#ends();
    if (made) this.dispatchEvent(new CustomEvent('gs-controls', { bubbles: true }));
  }

  /** Whatever an item says of itself. @param {HTMLElement} item @param {string} _key @param {number} number */
  show(item, _key, number) {
    for (const part of item.querySelectorAll('.gs-row__no')) if (part.textContent !== String(number)) part.textContent = String(number);
  }

  /** An item from the template. @param {string} key @returns {HTMLElement} */
  make(key) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector('template'));
    const item = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (document.importNode(template.content, true)).firstElementChild);
    item.dataset.key = key;
    const row = /\[(\w+)\]$/.exec(key)?.[1] ?? key;
    for (const part of [item, ...item.querySelectorAll('*')]) {
      for (const name of ['name', 'data-ask', ...ID_LIKE]) {
        const given = part.getAttribute(name);
        if (given?.includes('[]')) part.setAttribute(name, given.replaceAll('[]', ID_LIKE.includes(name) ? `-${row}` : `[${row}]`));
      }
    }
    return item;
  }

  /** Buttons that can do no more say so, and stay in reach. */
  #ends() {
    const seen = this.seen();
    seen.forEach((item, index) => {
      const stuck = { up: !index, down: index === seen.length - 1 };
      for (const button of item.querySelectorAll('[data-do=up], [data-do=down]')) button.setAttribute('aria-disabled', String(stuck[/** @type {'up' | 'down'} */ (button.getAttribute('data-do'))]));
    });
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = pressed(event);
    if (!button || button.closest('gs-rows, gs-show, gs-order') !== this) return;
    const item = /** @type {HTMLElement | null} */ (button.closest('li'));
    const act = button.dataset.do ?? '';
    if (item && (act === 'up' || act === 'down')) this.#move(item, button, act === 'up' ? -1 : 1);
    else this.act(act, item);
  }

  /** What else a button does. @param {string} _act @param {HTMLElement | null} _item */
  act(_act, _item) {}

  /** @param {HTMLElement} item @param {HTMLElement} button @param {number} steps */
  #move(item, button, steps) {
    const { store, say } = this.core;
    const seen = this.seen().map((one) => this.keyOf(one));
    const key = this.keyOf(item);
    store.flush();
    const shown = this.wanted().filter(([one]) => seen.includes(one));
    for (const [id, place] of moved(key, steps, shown)) this.put(`${id}:pos`, place);
    store.flush();
    this.fill();
    button.focus();
    button.scrollIntoView({ block: 'nearest' });
    say(words('moved', { n: this.seen().indexOf(item) + 1, m: seen.length }), true);
  }

  /** Stores an answer of the block. @param {string} id @param {string | true} value */
  put(id, value) {
    const { store, recordAt } = this.core;
    store.set(this.coll, recordAt(this, this.coll), id, value);
  }

  /** The collection that the block's answers live in. */
  get coll() {
    return '';
  }
}
