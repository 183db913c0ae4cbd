/** The part for keeping: saving and loading a copy, and erasing. Loaded on first use. */

import { askErase } from './erase.js';
import { loadCopy } from './load.js';
import { saveCopy } from './save.js';
import { styled } from './style.js';

/** @type {any} */ (globalThis).guidesheetKeep = {
  saveCopy,
  loadCopy,
  askErase: (/** @type {Parameters<typeof askErase>} */ ...given) => styled('keep.css').then(() => askErase(...given)),
};
