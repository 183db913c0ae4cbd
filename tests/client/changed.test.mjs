// What an act changed, and what brings it back: joined into the record, all is as before but what was written since.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dice as dicing } from "./dice.mjs";

const SRC = "../../generator/guidesheet/client/src";
const { after, back, changed, settle, timesOf } = await import(`${SRC}/changed.js`);
const { blank, dropErased, erase, join, parse, put, text } = await import(`${SRC}/record.js`);

const MADE = 2000;
const IDS = ["me.a", "me.b", "me.c", "x.rows[1mhcwg7k8a2z].who", "x.rows[1mhcwg7k8a2z]:del", "x.q:star"];

const dice = dicing(20261127);

const value = () => [`w${dice(1000)}`, true, ["a", "b"], ""][dice(4)];
const some = () => IDS.filter(() => dice(2));

/** A record with answers of the past, some with earlier values. */
function record() {
  const made = blank("me", "-");
  for (const id of some()) {
    made.a[id] = [value(), 1000 + dice(1000), "Q"];
    if (!dice(3)) (made.old ??= Object.create(null))[id] = [[`old${dice(99)}`, 1 + dice(900), "Q"]];
  }
  return made;
}

const copy = (data) => parse(text(data)).data;
/** What a reader sees: an answer that was never there and one that is erased are the same. */
const seen = (data) => Object.fromEntries(Object.entries(data.a).filter(([, entry]) => entry[0] !== "").map(([id, entry]) => [id, entry[0]]).sort());

/** Erases some answers, writes others, or is "Erase everything": then what is not newer than that counts as erased. */
function act(data) {
  const way = dice(3);
  if (way === 0) for (const id of some()) if (data.a[id]) erase(data, id, 0);
  if (way === 1) for (const id of some()) put(data, id, value(), 0, "Q");
  if (way < 2) return { now: data, floor: 0 };
  const floor = Date.now();
  dropErased(data, floor);
  return { now: data, floor };
}

test("undone, all is as it was, and stays so in every tab", () => {
  for (let n = 0; n < MADE; n += 1) {
    const before = record();
    const { now, floor } = act(copy(before));
    const change = changed(before, now);
    if (!change) {
      assert.deepEqual(seen(now), seen(before));
      continue;
    }
    const kept = JSON.parse(JSON.stringify(change));
    const undone = copy(now);
    join(undone, back(kept, now, after(floor, timesOf([kept]))), () => true);
    assert.deepEqual(seen(undone), seen(before), JSON.stringify({ before, now, undone }));
    for (const [id, list] of Object.entries(before.old ?? {})) if (undone.a[id]?.[0]) for (const [words] of list) assert.ok(JSON.stringify(undone.old?.[id] ?? []).includes(words), id);
    const read = copy(undone);
    dropErased(read, floor); // as every tab that opens it does
    assert.deepEqual(seen(read), seen(before));
    const late = copy(now); // a tab that slept writes what it knew
    join(late, read);
    assert.deepEqual(seen(late), seen(before));
  }
});

test("what was written since stays, and the words of before are its earlier value", () => {
  for (let n = 0; n < MADE; n += 1) {
    const before = record();
    before.a["me.a"] = ["first", 1500, "Q"];
    const now = copy(before);
    for (const id of ["me.a", ...some()]) if (now.a[id]) erase(now, id, 0);
    const change = changed(before, now);
    put(now, "me.a", "since", 0, "Q");
    join(now, back(change, copy(now), after(Math.max(0, ...Object.values(change.left)), timesOf([change]))), () => true);
    assert.equal(now.a["me.a"][0], "since");
    assert.ok(now.old["me.a"].some(([words]) => words === "first"));
  }
});

test("of several acts each is undone, in whatever order", () => {
  for (let n = 0; n < MADE; n += 1) {
    const before = record();
    const now = copy(before);
    const acts = [];
    for (let m = 2 + dice(3); m; m -= 1) {
      const had = copy(now);
      if (dice(2)) {
        for (const id of some()) if (now.a[id]) erase(now, id, 0);
      } else for (const id of some()) put(now, id, value(), 0, "Q");
      const change = changed(had, now);
      if (change) acts.push(JSON.parse(JSON.stringify(change)));
    }
    while (acts.length) {
      const [change] = acts.splice(dice(acts.length), 1);
      const came = back(change, copy(now), after(Math.max(0, ...Object.values(change.left)), timesOf([change])));
      join(now, came, () => true);
      for (const other of acts) settle(change, came.a, "-", other);
    }
    assert.deepEqual(seen(now), seen(before), JSON.stringify({ before, now }));
  }
});

test("a removed record is told from a changed one", () => {
  const before = record();
  before.a["me.a"] = ["first", 1500, "Q"];
  const gone = parse(JSON.stringify({ f: "guidesheet", v: 1, coll: "me", rec: "-", made: 1, gone: 5 })).data;
  assert.equal(changed(before, gone).gone, true);
  assert.deepEqual(Object.keys(changed(before, gone).a).sort(), Object.keys(before.a).sort());
  assert.equal(changed(gone, gone), null);
});
