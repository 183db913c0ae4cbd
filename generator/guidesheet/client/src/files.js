/** Files of the reader's own. */

import { make } from './dom.js';

/** Gives the browser a file to save. @param {string} name without anything of the reader in it @param {BlobPart} content @param {string} type */
export function download(name, content, type) {
  const link = /** @type {HTMLAnchorElement} */ (make('a', { href: URL.createObjectURL(new Blob([content], { type })), download: name }));
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
