/** What stands at the foot of every page. */

import { Part } from '../dom.js';
import { since } from '../parts.js';

export class Data extends Part {
  /** @override */
  start() {
    since(this);
  }
}
