// Three tabs that are typed in at random, with a clock that jumps: they end with the same words, and none is lost.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browser, deliver, on, openTab, PREFIX } from "./tabs.mjs";
import { dice } from "./dice.mjs";

const HISTORIES = 120;
const STEPS = 400;
const NAMES = ["A", "B", "C"];
const RECORDS = [["me", "-"], ["contact", "1mhcwg7k8a2z"], ["contact", "1mhcwg7k9b3y"]];
const YEAR = 365 * 24 * 3600 * 1000;

const each = (tabs, act) => NAMES.forEach((name) => on(name, () => act(tabs[name], name)));

/** Types, saves, sleeps, wakes, closes and sets the clock at random; gives the tabs and every word that was typed. */
function history(chance, clock) {
  browser();
  const tabs = Object.fromEntries(NAMES.map((name) => [name, openTab(name)]));
  const typed = [];
  let frozen = [];
  for (let step = 0; step < STEPS; step++) {
    const name = NAMES[chance(3)];
    const awake = !frozen.includes(name);
    const act = chance(20);
    if (act < 10 && awake) {
      const [coll, rec] = RECORDS[chance(3)];
      const [id, word] = [`${coll}.${"abc"[chance(3)]}`, `w${step}`];
      on(name, () => {
        const over = tabs[name].value(coll, rec, id);
        tabs[name].set(coll, rec, id, word, "Question");
        typed.push({ coll, rec, id, word, over, time: tabs[name].record(coll, rec).a[id][1] });
      });
    } else if (act < 14 && awake) on(name, () => tabs[name].flush());
    else if (act < 17) deliver(frozen);
    else if (act === 17) {
      if (awake) on(name, () => tabs[name].flush()); // a page that goes to sleep is hidden first
      else on(name, () => tabs[name].reread());
      frozen = awake ? [...frozen, name] : frozen.filter((one) => one !== name);
    } else if (act === 18 && awake) {
      on(name, () => tabs[name].flush());
      tabs[name] = openTab(name);
    } else if (act === 19) clock.now += [-YEAR, YEAR, -60000, 60000][chance(4)];
  }
  each(tabs, (tab) => tab.reread());
  return { tabs, typed };
}

/** Until nobody has anything to say. */
function settle(tabs) {
  for (let round = 0; round < 10; round++) {
    each(tabs, (tab) => tab.flush());
    if (!deliver()) return;
  }
  assert.fail("the tabs go on writing");
}

function check({ tabs, typed }) {
  for (const [coll, rec] of RECORDS) {
    const stored = JSON.parse(localStorage.getItem(`${PREFIX}${coll}:${rec}`) ?? "null");
    if (!stored) continue;
    const plain = ({ a, old }) => JSON.parse(JSON.stringify([Object.entries(a).sort(), Object.entries(old ?? {}).sort()]));
    each(tabs, (tab, name) => assert.deepEqual(plain(tab.record(coll, rec)), plain(stored), `${name} differs`));
    for (const id of new Set(typed.filter((one) => one.rec === rec).map((one) => one.id))) {
      const all = typed.filter((one) => one.rec === rec && one.id === id);
      const last = all.reduce((x, y) => (y.time > x.time || (y.time === x.time && y.word > x.word) ? y : x));
      assert.equal(stored.a[id][0], last.word, `the newest word of ${id}`);
      const known = new Set(all.map((one) => one.over));
      const earlier = new Set((stored.old?.[id] ?? []).map(([word]) => word));
      const lost = all.filter(({ word }) => word !== last.word && !known.has(word) && !earlier.has(word));
      assert.deepEqual(lost.map(({ word }) => word), [], `nobody replaced these words of ${id}`);
    }
  }
  return typed.length;
}

test(`in ${HISTORIES} random histories of three tabs thousands of edits end the same everywhere, and no word is lost`, () => {
  const real = Date.now;
  let edits = 0;
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const clock = { now: real() };
    Date.now = () => (clock.now += 1);
    try {
      const found = history(dice(seed * 7919), clock);
      settle(found.tabs);
      edits += check(found);
    } catch (error) {
      error.message += ` (seed ${seed})`;
      throw error;
    } finally {
      Date.now = real;
    }
  }
  assert.ok(edits > 10000, `${edits} edits`);
});
