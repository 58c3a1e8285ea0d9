
// Blanks among the words and in steps are fields to be filled in where they stand: Enter, or leaving one, writes it into the
// lesson, Escape takes back what was typed.
const blankEditing = (ask, version) => {
  const blanks = root => [...root.querySelectorAll('.field[data-start]')];

  const plain = text => text.trim().replace(/\s+/g, ' ');

  const offer = root => {
    for (const field of blanks(root)) fill(field);
  };

  const fill = field => {
    const step = field.closest('.step');
    const before = field.dataset.source, label = step ? `Blank in the ${step.getAttribute('aria-label')}` : 'Your answer';
    const input = element('input', { type: 'text', class: 'live-blank', value: before, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', 'aria-label': label });
    const says = element('span', { class: 'live-says', role: 'alert' });
    const fit = () => { input.size = Math.max(input.value.length, 4); };
    fit();
    // What stood there goes on counting as the text of its step.
    field.replaceChildren(element('span', { hidden: '' }, ...field.childNodes), input);
    (step ? field.closest('pre') : field).after(says);
    field.says = says;
    let saved = before;
    const save = async () => {
      const text = plain(input.value), { start, end, form } = field.dataset;
      if (text === saved) return;
      const last = saved;
      saved = text;
      const answer = await ask('edit', { start: +start, end: +end, form, version: version(), text });
      if (answer.ok) return;
      saved = last;
      says.textContent = answer.body.message;
    };
    input.addEventListener('input', fit);
    input.addEventListener('change', save);
    input.addEventListener('keydown', event => {
      if (event.key === 'Enter') { event.preventDefault(); save(); }
      if (event.key === 'Escape') { event.preventDefault(); input.value = before; says.textContent = ''; fit(); }
    });
    // The block has another content now: what is typed and not written goes along, and so does the caret.
    field.move = (fresh, index, place) => {
      const next = fresh[index], typed = plain(input.value), caret = [input.selectionStart, input.selectionEnd];
      const hadFocus = document.activeElement === input;
      const other = next?.querySelector('input');
      const isSaved = typed === saved;
      // Losing the caret to the other one does not end the typing.
      saved = typed;
      if (!other) {
        if (!isSaved) place.before(element('p', { class: 'live-unsaved', role: 'alert' }, `This blank is not in the lesson’s file any more. You had written: ${typed}`));
        return;
      }
      // What was written shows until the page that has it comes.
      const now = other.value, isOpen = !isSaved && typed !== now, isAwaited = isSaved && typed !== before && now === before;
      if (isOpen || isAwaited) {
        other.value = input.value;
        other.dispatchEvent(new Event('input'));
      }
      if (hadFocus) {
        other.focus();
        other.setSelectionRange(...caret);
      }
      if (isOpen && now !== before) {
        next.says.textContent = `The lesson’s file says “${now || '____'}” here now; yours is not saved. Enter puts it in its place, Escape takes the file’s.`;
      }
    };
  };
  // A block with another number of blanks is another one.
  offer.move = (old, fresh) => {
    const [gone, come] = [blanks(old), fresh ? blanks(fresh) : []];
    gone.forEach((field, index) => field.move?.(gone.length === come.length ? come : [], index, fresh ?? old));
  };
  return offer;
};
