/// The page's script: copy buttons, contents unfolded beside the text, and the keyboard's way into what scrolls sideways.
enum PageScript {
  static let text = #"""
    'use strict';
    const status = document.getElementById('page.status');
    const offerCopies = root => {
    for (const source of root.querySelectorAll('pre.source')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = 'Copy';
      button.setAttribute('aria-label', 'Copy ' + source.parentElement.getAttribute('aria-label').toLowerCase());
      button.addEventListener('click', async () => {
        const text = source.querySelector('code').textContent;
        try {
          await navigator.clipboard.writeText(text);
        } catch {
          const range = document.createRange();
          range.selectNodeContents(source.querySelector('code'));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          document.execCommand('copy');
        }
        button.textContent = 'Copied';
        status.textContent = 'Copied';
        setTimeout(() => { button.textContent = 'Copy'; status.textContent = ''; }, 2000);
      });
      source.prepend(button);
    }
    };
    offerCopies(document);
    const contents = document.querySelector('.contents'), wide = matchMedia('(min-width:68rem)');
    const unfold = () => { if (contents) contents.open = wide.matches; };
    unfold();
    wide.addEventListener('change', unfold);
    const scrolling = () => {
      for (const box of document.querySelectorAll('.scroll, pre')) {
        if (box.scrollWidth > box.clientWidth) {
          box.tabIndex = 0;
          if (box.matches('.scroll')) {
            box.setAttribute('role', 'region');
            box.setAttribute('aria-label', box.querySelector('caption')?.textContent ?? 'Wide table');
          }
        } else {
          box.removeAttribute('tabindex');
        }
      }
    };
    scrolling();
    addEventListener('resize', scrolling);
    addEventListener('toggle', scrolling, true);
    """#
}
