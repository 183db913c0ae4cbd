// The journal: words that a killed browser lost come back, words that were erased do not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browser, deliver, holds, on, openTab, PREFIX } from "./tabs.mjs";
import { dice } from "./dice.mjs";
import { keepJournal } from "../../generator/guidesheet/client/src/journal.js";

const HISTORIES = 300;
const STEPS = 60;
const NAMES = ["A", "B", "C"];
const ME = ["me", "-"];
const YEAR = 365 * 24 * 3600 * 1000;

/** IndexedDB as the journal sees it: changes wait, each for a connection of its own, so their order is nobody's promise; then they are on the disk. */
class FakeVault {
  texts = new Map();
  waiting = [];
  constructor(chance = () => 0) {
    this.chance = chance;
  }
  change = (act) => new Promise((resolve) => this.waiting.push({ act, resolve }));
  step() {
    if (!this.waiting.length) return false;
    const [{ act, resolve }] = this.waiting.splice(this.chance(this.waiting.length), 1);
    const texts = new Map(this.texts);
    act(texts);
    this.texts = texts;
    resolve();
    return true;
  }
  kill() {
    this.waiting = [];
  }
}

/** Everything that waits is done. */
async function settle(vault) {
  do for (let n = 0; n < 10; n++) await null; while (vault.step());
}

/** A browser with tabs on what is on its disk. */
async function start(vault, disk, names = NAMES) {
  browser(disk);
  const tabs = {};
  for (const name of names) {
    tabs[name] = openTab(name);
    void on(name, () => keepJournal(tabs[name], vault.change));
    await settle(vault);
  }
  deliver();
  await settle(vault);
  return tabs;
}

const words = (vault) => [...vault.texts.values()].join("\n");
const type = (tabs, name, id, word, [coll, rec] = ME) => on(name, () => tabs[name].set(coll, rec, id, word, "Question"));
const flush = (tabs, name) => on(name, () => tabs[name].flush());

/** Words typed and saved, and all of it on its way; the disk of Web Storage as it was before. */
async function saved(word = "WORD") {
  const vault = new FakeVault();
  const tabs = await start(vault, new Map(), ["A"]);
  const disk = new Map(localStorage.texts);
  type(tabs, "A", "me.a", word);
  flush(tabs, "A");
  await settle(vault);
  return { vault, tabs, disk };
}

test("what Web Storage lost when the browser was killed comes back, and is written again", async () => {
  const { vault, disk } = await saved();
  const { A } = await start(vault, disk, ["A"]);
  assert.equal(A.value("me", "-", "me.a"), "WORD");
  assert.ok(holds(localStorage, "WORD"));
});

test("what was erased does not come back, whichever of the two was lost", async () => {
  for (const act of [(tabs) => tabs.A.eraseEverything(), (tabs) => tabs.A.erase("me", "-", ["me.a"])]) {
    const { vault, tabs } = await saved();
    const before = new Map(localStorage.texts);
    const journal = new Map(vault.texts);
    on("A", () => act(tabs));
    await settle(vault);
    assert.ok(!words(vault).includes("WORD"));
    const after = new Map(localStorage.texts);
    assert.equal((await start(vault, before, ["A"])).A.value("me", "-", "me.a") || undefined, undefined, "Web Storage lost the erasing");
    assert.ok(!holds(localStorage, "WORD"));
    vault.texts = journal;
    assert.equal((await start(vault, after, ["A"])).A.value("me", "-", "me.a") || undefined, undefined, "the journal lost it");
    assert.ok(!holds(localStorage, "WORD") && !words(vault).includes("WORD"));
  }
});

test("a removed record stays removed", async () => {
  const vault = new FakeVault();
  const tabs = await start(vault, new Map(), ["A"]);
  on("A", () => tabs.A.set("contact", "1mhcwg7k8a2z", "contact.name", "ANA", "Name"));
  flush(tabs, "A");
  await settle(vault);
  const before = new Map(localStorage.texts);
  on("A", () => tabs.A.remove("contact", "1mhcwg7k8a2z"));
  await settle(vault);
  assert.ok(!words(vault).includes("ANA"));
  const { A } = await start(vault, before, ["A"]);
  assert.deepEqual(A.records("contact"), []);
  assert.ok(!holds(localStorage, "ANA"));
});

test("kept in a tab only: the journal has nothing, and Web Storage that came back with words gives them up", async () => {
  const { vault, tabs } = await saved();
  const before = new Map(localStorage.texts);
  on("A", () => tabs.A.setTabOnly(true));
  type(tabs, "A", "me.b", "LATER");
  flush(tabs, "A");
  await settle(vault);
  assert.ok(!/WORD|LATER/.test(words(vault)));
  const { A } = await start(vault, before, ["A"]);
  assert.ok(A.tabOnly && !holds(localStorage, "WORD") && !words(vault).includes("WORD"));
  on("A", () => A.setTabOnly(false));
  await settle(vault);
  assert.ok(words(vault).includes("WORD"), "kept on this device again");
});

test("kept in a tab only, with a clock that was set back: Web Storage that came back with words gives them up all the same", async () => {
  const real = Date.now;
  const { vault, tabs } = await saved();
  const before = new Map(localStorage.texts);
  Date.now = () => real() - YEAR;
  try {
    on("A", () => tabs.A.setTabOnly(true));
    await settle(vault);
    const { A } = await start(vault, before, ["A"]);
    assert.ok(A.tabOnly && !holds(localStorage, "WORD") && !words(vault).includes("WORD"));
  } finally {
    Date.now = real;
  }
});

test("a tab in which answers are kept until it is closed writes nothing into the journal", async () => {
  const vault = new FakeVault();
  const tabs = await start(vault, new Map([[`${PREFIX}.mode`, "tab"]]), ["A"]);
  type(tabs, "A", "me.a", "WORD");
  flush(tabs, "A");
  await settle(vault);
  assert.ok(!words(vault).includes("WORD"));
});

