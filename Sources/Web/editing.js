
// Steps and answers are edited where they stand. `ask` sends a request, `version` tells which text of the lesson the page
// shows; what is given back offers it for all of them in a part of the page.
const textEditing = (ask, version) => {
  const holders = 'pre.source[data-start], .answer[data-start]';
  const all = root => [...(root.matches?.(holders) ? [root] : []), ...root.querySelectorAll(holders)];
  const name = holder => (holder.matches('pre') ? holder.parentElement : holder).getAttribute('aria-label');
  const written = holder => holder.dataset.source ?? holder.querySelector('code').textContent;

  const offer = root => {
    for (const holder of all(root)) {
      const label = name(holder), words = holder.dataset.source === '' ? 'Write' : 'Edit';
      holder.prepend(element('button', {
        type: 'button', class: 'live-edit', 'aria-label': `${words} ${label[0].toLowerCase()}${label.slice(1)}`, onclick: () => edit(holder),
      }, words));
    }
  };

  const edit = holder => {
    const before = written(holder), label = name(holder), isStep = holder.matches('pre');
    const area = element('textarea', { spellcheck: String(!isStep), autocapitalize: isStep ? 'off' : 'sentences', 'aria-label': isStep ? 'Text of the ' + label : label });
    area.value = before;
    const rows = () => { area.rows = Math.max(area.value.split('\n').length + 1, 3); };
    rows();
    const hears = element('pre', { class: 'live-help', 'aria-live': 'polite' });
    const warning = element('p', { role: 'alert', hidden: '' });
    const box = element('div', { class: isStep ? 'live-editor' : 'live-editor live-prose' }, warning, area,
      element('p', {}, liveButton('Save and run (Ctrl-Enter)', () => save()), liveButton('Cancel (Esc)', () => close())), hears);
    const place = () => {
      // Where both versions stand, the one below is meant.
      const there = document.contains(holder) ? holder : all(document).find(one => name(one) === label);
      if (!there) return null;
      const { start, end, form = 'lines' } = there.dataset;
      return { start: +start, end: +end, form, version: version(), text: area.value, caret: area.selectionStart };
    };
    const open = () => {
      holder.classList.add('live-editing');
      if (isStep) holder.after(box); else holder.append(box);
    };
    const close = () => {
      holder.classList.remove('live-editing');
      (box.closest('.live-unsaved') ?? box).remove();
      holder.querySelector('.live-edit')?.focus();
    };
    // The block it stands in has another content now. Where its text reads as before, the editor goes along; where it does
    // not, both stand in the page.
    box.move = (fresh, old) => {
      const next = (fresh ? all(fresh) : []).filter(one => one.matches('pre') === isStep);
      const same = next.find(one => written(one) === before);
      const hadFocus = box.contains(document.activeElement), { selectionStart, selectionEnd } = area;
      holder = same ?? next[0] ?? holder;
      if (same) {
        open();
      } else {
        holder.classList.remove('live-editing');
        old.classList.add('live-unsaved');
        old.removeAttribute('data-start');
        old.replaceChildren(box);
        warn(next.length
          ? 'The lesson’s file has changed here: what it says now stands below, and this is your text, which is not saved. Saving puts yours in its place.'
          : 'This part is not in the lesson’s file any more; your text is not saved.');
        fresh?.before(old);
      }
      if (hadFocus) {
        area.focus();
        area.setSelectionRange(selectionStart, selectionEnd);
      }
    };
    // Not among what the checker says, which comes and goes.
    const warn = message => {
      warning.hidden = false;
      warning.textContent = message;
    };
    const look = async () => {
      const { value, selectionStart } = area, asked = place();
      if (!asked) return;
      const answer = await ask('check', asked);
      if (!answer.ok || area.value !== value || area.selectionStart !== selectionStart) return;
      hears.textContent = answer.body.problems.join('\n') || answer.body.help;
      if (isStep) words.show(answer.body.completions, selectionStart);
    };
    const save = async () => {
      const asked = place();
      if (!asked) return warn('There is no such part in the lesson any more: copy your text to where it belongs.');
      const answer = await ask('edit', asked);
      if (answer.ok) return close();
      warn(answer.body.message);
    };
    const words = completionList(area, () => { rows(); look(); });
    area.after(words.list);
    let timer = 0;
    const lookSoon = () => { clearTimeout(timer); timer = setTimeout(look, 120); };
    area.addEventListener('input', () => { rows(); words.hide(); lookSoon(); });
    area.addEventListener('keydown', event => {
      if (words.takes(event)) return event.preventDefault();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); }
      if (event.key === ' ' && event.ctrlKey) { event.preventDefault(); words.wanted(); look(); }
      if (event.key === 'Escape') { event.preventDefault(); close(); }
    });
    open();
    area.focus();
    area.setSelectionRange(0, 0);
    look();
  };
  return offer;
};

// The words that could stand at the caret of a text: arrow keys choose, Enter and Tab take, Escape puts away. It comes up by
// itself once a word has begun, and by Ctrl-Space everywhere.
let completionLists = 0;
const completionList = (area, taken) => {
  const id = `live.words${++completionLists}`;
  const list = element('ul', { id, class: 'live-words', role: 'listbox', 'aria-label': 'Completions', hidden: '' });
  let words = [], chosen = 0, isWanted = false;
  area.setAttribute('aria-autocomplete', 'list');
  area.setAttribute('aria-controls', id);
  const choose = index => {
    chosen = (index + words.length) % words.length;
    [...list.children].forEach((one, i) => one.setAttribute('aria-selected', String(i === chosen)));
    area.setAttribute('aria-activedescendant', `${id}.${chosen}`);
    list.children[chosen].scrollIntoView({ block: 'nearest' });
  };
  const hide = () => {
    list.hidden = true;
    isWanted = false;
    area.removeAttribute('aria-activedescendant');
  };
  const take = word => {
    area.setRangeText(word.insert, word.from, area.selectionStart, 'end');
    area.focus();
    hide();
    taken();
  };
  const show = (found, caret) => {
    words = found.filter(word => isWanted || word.from < caret);
    if (!words.length) return hide();
    list.replaceChildren(...words.map((word, i) => element('li', {
      id: `${id}.${i}`, role: 'option', 'aria-selected': 'false', onclick: () => take(word),
    }, word.word)));
    list.hidden = false;
    choose(0);
  };
  const takes = event => {
    if (list.hidden || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    if (event.key === 'ArrowDown') choose(chosen + 1);
    else if (event.key === 'ArrowUp') choose(chosen - 1);
    else if (event.key === 'Enter' || event.key === 'Tab') take(words[chosen]);
    else if (event.key === 'Escape') hide();
    else return false;
    return true;
  };
  area.addEventListener('blur', hide);
  list.addEventListener('pointerdown', event => event.preventDefault());
  return { list, show, hide, takes, wanted: () => { isWanted = true; } };
};
