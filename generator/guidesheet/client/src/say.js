/** What is said aloud (rarely), and notices that stay until they are dismissed. */

import { button, make } from './dom.js';
import { words } from './site.js';

const RARELY = 60000;
/** There from the beginning: what is put on a page together with its words is heard by few. */
const region = make('div', { class: 'gs-sr', role: 'status', 'aria-live': 'polite' });
document.body.append(region);
let spoken = 0;

/** Speaks to screen readers; what is not `urgent` at most once a minute. @param {string} text @param {boolean} [urgent] */
export function say(text, urgent = false) {
  const now = Date.now();
  if (!urgent && now - spoken < RARELY) return;
  spoken = now;
  if (!region.isConnected) document.body.append(region);
  region.textContent = '';
  setTimeout(() => (region.textContent = text), 50);
}

/**
 * A notice at the top of `host`, one of each kind, there until it is dismissed.
 * @param {Element} host @param {string} kind @param {string} text @param {Offer} [offer]
 */
export function notice(host, kind, text, offer) {
  clear(host, kind);
  const box = made('div', kind, text, offer);
  host.prepend(box);
  say(text, true);
  return box;
}

/** What can be done about it. @typedef {{ label: string, act: () => void }} Offer */

/** A notice that is not on the page yet. Whoever closes it goes on behind it. @param {string} tag @param {string} kind @param {string} text @param {Offer} [offer] */
export function made(tag, kind, text, offer) {
  const box = make(tag, { class: 'gs-notice', 'data-kind-of': kind, tabindex: '-1' }, make('p', {}, text));
  const close = () => {
    const next = [...document.querySelectorAll('a, button, input, select, textarea')].find((part) => box.compareDocumentPosition(part) === Node.DOCUMENT_POSITION_FOLLOWING && part.getClientRects().length);
    box.remove();
    /** @type {HTMLElement | undefined} */ (next)?.focus();
  };
  if (offer) {
    box.append(button(offer.label, () => {
      close();
      offer.act();
    }));
  }
  box.append(button(words('dismiss'), close, 'gs-button gs-button--quiet'));
  return box;
}

/** @param {Element} host @param {string} kind */
export const clear = (host, kind) => host.querySelectorAll(`:scope > .gs-notice[data-kind-of="${kind}"]`).forEach((box) => box.remove());
