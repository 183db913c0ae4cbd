/** Small help with the DOM: text nodes only, never markup. */

/** @param {string} tag @param {Record<string, string>} [attributes] @param {(string | Node)[]} children @returns {HTMLElement} */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {string} label @param {() => void} act @param {string} [look] */
export function button(label, act, look = 'md-button gs-button') {
  const made = /** @type {HTMLButtonElement} */ (make('button', { type: 'button', class: look }, label));
  made.addEventListener('click', act);
  return made;
}

/** The button that was pressed, if it says what it does. @param {Event} event @returns {HTMLElement | null} */
export const pressed = (event) => (event.target instanceof Element ? event.target.closest('button[data-do]') : null);

/** JSON of an attribute. @param {Element} element @param {string} name @returns {any} */
export const json = (element, name) => JSON.parse(element.getAttribute(name) ?? 'null');

/** An element around what the server rendered. It starts when its content is there, and stops when it is taken out of the page. */
export class Part extends HTMLElement {
  /** @type {AbortController | null} */
  #running = null;

  connectedCallback() {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => this.#begin(), { once: true });
    else this.#begin();
  }

  #begin() {
    if (this.#running || !this.isConnected) return;
    this.#running = new AbortController();
    this.start();
  }

  disconnectedCallback() {
    this.#running?.abort();
    this.#running = null;
    this.stop();
  }

  /** Listens for as long as the element is in the page. @param {EventTarget} target @param {string} types between spaces @param {(event: any) => void} act */
  on(target, types, act) {
    for (const type of types.split(' ')) target.addEventListener(type, act, { signal: this.#running?.signal });
  }

  start() {}

  stop() {}
}
