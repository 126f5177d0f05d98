// @ts-check
// The filter of a listing: shows the entries that have what a reader types in one of
// their names, in any language.  Without scripts the page is complete.

(() => {
  'use strict';

  /** How long a reader pauses before the count is told and the address changes. */
  const PAUSE = 300;
  /** From how many entries on a list is laid out bit by bit. */
  const LONG = 1000;
  /** How much a reader can look for: no name is as long, and browsers take minutes to
   * draw marks without end on one letter. */
  const LONGEST = 1000;
  /** What Unicode takes for letters and signs of their own, and readers do not type.
   * @type {Record<string, string>} */
  const TYPED = {
    Æ: 'AE', Ð: 'D', Đ: 'D', Ħ: 'H', Ł: 'L', Ø: 'O', Œ: 'OE', Þ: 'TH', Ŧ: 'T',
    '‘': "'", '’': "'", 'ʼ': "'", '“': '"', '”': '"', '„': '"', '‐': '-',
  };

  /** Give what spellings share that differ in case, accents, width or quotes alone.
   * @param {string} text */
  const plain = (text) =>
    text
      // Marks in a long run would take for ever to be put in order.
      .replace(/\p{M}/gu, '')
      .normalize('NFKD')
      .replace(/[\p{M}\p{Cf}]/gu, '')
      .toUpperCase()
      .replace(/[ÆÐĐĦŁØŒÞŦ‘’ʼ“”„‐]/g, (sign) => TYPED[sign]);

  /** Give what a link within the page leads to.
   * @param {string} hash */
  const endOf = (hash) => {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null; // No text at all.
    }
  };

  /** Whether something is there that nobody sees.
   * @param {Element | null} end */
  const isHidden = (end) => end?.getClientRects().length === 0;

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
    const around = box.parentElement;
    const every = around?.querySelectorAll('dl.convglossary-filtered > dt') ?? [];
    const isLong = every.length >= LONG;
    const rows = parts.filter((part) => part.matches('.convglossary-jump'));
    const jumps = rows.flatMap((row) => [...row.querySelectorAll('a')]);
    /** @type {Entry[] | undefined} */
    let entries;
    let [timer, frame, searched, told] = [0, 0, '', ''];
    let isInAddress = true;

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
        // A letter without terms leads nowhere: it says nothing of what is left.
        const gone = link.hash ? endOf(link.hash)?.closest('[hidden]') : searched;
        if (item) item.hidden = Boolean(gone);
      }
      return count;
    };

    /** Tell how many are left, and keep the search in the address. */
    const tell = () => {
      clearTimeout(timer);
      timer = 0;
      status.textContent = told;
      const address = new URL(location.href);
      if (searched) address.searchParams.set(key, searched);
      else address.searchParams.delete(key);
      // Whoever is sent the search looks for what is left, not for what it hides.
      if (searched && isHidden(endOf(address.hash))) address.hash = '';
      try {
        history.replaceState(history.state, '', address);
      } catch {
        isInAddress = false; // Some browsers keep the address of a file.
      }
    };

    const show = () => {
      entries ??= entriesIn(parts);
      searched = field.value.trim();
      const count = filter(entries);
      told = searched
        ? (box.dataset.counted ?? '')
            .replace('{shown}', String(count))
            .replace('{all}', String(entries.length))
        : '';
      clearTimeout(timer);
      timer = setTimeout(tell, PAUSE);
    };

    /** Let what a link leads to be seen; give it if its place was not known.
     * @param {string} hash */
    const reveal = (hash) => {
      const end = endOf(hash);
      if (!end || !parts.some((part) => part.contains(end))) return null;
      if (!isHidden(end)) return isLong ? end : null;
      field.value = '';
      show();
      return end;
    };

    /** Lead to something, until all around it is laid out: that takes some frames.
     * @param {Element | null} end
     * @param {number} frames */
    const lead = (end, frames = isLong ? 12 : 0) => {
      end?.scrollIntoView({ behavior: 'instant' });
      if (end && frames) requestAnimationFrame(() => lead(end, frames - 1));
    };

    /** Show the search that the address has, and what it leads to. */
    const follow = () => {
      const whole = new URLSearchParams(location.search).get(key) ?? '';
      const found = whole.slice(0, LONGEST).trim();
      const asked = isInAddress ? found : searched;
      const anew = asked !== searched;
      field.value = asked;
      if (anew) show();
      lead(reveal(location.hash) ?? (anew ? endOf(location.hash) : null));
    };

    field.addEventListener('input', () => {
      // Once for all keys that were struck while the last answer was drawn.
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(show);
    });
    document.addEventListener('click', ({ target }) => {
      const link = target instanceof Element && target.closest('a');
      if (!link || link.pathname !== location.pathname) return;
      // Where one came from keeps the search that one comes back to.
      if (timer) tell();
      reveal(link.hash);
    });
    // By links, by what is typed into the address, and by going back and forth.
    for (const kind of ['popstate', 'hashchange']) addEventListener(kind, follow);
    if (isLong) {
      around?.classList.add('convglossary-long');
      // A browser that moves smoothly past entries without a layout would end where
      // something was before they had one.  Not a rule of CSS: EPUB knows no :has().
      document.documentElement.style.scrollBehavior = 'auto';
    }
    field.maxLength = LONGEST;
    box.hidden = false;
    follow();
  };

  document.querySelectorAll('.convglossary-filter').forEach((box, number) => {
    if (box instanceof HTMLElement) prepare(box, number ? `q${number + 1}` : 'q');
  });
})();
