/**
 * Workers for pages on disk, where browsers start none: a frame with the worker's script in it.
 *
 * By the interface of the npm package iframe-worker, which the search of Material and Zensical knows by this file's name and by `IFrameWorker`; that one
 * writes scripts as markup, which a strict policy refuses.
 */

/** @typedef {Window & typeof globalThis & { importScripts: (...urls: string[]) => Promise<unknown> }} Inside */

class IFrameWorker extends EventTarget {
  /** @type {((event: MessageEvent) => void) | null} */
  onmessage = null;
  /** @type {((event: ErrorEvent) => void) | null} */
  onerror = null;
  #frame = document.createElement('iframe');
  /** @type {Promise<Inside>} */
  #inside;

  /** @param {string | URL} url */
  constructor(url) {
    super();
    this.#frame.hidden = true;
    this.#inside = new Promise((resolve) => this.#frame.addEventListener('load', () => resolve(/** @type {Inside} */ (this.#frame.contentWindow)), { once: true })).then(async (inside) => {
      inside.postMessage = (/** @type {unknown} */ data) => this.#tell('onmessage', new MessageEvent('message', { data }));
      inside.importScripts = (/** @type {string[]} */ ...urls) => urls.reduce((done, one) => done.then(() => run(inside, one)), /** @type {Promise<unknown>} */ (Promise.resolve()));
      inside.addEventListener('error', (/** @type {ErrorEvent} */ { message, error }) => this.#tell('onerror', new ErrorEvent('error', { message, error })));
      await run(inside, String(url));
      return inside;
    });
    document.body.append(this.#frame);
  }

  /** @param {'onmessage' | 'onerror'} listener @param {any} event */
  #tell(listener, event) {
    this.dispatchEvent(event);
    this[listener]?.(event);
  }

  /** @param {unknown} data */
  postMessage(data) {
    void this.#inside.then((inside) => inside.dispatchEvent(new MessageEvent('message', structuredClone({ data }))));
  }

  terminate() {
    this.#frame.remove();
  }
}

/** @param {Inside} inside @param {string} url @returns {Promise<unknown>} */
const run = (inside, url) => new Promise((resolve, reject) => {
  const script = inside.document.createElement('script');
  Object.assign(script, { src: url, onload: resolve, onerror: reject });
  inside.document.body.append(script);
});

Object.assign(globalThis, { IFrameWorker });
if (location.protocol === 'file:') Object.assign(globalThis, { Worker: IFrameWorker });
