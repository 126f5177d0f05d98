// @ts-check
// The filter of a listing: shows the entries that have what a reader types in one of
// their names, in any language.  Without scripts the page is complete.

(() => {
  'use strict';

  /** How long a reader pauses before the count is told and the address changes. */
  const PAUSE = 300;
  /** From how many entries on a list is laid out bit by bit. */
  const LONG = 1000;

  /** Give what spellings share that differ in case, accents or width alone.
   * @param {string} text */
  const plain = (text) =>
    text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '').toUpperCase();

  /** Give what a link within the page leads to.
   * @param {string} hash */
  const endOf = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));

  /** @typedef {{ name: HTMLElement, words: string, part: HTMLElement }} Entry */

  /** Give what follows a filter, up to the next.
   * @param {Element} box */
  const partsAfter = (box) => {
    const parts = [];
    let part = box.nextElementSibling;
    while (part instanceof HTMLElement && !part.matches('.convglossary-filter')) {
      parts.push(part);
      part = part.nextElementSibling;
    }
    return parts;
  };

  /** @param {HTMLElement[]} parts */
  const entriesIn = (parts) => {
    const selector = 'dl.convglossary-filtered > dt.convglossary-name';
    const shown = ':is(.convglossary-aliases, .convglossary-languages)';
    /** @type {Entry[]} */
    const entries = [];
    for (const part of parts) {
      const own = part.matches('dl') ? [...part.children] : part.querySelectorAll(selector);
      for (const name of own) {
        if (!(name instanceof HTMLElement) || !name.matches(selector)) continue;
        const body = name.nextElementSibling;
        const names = [
          name.querySelector('dfn'),
          ...(body?.querySelectorAll(`${shown} > :not(.convglossary-label)`) ?? []),
        ].map((part) => part?.textContent ?? '');
        const words = plain([...names, name.dataset.names ?? ''].join('\n'));
        entries.push({ name, words, part });
      }
    }
    return entries;
  };

  /** @param {HTMLElement} box
   * @param {string} key what the address calls the search */
  const prepare = (box, key) => {
    const field = box.querySelector('input');
    const status = box.querySelector('[role=status]');
    if (!field || !status) return;
    const parts = partsAfter(box);
    const rows = parts.filter((part) => part.matches('.convglossary-jump'));
    const jumps = rows.flatMap((row) => [...row.querySelectorAll('a')]);
    /** @type {Entry[] | undefined} */
    let entries;
    let [timer, frame] = [0, 0];

    /** @param {Entry[]} all */
    const filter = (all) => {
      const wanted = plain(field.value).split(/\s+/);
      const left = new Set();
      let count = 0;
      for (const { name, words, part } of all) {
        const found = wanted.every((word) => words.includes(word));
        if (found) count += left.add(part) && 1;
        if (name.hidden === found) name.hidden = !found;
      }
      for (const part of new Set(all.map((entry) => entry.part))) {
        part.hidden = !left.has(part);
      }
      for (const link of jumps) {
        const item = link.parentElement;
        if (item) item.hidden = Boolean(endOf(link.hash)?.closest('[hidden]'));
      }
      return count;
    };

    /** @param {string} told */
    const tell = (told) => {
      status.textContent = told;
      const address = new URL(location.href);
      if (field.value.trim()) address.searchParams.set(key, field.value.trim());
      else address.searchParams.delete(key);
      try {
        history.replaceState(history.state, '', address);
      } catch {
        // Some browsers keep the address of a file as it is.
      }
    };

    const show = () => {
      entries ??= entriesIn(parts);
      const count = filter(entries);
      const told = field.value.trim()
        ? (box.dataset.counted ?? '')
            .replace('{shown}', String(count))
            .replace('{all}', String(entries.length))
        : '';
      clearTimeout(timer);
      timer = setTimeout(() => tell(told), PAUSE);
    };

    /** Show what a link leads to, if the filter hides it.
     * @param {string} hash */
    const reveal = (hash) => {
      const end = endOf(hash);
      if (!end || !field.value || end.getClientRects().length) return;
      if (!parts.some((part) => part.contains(end))) return;
      field.value = '';
      show();
      return end;
    };

    field.addEventListener('input', () => {
      // Once for all keys that were struck while the last answer was drawn.
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(show);
    });
    document.addEventListener('click', ({ target }) => {
      const link = target instanceof Element && target.closest('a');
      if (link && link.pathname === location.pathname) reveal(link.hash);
    });
    addEventListener('hashchange', () => reveal(location.hash)?.scrollIntoView());
    const around = box.parentElement;
    const every = around?.querySelectorAll('dl.convglossary-filtered > dt') ?? [];
    if (every.length >= LONG) around?.classList.add('convglossary-long');
    box.hidden = false;
    field.value = new URLSearchParams(location.search).get(key) ?? '';
    if (field.value) show();
    reveal(location.hash)?.scrollIntoView();
  };

  document.querySelectorAll('.convglossary-filter').forEach((box, number) => {
    if (box instanceof HTMLElement) prepare(box, number ? `q${number + 1}` : 'q');
  });
})();
