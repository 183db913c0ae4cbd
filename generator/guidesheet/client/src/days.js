/** The part for days that act: shown beside what is to do, listed on the guide's page, put into a calendar. Loaded where there are some. */

import { list } from './days/list.js';
import { one } from './days/one.js';
import { styled } from './style.js';

/** @param {import('./parts.js').Core} core @param {import('./elements/days.js').Days} element */
function days(core, element) {
  void styled('days.css');
  if (!element.isConnected) return;
  const again = element.hasAttribute('data-all') ? list(core, element) : one(core, element);
  let waiting = 0;
  const soon = () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      if (element.isConnected) again();
    });
  };
  element.on(core.store, 'change records erased mode', soon);
  element.on(core.tab, 'now', soon);
  element.on(document, 'visibilitychange', soon); // it may be another day
  element.on(window, 'focus pageshow', soon);
  again();
}

/** @type {any} */ (globalThis).guidesheetDays = days;
