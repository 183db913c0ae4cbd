/** Questions of one block in the reader's order, the reader's own among them. */

import { homeOf } from '../site.js';
import { Listing } from './listing.js';

export class Asked extends Listing {
  /** @override */
  get place() {
    return this.dataset.of ?? '';
  }

  /** @override */
  get coll() {
    return homeOf(this.place);
  }

  /** @override @param {string[]} ids */
  concerns(ids) {
    return ids.some((id) => id.startsWith(`${this.place}[`) || /:(star|pos)$/.test(id));
  }

  /** Those of the editor, in the editor's order, then the reader's own. @param {string[]} published */
  questions(published) {
    return this.core.questionsIn(published, this.coll, this.core.recordAt(this, this.coll), this.place);
  }

  /** @param {string} id */
  starred(id) {
    return this.core.answer(this.coll, this.core.recordAt(this, this.coll), `${id}:star`) === true;
  }
}
