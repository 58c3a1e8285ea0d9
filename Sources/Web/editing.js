
// Steps are edited where they stand. `ask` sends a request, `version` tells which text of the lesson the page shows; what is
// given back offers it for all steps of a part of the page.
const stepEditing = (ask, version) => {
  const offerEdits = root => {
    for (const source of root.querySelectorAll('pre.source[data-start]')) {
      const label = source.parentElement.getAttribute('aria-label').toLowerCase();
      source.prepend(element('button', {
        type: 'button', class: 'live-edit', 'aria-label': 'Edit ' + label, onclick: () => edit(source),
      }, 'Edit'));
    }
  };

  const edit = source => {
    const code = source.querySelector('code').textContent, label = source.parentElement.getAttribute('aria-label');
    const area = element('textarea', { spellcheck: 'false', autocapitalize: 'off', 'aria-label': 'Text of the ' + label });
    area.value = code;
    area.rows = Math.max(code.split('\n').length + 1, 3);
    const hears = element('pre', { class: 'live-help', 'aria-live': 'polite' });
    const words = element('ul', { class: 'live-words', 'aria-label': 'Completions' });
    const warning = element('p', { role: 'alert', hidden: '' });
    const box = element('div', { class: 'live-editor', 'data-start': source.dataset.start, 'data-end': source.dataset.end }, warning, area, words,
      element('p', {}, liveButton('Save and run (Ctrl-Enter)', () => save()), liveButton('Cancel (Esc)', () => close())),
      hears);
    const place = () => {
      const from = box.dataset.start ? box : [...document.querySelectorAll('main pre.source[data-start]')]
        .find(one => one.parentElement.getAttribute('aria-label') === label) ?? source;
      return { start: +from.dataset.start, end: +from.dataset.end, version: version(), text: area.value, caret: area.selectionStart };
    };
    const close = () => {
      const unsaved = box.closest('.live-unsaved');
      if (unsaved) {
        unsaved.remove();
      } else {
        [source.dataset.start, source.dataset.end] = [box.dataset.start, box.dataset.end];
        box.replaceWith(source);
      }
      source.querySelector('.live-edit')?.focus();
    };
    // The block it stands in has another content now. Where its step reads as before, the editor goes along; where it does
    // not, both stand in the page.
    box.move = (fresh, old) => {
      const next = [...fresh.querySelectorAll('pre.source[data-start]'), ...(fresh.matches('pre.source') ? [fresh] : [])];
      const same = next.find(one => one.querySelector('code').textContent === code);
      const hadFocus = box.contains(document.activeElement);
      if (same) {
        source = same;
        [box.dataset.start, box.dataset.end] = [same.dataset.start, same.dataset.end];
        same.replaceWith(box);
      } else if (next.length) {
        source = next[0];
        old.classList.add('live-unsaved');
        old.replaceChildren(box);
        for (const name of ['data-start', 'data-end']) box.removeAttribute(name);
        warning.hidden = false;
        warning.textContent = 'The lesson’s file has changed here: what it says now stands below, and this is your text, which is not saved. Saving puts yours in its place.';
        fresh.before(old);
      }
      if (hadFocus) area.focus();
    };
    const look = async () => {
      const answer = await ask('check', place());
      if (!answer.ok) return;
      const found = answer.body;
      hears.textContent = found.problems.join('\n') || found.help;
      words.replaceChildren(...found.completions.map(word => element('li', {}, liveButton(word.word, () => {
        area.setRangeText(word.insert, word.from, area.selectionStart, 'end');
        area.focus();
        look();
      }))));
    };
    const save = async () => {
      const answer = await ask('edit', place());
      if (answer.ok) return close();
      hears.textContent = answer.body.message;
    };
    let timer = 0;
    area.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(look, 150); });
    area.addEventListener('keydown', event => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); }
      if (event.key === 'Escape') { event.preventDefault(); close(); }
    });
    source.replaceWith(box);
    area.focus();
    area.setSelectionRange(0, 0);
    look();
  };

  return offerEdits;
};