test("what had no room in Web Storage is in the journal", async () => {
  const { vault, tabs } = await saved();
  localStorage.room = 10;
  type(tabs, "A", "me.b", "NO-ROOM");
  flush(tabs, "A");
  await settle(vault);
  assert.ok(words(vault).includes("NO-ROOM"));
  const { A } = await start(vault, new Map(localStorage.texts), ["A"]);
  assert.equal(A.value("me", "-", "me.b"), "NO-ROOM");
});

test("damaged and newer entries of the journal change nothing", async () => {
  const { vault, tabs } = await saved();
  vault.texts.set("me:x", "{");
  vault.texts.set("me:-", JSON.stringify({ f: "guidesheet", v: 9, coll: "me", rec: "-", made: 1, a: { "me.a": ["FUTURE", 9e15] } }));
  type(tabs, "A", "me.b", "MORE");
  flush(tabs, "A");
  await settle(vault);
  assert.ok(words(vault).includes("FUTURE"), "never written over");
  const { A } = await start(vault, new Map(localStorage.texts), ["A"]);
  assert.equal(A.value("me", "-", "me.a"), "WORD");
});

/** Types, erases, removes, freezes, thaws, kills, sets the clock at random; tells what must be there and what must not. */
async function history(chance, log, clock) {
  const vault = new FakeVault(chance);
  let tabs = await start(vault, new Map());
  let disk = new Map(localStorage.texts);
  let frozen = [];
  const typed = [];
  const settled = async () => {
    await settle(vault);
    for (const word of typed) Object.assign(word, { durable: word.durable || word.flushed, gone: word.gone || word.erased });
    check(vault, typed);
  };
  for (let step = 0; step < STEPS; step++) {
    const name = NAMES[chance(NAMES.length)];
    const act = chance(18);
    log.push(`${name}${act}`);
    if (clock.set) deliver(frozen); // what was typed before an erasing is told from what was typed after it by the clock, or by having heard
    if (act < 5 && !frozen.includes(name)) {
      const [id, word] = [`me.${name.toLowerCase()}${chance(3)}`, `w${step}x`];
      for (const had of typed) if (had.id === id) had.replaced = true;
      if (type(tabs, name, id, word)) typed.push({ name, id, word });
    } else if (act < 8 && !frozen.includes(name)) {
      flush(tabs, name);
      for (const word of typed) if (word.name === name) word.flushed = true;
      if (chance(2)) await settled();
    } else if (act === 8 && !frozen.includes(name)) {
      const id = `me.${name.toLowerCase()}${chance(3)}`;
      on(name, () => tabs[name].erase("me", "-", [id]));
      for (const word of typed) if (word.name === name) word.flushed = true;
      for (const word of typed) if (word.id === id && !word.replaced) word.erased = true;
      await settled();
    } else if (act === 14) {
      for (const one of NAMES) flush(tabs, one); // whoever sets it leaves the page
      for (const word of typed) word.flushed = true;
      [clock.set, clock.now] = [true, clock.now + [-YEAR, YEAR][chance(2)]];
    } else if (act === 15 && !frozen.includes(name)) {
      const [at, id, word] = [["contact", `1mhcwg7k${1000 + step}`], "contact.name", `w${step}x`];
      if (type(tabs, name, id, word, at)) typed.push({ name, id, word, at });
    } else if (act > 15 && !frozen.includes(name)) {
      const [one] = typed.filter(({ at, erased }) => at && !erased);
      if (!one) continue;
      on(name, () => tabs[name].remove(...one.at));
      for (const word of typed) if (word.name === name) word.flushed = true;
      one.erased = true;
      await settled();
    } else if (act === 9 && !frozen.includes(name) && !chance(3)) {
      on(name, () => tabs[name].eraseEverything());
      for (const word of typed) word.erased = true;
      await settled();
    } else if (act === 10) frozen = frozen.includes(name) ? frozen.filter((one) => one !== name) : [...frozen, name];
    else if (act === 11) deliver(frozen);
    else if (act === 12) disk = new Map(localStorage.texts);
    else if (act === 13 && !chance(2)) {
      vault.kill();
      for (const word of typed) Object.assign(word, { flushed: word.durable, erased: word.gone ?? false, maybe: word.erased });
      tabs = await start(vault, disk);
      [disk, frozen] = [new Map(localStorage.texts), []];
      await settled();
      for (const { id, word, at = ME } of typed.filter(certain)) assert.equal(tabs.A.value(...at, id), word);
      typed.splice(0, typed.length, ...typed.filter(certain).map((word) => ({ ...word, flushed: true })));
    }
    if (!frozen.includes(name)) on(name, () => tabs[name].reread());
  }
}

const certain = ({ durable, replaced, maybe, erased }) => durable && !replaced && !maybe && !erased;

function check(vault, typed) {
  for (const word of typed) {
    const kept = [holds(localStorage, word.word), words(vault).includes(word.word)];
    if (certain(word)) assert.deepEqual(kept, [true, true], `${word.word} was saved, and is gone`);
    if (word.gone) assert.deepEqual(kept, [false, false], `${word.word} was erased, and is back`);
  }
}

test(`in ${HISTORIES} random histories of three tabs words come back after a kill unless they were erased, and never if they were`, async () => {
  const real = Date.now;
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const clock = { now: real() };
    Date.now = () => (clock.now += 1);
    const log = [];
    try {
      await history(dice(seed * 7919), log, clock);
    } catch (error) {
      error.message += ` (seed ${seed}: ${log.join(" ")})`;
      throw error;
    } finally {
      Date.now = real;
    }
  }
});
