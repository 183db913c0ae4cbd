/** The day of a moment, as the page's language writes it, where the reader is. */

import { site } from './site.js';

/** @param {number} time milliseconds since 1970 */
export const dayText = (time) => new Intl.DateTimeFormat([site.lang, 'en'], { dateStyle: 'long' }).format(new Date(time));
