/** A sheet: its controls follow the answers, and the answers its controls. */

import { answer, recordAt, store, tab } from '../app.js';
import { controlsIn, grow, guard, isControl, misfit, read, show, strangers } from '../controls.js';
import { Part, pressed } from '../dom.js';
import { keep, keepInTab, lists, live, shared, since } from '../parts.js';
import { printBlank } from '../print.js';
import { clear, notice, say } from '../say.js';
import { homeOf, words } from '../site.js';
import { filled } from '../values.js';

/** @typedef {import('../controls.js').Control} Control */

export class Sheet extends Part {
  /** @type {Map<string, Control[]>} */
  controls = new Map();
  /** Those that belong to a row's own record. @type {Set<Control>} */
  #inRecords = new Set();

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
    this.on(store, 'erased', () => {
      this.fill();
      this.#status('');
    });
    this.on(store, 'mode', () => this.#mode(true));
    this.on(tab, 'now', () => this.fill());
    this.index(true);
    this.#mode(false);
    if (store.trouble) this.#trouble(store.trouble);
    if (store.tabOnly) shared();
    if (this.hasAttribute('data-live')) live(this);
    if (this.querySelector('gs-rows, gs-show, gs-questions')) lists(this);
    since(this);
  }

  /** @override */
  stop() {
    store.flush();
  }

  /** Finds the controls again, and shows the answers in them. @param {boolean} [first] */
  index(first = false) {
    this.controls.clear();
    this.#inRecords = new Set(/** @type {NodeListOf<Control>} */ (this.querySelectorAll('[data-rec] [data-kind]')));
    for (const control of controlsIn(this)) {
      const had = this.controls.get(control.name);
      if (had) had.push(control);
      else this.controls.set(control.name, [control]);
    }
    if (first) this.#early();
    this.fill();
    guard(this, store.tabOnly);
  }

  /** What was typed before this script came is an answer, too; what a browser put back after a reload is not. */
  #early() {
    const fresh = /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType('navigation')[0])?.type === 'navigate';
    for (const control of /** @type {NodeListOf<Control>} */ (this.querySelectorAll('[name][data-kind=text]:not(:placeholder-shown)'))) {
      if (!(fresh || control === document.activeElement)) continue;
      const id = control.name;
      const coll = homeOf(id);
      const rec = recordAt(control, coll);
      const had = answer(coll, rec, id);
      store.set(coll, rec, id, typeof had === 'string' && filled(had) && had !== control.value ? `${had} ${control.value}` : control.value, control.dataset.q);
    }
  }

  /** Shows every answer. */
  fill() {
    const recs = new Map();
    for (const [id, controls] of this.controls) {
      const coll = homeOf(id);
      for (const control of controls) {
        if (!recs.has(coll)) recs.set(coll, recordAt(this, coll));
        show(control, answer(coll, this.#inRecords.has(control) ? recordAt(control, coll) : recs.get(coll), id));
      }
      this.#group(controls, coll, id);
    }
  }

  /** What a group of boxes shows besides them: "Clear this choice", and keys without a box. @param {Control[]} controls @param {string} coll @param {string} id */
  #group(controls, coll, id) {
    const first = /** @type {Control} */ (controls[0]);
    if (first.type !== 'radio' && first.dataset.kind !== 'keys') return;
    const last = [...first.closest('fieldset')?.querySelectorAll(':scope > .gs-opt') ?? []].pop();
    const unknown = strangers(controls, answer(coll, recordAt(first, coll), id));
    if (last) misfit(last, unknown.join(', '), first.dataset.q, last.parentElement ?? last);
    const button = /** @type {HTMLElement | null | undefined} */ (first.closest('fieldset')?.querySelector(':scope > .gs-clear'));
    if (button) button.hidden = !unknown.length && !(/** @type {HTMLInputElement[]} */ (controls).some((radio) => radio.checked));
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
    const rec = recordAt(control, coll);
    if (store.set(coll, rec, control.name, read(this.#together(control), answer(coll, rec, control.name)), control.dataset.q)) this.#status('saving');
  }

  /** @param {Event} event */
  #chose(event) {
    const control = event.target;
    if (control instanceof HTMLInputElement && control.dataset.do === 'mode') void keepInTab(control.checked).then(() => (control.checked = store.tabOnly));
    else if (isControl(control)) {
      if (control.dataset.kind !== 'text') this.#typed(event);
      store.flush();
    }
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = pressed(event);
    const act = button?.dataset.do;
    if (act === 'print') print();
    else if (act === 'print-blank') printBlank();
    else if (act === 'copy') keep('saveCopy', this);
    else if (act === 'copy-part') keep('savePart', this, this);
    else if (act === 'load') keep('loadCopy', this);
    else if (act === 'erase-sheet') keep('askErase', this, this);
    else if (act === 'erase-all') keep('askErase', this);
    else if (act === 'pdf') keep(act, this, button);
    else if (button && act === 'clear') this.#unchoose(button);
  }

  /** @param {HTMLElement} button */
  #unchoose(button) {
    const first = /** @type {Control} */ (button.parentElement?.querySelector('[name][data-kind]'));
    const coll = homeOf(first.name);
    store.set(coll, recordAt(first, coll), first.name, '', first.dataset.q);
    store.flush();
    first.focus();
  }

  /** @param {{ coll: string, rec: string, ids: string[], here: boolean }} detail */
  #changed({ coll, rec, ids }) {
    for (const id of ids) {
      const controls = this.controls.get(id);
      if (!controls) continue;
      for (const control of controls) if (recordAt(control, coll) === rec) show(control, answer(coll, rec, id));
      this.#group(controls, coll, id);
    }
  }

  /** Said by the sheet that was written in, and by the one with the buttons: a page may hold several. */
  #saved() {
    clear(this, 'full');
    if (this.querySelector(':scope > .gs-status:not(:empty), .gs-actions')) say(this.#status(this.#where()));
  }

  #where() {
    return !store.local ? 'kept_nowhere' : store.tabOnly ? 'saved_tab' : 'saved';
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
    if (document.querySelector(`gs-sheet > .gs-notice[data-kind-of="${kind}"]`)) return;
    const offer = kind === 'newer' ? { label: words('reload'), act: () => location.reload() } : { label: words('save_copy'), act: () => keep('saveCopy', this) };
    notice(this, kind, words(key), offer);
  }

  /** @param {boolean} again */
  #mode(again) {
    guard(this, store.tabOnly);
    const where = this.querySelector('.gs-where');
    if (where) where.textContent = words(store.tabOnly ? 'where_tab' : !store.local ? 'where_nowhere' : location.protocol === 'file:' ? 'where_disk' : 'where_device');
    const box = /** @type {HTMLInputElement | null} */ (this.querySelector('input[data-do=mode]'));
    if (box) {
      box.checked = store.tabOnly;
      box.disabled = !store.local;
    }
    if (again) {
      this.fill();
      this.#status(this.#where());
    }
  }
}
