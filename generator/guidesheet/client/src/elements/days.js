/** Days that act: what is due, and what comes next. All of it is in a part. */

import { Part } from '../dom.js';
import { days } from '../parts.js';

export class Days extends Part {
  /** @override */
  start() {
    days(this);
  }
}
