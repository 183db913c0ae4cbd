/** The questions that the reader starred, to be put into the order in which to ask them. */

import { Asked } from './asked.js';

export class Order extends Asked {
  /** @override */
  wanted() {
    return this.questions(this.core.publishedIn(this.place)).filter(([id]) => this.starred(id));
  }

  /** @override */
  fill() {
    super.fill();
    this.hidden = this.items().length < 2;
  }

  /** @override @param {HTMLElement} item @param {string} key @param {number} number */
  show(item, key, number) {
    super.show(item, key, number);
    const text = this.core.questionText(this.coll, this.core.recordAt(this, this.coll), this.place, key);
    for (const part of item.querySelectorAll('.gs-order__text')) if (part.textContent !== text) part.textContent = text;
  }
}
