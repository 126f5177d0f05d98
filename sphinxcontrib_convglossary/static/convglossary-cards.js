// @ts-check
// Cards: what a term means, beside the link that leads to it (WCAG 2.2, 1.4.13).
// Links come first: where this script does not run, the page lacks nothing.

(() => {
  'use strict';

  /** A text; where it is not in the language of the page, with its lang and dir.
   * @typedef {string | [text: string, lang: string, dir?: string]} Piece
   * @typedef {[kind: string, ...pieces: Piece[]]} Line */

  const script = document.currentScript;
  const data = document.getElementById('convglossary-terms');
  if (!script || !data || !('showPopover' in HTMLElement.prototype)) return;

  /** By the addresses of links, as the page writes them.
   * @type {Map<string, Line[]>} */
  const cards = new Map(Object.entries(JSON.parse(data.textContent || '{}')));
  const { more = '', dir = '' } = script.dataset;

  /** How long a pointer rests before a card is shown, and stays away before it goes. */
  const [REST, AWAY] = [300, 300];
  /** Between link and card, and around the card, in CSS pixels. */
  const GAP = 6;

  const card = document.createElement('div');
  card.className = 'convglossary-card';
  card.popover = 'manual';
  card.dir = dir;

  /** The link whose card is shown. @type {Element | null} */
  let shown = null;
  /** The link or the card that the pointer is on. @type {Element | null} */
  let over = null;
  /** Where the pointer is across the page. */
  let across = 0;
  let touched = false;
  let timer = 0;

  /** Give the link to a term that something is in.
   * @param {EventTarget | null} target */
  const linkAt = (target) => {
    const link = target instanceof Element && target.closest('a.reference');
    const known = link && cards.has(link.getAttribute('href') ?? '');
    return known && !link.closest('dfn') ? link : null;
  };

  /** @param {EventTarget | null} target */
  const isIn = (target) => target instanceof Node && card.contains(target);

  /** Whether the reader is on the link by the keyboard. */
  const isFocused = () => Boolean(shown?.matches(':focus-visible'));

  /** Set a text into an element, which says what language it is in.
   * @template {HTMLElement} T
   * @param {T} element
   * @param {Piece} piece */
  const say = (element, piece) => {
    const [text, lang = '', dir = ''] = typeof piece === 'string' ? [piece] : piece;
    element.textContent = text;
    if (lang) element.lang = lang;
    if (dir) element.dir = dir;
    return element;
  };

  /** @param {Element} link */
  const fill = (link) => {
    const address = link.getAttribute('href') ?? '';
    const lines = document.createElement('div');
    lines.id = 'convglossary-card';
    for (const [kind, ...pieces] of cards.get(address) ?? []) {
      const line = document.createElement('p');
      line.className = `convglossary-card-${kind}`;
      // What is a whole line runs in its own direction.
      if (pieces.length === 1) say(line, pieces[0]);
      else for (const piece of pieces) line.append(say(document.createElement('span'), piece));
      lines.append(line);
    }
    // For pointers; on the keyboard the link itself leads on.
    const on = document.createElement('a');
    on.href = address;
    on.tabIndex = -1;
    on.className = 'convglossary-card-more';
    on.textContent = more;
    card.replaceChildren(lines, on);
  };

  /** Give the colour that something stands on, whatever the theme.
   * @param {Element | null} element
   * @returns {string} */
  const ground = (element) => {
    if (!element) return 'Canvas';
    const colour = getComputedStyle(element).backgroundColor;
    return /^transparent$|[,/] 0\)$/.test(colour) ? ground(element.parentElement) : colour;
  };

  /** Put the card below the link or above it, never on it.
   * @param {Element} link */
  const place = (link) => {
    const box = link.getBoundingClientRect();
    const lines = [...link.getClientRects()];
    const line = lines.find(({ left, right }) => left <= across && across <= right);
    const { left, right } = line ?? lines[0] ?? box;
    const width = document.documentElement.clientWidth;
    const below = innerHeight - box.bottom;
    const room = Math.max(below, box.top) - 2 * GAP;
    card.style.setProperty('--convglossary-room', `${room}px`);
    const { offsetWidth, offsetHeight } = card;
    const above = offsetHeight + 2 * GAP > below && box.top > below;
    const top = above ? box.top - GAP - offsetHeight : box.bottom + GAP;
    const start = getComputedStyle(card).direction === 'rtl' ? right - offsetWidth : left;
    const inside = Math.max(GAP, Math.min(start, width - offsetWidth - GAP));
    card.style.left = `${inside + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute('aria-describedby');
    shown = null;
    card.remove();
  };

  /** @param {Element} link */
  const show = (link) => {
    hide();
    const main = link.closest('main, [role=main]') ?? document.body;
    fill(link);
    // The card says so as well: one of the two is enough.
    if (card.querySelector('.convglossary-card-project')) link.removeAttribute('title');
    card.style.setProperty('--convglossary-ground', ground(main));
    main.append(card);
    card.showPopover();
    place(link);
    link.setAttribute('aria-describedby', 'convglossary-card');
    shown = link;
  };

  /** Let the card go, unless the pointer comes back. */
  const leave = () => {
    clearTimeout(timer);
    if (!isFocused()) timer = setTimeout(hide, AWAY);
  };

  /** @param {Element | null} region */
  const enter = (region) => {
    if (region === over) return;
    over = region;
    clearTimeout(timer);
    if (region === card || (region && region === shown)) return;
    if (region) timer = setTimeout(() => show(region), REST);
    else leave();
  };

  /** Whether a place is on the way from the link to its card.
   * @param {number} x
   * @param {number} y */
  const isBetween = (x, y) => {
    if (!shown) return false;
    const [link, lines] = [shown.getBoundingClientRect(), card.getBoundingClientRect()];
    return (
      x >= Math.min(link.left, lines.left) &&
      x <= Math.max(link.right, lines.right) &&
      y >= Math.min(link.top, lines.top) &&
      y <= Math.max(link.bottom, lines.bottom)
    );
  };

  document.addEventListener('pointerover', ({ target, pointerType, clientX }) => {
    if (pointerType === 'touch') return;
    across = clientX;
    enter(isIn(target) ? card : linkAt(target));
  });
  document.addEventListener('pointermove', ({ pointerType, buttons, clientX, clientY }) => {
    if (pointerType === 'touch' || !shown || over) return;
    // However slowly it moves, the pointer gets there; what is selected stays, too.
    if (buttons || isBetween(clientX, clientY)) leave();
  });
  document.documentElement.addEventListener('pointerleave', () => enter(null));

  document.addEventListener('focusin', ({ target }) => {
    const link = linkAt(target);
    if (!link?.matches(':focus-visible')) return;
    across = NaN;
    show(link);
  });
  document.addEventListener('focusout', ({ target }) => {
    if (target === shown && over !== shown && over !== card && !touched) hide();
  });

  document.addEventListener('pointerdown', ({ target, pointerType, clientX }) => {
    touched = pointerType === 'touch';
    across = clientX;
    if (!isIn(target) && linkAt(target) !== shown) hide();
  });

  // The first tap shows, the second follows.
  document.addEventListener(
    'click',
    (event) => {
      const link = linkAt(event.target);
      if (touched && link && link !== shown) {
        event.preventDefault();
        show(link);
      } else if (event.target instanceof Element && event.target.closest('a')) {
        setTimeout(hide); // Once the link has been followed.
      }
    },
    true,
  );

  /** Move the lines of a card that is too small for them, as far as they go.
   * @param {KeyboardEvent} event */
  const scroll = ({ key, altKey, ctrlKey, metaKey, shiftKey }) => {
    if (altKey || ctrlKey || metaKey || shiftKey) return false;
    const before = card.scrollTop;
    const page = card.clientHeight * 0.9;
    /** @type {Record<string, number>} */
    const by = { ArrowDown: 40, ArrowUp: -40, PageDown: page, PageUp: -page };
    card.scrollTop += by[key] ?? 0;
    return card.scrollTop !== before;
  };

  document.addEventListener(
    'keydown',
    (event) => {
      touched = false;
      if (!shown) return;
      if (event.key === 'Escape') hide();
      // The card is no stop on the way: it is read from the link.
      else if (!isFocused() || !scroll(event)) return;
      event.preventDefault();
    },
    true,
  );

  addEventListener('resize', () => shown && place(shown));
  // What scrolls within the page takes the link along, but not the card.
  document.addEventListener(
    'scroll',
    ({ target }) => {
      if (shown && target instanceof Element && target.contains(shown)) place(shown);
    },
    { capture: true, passive: true },
  );
  addEventListener('pagehide', hide);
})();
