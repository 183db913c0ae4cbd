/** Copying a text, also where a page may not (on disk, without https). */

import { make } from './dom.js';

/** @param {string} text @returns {Promise<boolean>} whether it was copied */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focus = /** @type {HTMLElement | null} */ (document.activeElement);
    const box = /** @type {HTMLTextAreaElement} */ (make('textarea', { class: 'gs-sr' }, text));
    document.body.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    focus?.focus();
    return done;
  }
}
