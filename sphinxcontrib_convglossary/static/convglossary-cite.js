// @ts-check
// Buttons that copy citations.  They are made here: without scripts none is there.

(() => {
  'use strict';

  /** Give the text as a line, or as it stands in a source.
   * @param {HTMLElement} source */
  const textOf = (source) =>
    source.localName === 'pre'
      ? (source.textContent ?? '')
      : (source.textContent ?? '').replace(/\s+/g, ' ').trim();

  /** Copy where pages may not use the clipboard: not every site has https.
   * @param {HTMLElement} source */
  const copySelected = (source) => {
    const selection = getSelection();
    selection?.selectAllChildren(source);
    return document.execCommand('copy');
  };

  /** @param {HTMLElement} source */
  const copy = async (source) => {
    try {
      await navigator.clipboard.writeText(textOf(source));
      return true;
    } catch {
      return copySelected(source);
    }
  };

  /** @param {HTMLElement} source
   * @param {DOMStringMap} words */
  const addButton = (source, words) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'convglossary-copy';
    button.textContent = words.copy ?? '';
    const status = document.createElement('span');
    status.setAttribute('role', 'status');
    button.addEventListener('click', async () => {
      status.textContent = '';
      if (await copy(source)) status.textContent = words.copied ?? '';
    });
    source.after(' ', button, ' ', status);
  };

  const sources = document.querySelectorAll('.convglossary-copied');
  for (const source of /** @type {NodeListOf<HTMLElement>} */ (sources)) {
    // The text of a citation takes its words from the sources that follow it.
    const scope = source.closest('details, section') ?? document;
    const holder = source.dataset.copy ? source : scope.querySelector('[data-copy]');
    if (holder) addButton(source, /** @type {HTMLElement} */ (holder).dataset);
  }
})();
