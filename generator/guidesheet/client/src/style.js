/** The style of a part, once a page; what it is for works without it. */

import { make } from './dom.js';
import { beside } from './site.js';

/** @param {string} name @returns {Promise<void>} */
export const styled = (name) => new Promise((resolve) => {
  const href = beside(name);
  if (document.querySelector(`link[href="${href}"], style[data-has~="${name}"]`)) return resolve();
  const link = make('link', { rel: 'stylesheet', href });
  for (const type of ['load', 'error']) link.addEventListener(type, () => resolve());
  document.head.append(link);
});
