// @ts-check
// The filter of a glossary page: shows the entries whose name or other names
// contain what a reader types.  Without scripts the page is complete.

(() => {
  'use strict';

  /** Give what two spellings share that differ in case or accents alone.
   * @param {string} text */
  const plain = (text) =>
    text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

  /** @param {HTMLElement} box */
  const prepare = (box) => {
    const field = box.querySelector('input');
    const status = box.querySelector('[role=status]');
    const scope = box.parentElement;
    if (!field || !status || !scope) return;

    const entries = [...scope.querySelectorAll('dt.convglossary-name')].map((name) => {
      const body = /** @type {HTMLElement} */ (name.nextElementSibling);
      const lines = '.convglossary-aliases, .convglossary-languages';
      const names = [
        name.querySelector('dfn'),
        ...body.querySelectorAll(`:is(${lines}) > :not(.convglossary-label)`),
      ];
      const words = plain(names.map((part) => part?.textContent ?? '').join(' '));
      return { parts: [/** @type {HTMLElement} */ (name), body], words };
    });
    const sections = [...scope.querySelectorAll('section')].filter((section) =>
      section.querySelector('dt.convglossary-name'),
    );

    const show = () => {
      const wanted = plain(field.value);
      let shown = 0;
      for (const { parts, words } of entries) {
        const found = words.includes(wanted);
        if (found) shown += 1;
        for (const part of parts) part.hidden = !found;
      }
      for (const section of sections) {
        section.hidden = !section.querySelector('dt.convglossary-name:not([hidden])');
      }
      status.textContent = wanted
        ? (box.dataset.counted ?? '')
            .replace('{shown}', String(shown))
            .replace('{all}', String(entries.length))
        : '';
    };

    field.addEventListener('input', show);
    box.hidden = false;
  };

  for (const box of document.querySelectorAll('.convglossary-filter')) {
    prepare(/** @type {HTMLElement} */ (box));
  }
})();
