/** What is said aloud (rarely), and notices that stay until they are dismissed. */

import { button, make } from './dom.js';
import { words } from './site.js';

const RARELY = 60000;
/** @type {HTMLElement | undefined} */
let region;
let spoken = 0;

/** Speaks to screen readers; what is not `urgent` at most once a minute. @param {string} text @param {boolean} [urgent] */
export function say(text, urgent = false) {
  const now = Date.now();
  if (!urgent && now - spoken < RARELY) return;
  spoken = now;
  region ??= make('div', { class: 'gs-sr', role: 'status', 'aria-live': 'polite' });
  if (!region.isConnected) document.body.append(region);
  region.textContent = '';
  setTimeout(() => region && (region.textContent = text), 50);
}

/**
 * A notice at the top of `host`, one of each kind, there until it is dismissed.
 * @param {Element} host @param {string} kind @param {string} text @param {{ label: string, act: () => void }} [offer]
 */
export function notice(host, kind, text, offer) {
  clear(host, kind);
  const box = make('div', { class: 'gs-notice', 'data-kind-of': kind, tabindex: '-1' }, make('p', {}, text));
  if (offer) {
    box.append(button(offer.label, () => {
      box.remove();
      offer.act();
    }));
  }
  box.append(button(words('dismiss'), () => box.remove(), 'gs-button gs-button--quiet'));
  host.prepend(box);
  say(text, true);
  return box;
}

/** @param {Element} host @param {string} kind */
export const clear = (host, kind) => host.querySelectorAll(`:scope > .gs-notice[data-kind-of="${kind}"]`).forEach((box) => box.remove());
