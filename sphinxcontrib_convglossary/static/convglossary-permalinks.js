// @ts-check
// The link from an entry to itself copies its address, besides leading there.

(() => {
  'use strict';

  const copied = document.currentScript?.dataset.copied ?? '';
  const told = document.createElement('span');
  told.className = 'convglossary-told';
  told.setAttribute('role', 'status');
  let timer = 0;

  /** Copy where pages may not use the clipboard: not every site has https.
   * @param {HTMLAnchorElement} link */
  const copySelected = (link) => {
    const field = document.createElement('textarea');
    field.value = link.href;
    field.style.position = 'fixed';
    link.after(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  };

  document.addEventListener('click', async ({ target }) => {
    const link = target instanceof Element && target.closest('a.headerlink');
    if (!(link instanceof HTMLAnchorElement)) return;
    if (!link.closest('dt.convglossary-name')) return;
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      // Not allowed at all: the address is in the browser's own field.
      if (!copySelected(link)) return;
    }
    told.textContent = '';
    link.after(told);
    // A screen reader tells what changes in a region that it knows.
    setTimeout(() => (told.textContent = copied), 50);
    clearTimeout(timer);
    timer = setTimeout(() => told.remove(), 3000);
  });
})();
