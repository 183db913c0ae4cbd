/** The part for what is asked first: erasing, and ways back. Loaded on first use, and where a way back waits. */

import { dialog } from './dialog.js';
import { askErase } from './erase.js';
import { next, repoint, showUndos, undoable } from './undos.js';

/** @type {any} */ (globalThis).guidesheetUndo = {
  undoable,
  showUndos,
  next,
  repoint,
  dialog,
  askErase,
};
