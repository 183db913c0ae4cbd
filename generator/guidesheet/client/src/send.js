/** The part for the ways out of the page: a letter is copied, shared, mailed, saved, printed alone, or shown large. Loaded on first use. */

import { ask } from './send/lacking.js';
import { ways } from './send/ways.js';
import { styled } from './style.js';

/**
 * Asks what is missing, and then goes the way; without a way, it makes ready.
 * @param {import('./parts.js').Core} core @param {import('./elements/text.js').Letter} letter @param {string} way
 */
async function send(core, letter, way) {
  await styled('send.css');
  const go = ways[way];
  if (go) ask(core, letter, way, () => go(core, letter));
}

/** @type {any} */ (globalThis).guidesheetSend = send;
