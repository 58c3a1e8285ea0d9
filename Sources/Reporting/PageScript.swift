/// The page's script: copy buttons, contents unfolded beside the text, the keyboard's way into what scrolls sideways, and
/// figures for a dark page: the same pictures with another palette.
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
      button.ariaLabel = 'Copy ' + source.parentElement.ariaLabel.toLowerCase();
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
    // On paper figures stay light, so the dark ones are sources for screens.
    const dark = matchMedia('screen and (prefers-color-scheme:dark)');
    const darken = () => {
      if (!dark.matches) return;
      for (const image of document.querySelectorAll('img[data-dark]')) {
        const [bytes, palette] = [image.src.split(',')[1], image.dataset.dark].map(
          text => Uint8Array.from(atob(text), sign => sign.charCodeAt(0)));
        image.removeAttribute('data-dark');
        const view = new DataView(bytes.buffer), end = bytes.length - 12;
        let at = 8;
        while (at < end && view.getUint32(at + 4) !== 0x504C5445) at += 12 + view.getUint32(at);
        if (at >= end || view.getUint32(at) !== palette.length) continue;
        bytes.set(palette, at + 8);
        let sum = -1;
        for (const byte of bytes.subarray(at + 4, at + 8 + palette.length)) {
          sum ^= byte;
          for (let bit = 0; bit < 8; bit++) sum = sum >>> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
        }
        view.setUint32(at + 8 + palette.length, ~sum >>> 0);
        let text = '';
        for (const byte of bytes) text += String.fromCharCode(byte);
        const picture = document.createElement('picture'), source = document.createElement('source');
        source.media = dark.media;
        source.srcset = 'data:image/png;base64,' + btoa(text);
        image.replaceWith(picture);
        picture.append(source, image);
      }
    };
    darken();
    dark.addEventListener('change', darken);
    """#
}
