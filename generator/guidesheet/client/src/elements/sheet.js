/** A sheet: its controls follow the answers, and the answers its controls. */

import { answer, recordAt, store, tab } from '../app.js';
import { controlsIn, grow, guard, isControl, read, show } from '../controls.js';
import { Part } from '../dom.js';
import { askErase } from '../erase.js';
import { saveCopy } from '../parts.js';
import { printBlank, printFilled } from '../print.js';
import { clear, notice, say } from '../say.js';
import { homeOf, words } from '../site.js';
import { filled } from '../values.js';

/** @typedef {import('../controls.js').Control} Control */

export class Sheet extends Part {
  /** @type {Map<string, Control[]>} */
  controls = new Map();

  /** @override */
  start() {
    this.on(this, 'input', (event) => this.#typed(event));
    this.on(this, 'change', (event) => this.#chose(event));
    this.on(this, 'focusout', () => store.flush());
    this.on(this, 'click', (event) => this.#clicked(event));
    this.on(this, 'gs-controls', () => this.index());
    this.on(store, 'change', (event) => this.#changed(event.detail));
    this.on(store, 'saved', () => this.#saved());
    this.on(store, 'trouble', (event) => this.#trouble(event.detail.kind));
    this.on(store, 'erased', () => this.fill());
    this.on(store, 'mode', () => this.#mode());
    this.on(tab, 'now', () => this.fill());
    this.index();
    this.#mode();
    if (store.trouble) this.#trouble(store.trouble);
  }

  /** @override */
  stop() {
    store.flush();
    this.controls.clear();
  }

  /** Finds the controls again, and shows the answers in them. */
  index() {
    this.controls.clear();
    for (const control of controlsIn(this)) {
      const had = this.controls.get(control.name);
      if (had) had.push(control);
      else this.controls.set(control.name, [control]);
    }
    this.fill();
    guard(this, store.tabOnly);
  }

  /** Shows every answer. */
  fill() {
    const recs = new Map();
    for (const [id, controls] of this.controls) {
      const coll = homeOf(id);
      for (const control of controls) {
        const row = control.closest('[data-rec]');
        if (row) show(control, answer(coll, recordAt(control, coll), id));
        else {
          if (!recs.has(coll)) recs.set(coll, recordAt(this, coll));
          show(control, answer(coll, recs.get(coll), id));
        }
      }
      this.#clearing(controls);
    }
  }

  /** "Clear this choice" is there when something is chosen. @param {Control[]} controls */
  #clearing(controls) {
    const [first] = controls;
    if (first?.type !== 'radio') return;
    const button = first.closest('fieldset')?.querySelector(':scope > .gs-clear');
    if (button instanceof HTMLElement) button.hidden = !(/** @type {HTMLInputElement[]} */ (controls).some((radio) => radio.checked));
  }

  /** The controls that hold one answer together with this one. @param {Control} control */
  #together(control) {
    const all = this.controls.get(control.name) ?? [control];
    if (control.type !== 'radio' && control.dataset.kind !== 'keys') return [control];
    return all.filter((other) => other.form === control.form && other.closest('[data-rec]') === control.closest('[data-rec]'));
  }

  /** @param {Event} event */
  #typed(event) {
    const control = event.target;
    if (!isControl(control)) return;
    const coll = homeOf(control.name);
    grow(control);
    this.#status('saving');
    store.set(coll, recordAt(control, coll), control.name, read(this.#together(control)), control.dataset.q);
  }

  /** @param {Event} event */
  #chose(event) {
    if (event.target instanceof HTMLInputElement && event.target.dataset.do === 'mode') {
      if (!store.setTabOnly(event.target.checked)) event.target.checked = true;
    } else if (isControl(event.target)) {
      if (event.target.dataset.kind !== 'text') this.#typed(event);
      store.flush();
    }
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest('button[data-do]') : null;
    if (!(button instanceof HTMLElement) || !this.contains(button)) return;
    const act = button.dataset.do;
    if (act === 'print') printFilled();
    else if (act === 'print-blank') printBlank();
    else if (act === 'copy') saveCopy(this);
    else if (act === 'erase-sheet') askErase(this, this);
    else if (act === 'erase-all') askErase(this, null);
    else if (act === 'clear') this.#unchoose(button);
  }

  /** @param {HTMLElement} button */
  #unchoose(button) {
    const radio = button.parentElement?.querySelector('input[type=radio][name][data-kind]');
    if (!(radio instanceof HTMLInputElement)) return;
    const coll = homeOf(radio.name);
    store.set(coll, recordAt(radio, coll), radio.name, '', radio.dataset.q);
    store.flush();
    radio.focus();
  }

  /** @param {{ coll: string, rec: string, ids: string[], here: boolean }} detail */
  #changed({ coll, rec, ids }) {
    for (const id of ids) {
      const controls = this.controls.get(id);
      if (!controls) continue;
      for (const control of controls) if (recordAt(control, coll) === rec) show(control, answer(coll, rec, id));
      this.#clearing(controls);
    }
  }

  #saved() {
    clear(this, 'full');
    const text = this.#status(this.#where());
    if (text) say(text);
  }

  #where() {
    if (store.trouble === 'blocked' && !store.local) return store.tabOnly ? 'saved_tab' : 'kept_nowhere';
    return store.tabOnly ? 'saved_tab' : 'saved';
  }

  /** @param {string} key */
  #status(key) {
    const status = this.querySelector(':scope > .gs-status');
    const text = words(key);
    if (status && status.textContent !== text) status.textContent = text;
    status?.classList.toggle('gs-status--bad', key.startsWith('trouble'));
    return text;
  }

  /** @param {string} kind */
  #trouble(kind) {
    const key = `trouble_${kind}`;
    if (kind !== 'corrupt') this.#status(key);
    if (this.querySelector(`:scope > .gs-notice[data-kind-of="${kind}"]`)) return;
    const offer = kind === 'newer' ? { label: words('reload'), act: () => location.reload() } : { label: words('save_copy'), act: () => saveCopy(this) };
    notice(this, kind, words(key), offer);
  }

  #mode() {
    guard(this, store.tabOnly);
    const where = this.querySelector('.gs-where');
    if (where) where.textContent = words(store.tabOnly ? 'where_tab' : store.local ? 'where_device' : 'where_nowhere');
    const box = this.querySelector('input[data-do=mode]');
    if (box instanceof HTMLInputElement) {
      box.checked = store.tabOnly;
      box.disabled = !store.local;
    }
    this.fill();
  }

  /** The sheet's own answers and the shared ones that it shows, where something is written. */
  answered() {
    const own = [];
    const shared = [];
    const scope = this.dataset.sheet ?? '';
    for (const id of this.controls.keys()) {
      if (id.startsWith(`${scope}.`)) continue;
      const [control] = this.controls.get(id) ?? [];
      if (!control || control.closest('[data-rec]') || !homeOf(id)) continue;
      const rec = recordAt(this, homeOf(id));
      if (id.startsWith(`${homeOf(id)}.`) && filled(answer(homeOf(id), rec, id))) shared.push({ coll: homeOf(id), rec, id, question: control.dataset.q ?? id });
    }
    const homes = new Set([homeOf(`${scope}.x`), ...[...this.controls.keys()].filter((id) => id.startsWith(`${scope}.`)).map(homeOf)]);
    for (const coll of homes) {
      const rec = recordAt(this, coll);
      for (const id of Object.keys(store.record(coll, rec).a)) if (id.startsWith(`${scope}.`)) own.push({ coll, rec, id });
    }
    return { own, shared };
  }
}
