/** The part for what comes and goes with the answers. Loaded on sheets that have it. */

import { chooseRecords } from './chooser.js';
import { choosePaper } from './chosen.js';
import { compute } from './computed.js';
import { follow } from './conditions.js';
import { countLetters } from './counted.js';
import { count } from './limits.js';
import { styled } from './style.js';

/** @param {import('./parts.js').Core} core @param {import('./elements/sheet.js').Sheet} sheet */
function live(core, sheet) {
  void styled('live.css');
  if (!sheet.isConnected) return;
  follow(core, sheet);
  count(core, sheet);
  compute(core, sheet);
  countLetters(core, sheet);
  choosePaper(core, sheet);
  chooseRecords(core, sheet);
}

/** @type {any} */ (globalThis).guidesheetLive = live;
