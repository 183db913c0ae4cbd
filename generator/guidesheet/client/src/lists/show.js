/** Another block's questions again: all, or only the starred ones. */

import { Asked } from './asked.js';

export class Show extends Asked {
  /** As they stood when the page came. @type {string[] | undefined} */
  #published;

  /** @override */
  wanted() {
    this.#published ??= this.items().map((item) => this.keyOf(item));
    return this.questions(this.#published).filter(([id]) => !id.endsWith(']') || this.querySelector('template'));
  }

  /** @override */
  fill() {
    super.fill();
    const none = /** @type {HTMLElement | null} */ (this.querySelector('.gs-show__none'));
    if (none) none.hidden = this.seen().length > 0;
  }

  /** @override @param {HTMLElement} item @param {string} key @param {number} number */
  show(item, key, number) {
    super.show(item, key, number);
    item.hidden = this.dataset.only === 'starred' && !this.starred(key);
  }
}
