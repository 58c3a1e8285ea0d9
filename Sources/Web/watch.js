
// Keeps the page up to date with the lesson's file. The server sends events; what it sends is shown, nothing is worked out
// here.
{
  const base = location.pathname.replace(/\/?$/, '/');
  const ask = (what, body) => fetch(base + what, body === undefined ? {} : {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
  const element = (name, attributes = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === 'onclick') made.addEventListener('click', value); else made.setAttribute(key, value);
    }
    made.append(...content);
    return made;
  };

  // The bar at the foot of the page: what goes on, and what can be done about it.
  const says = element('output', { 'aria-live': 'off' }), spoken = element('span', { class: 'unseen', role: 'status' });
  const meter = element('progress', { max: '1', value: '0', 'aria-label': 'Training', hidden: '' });
  const stop = element('button', { type: 'button', class: 'live-button', hidden: '', onclick: () => ask('stop', {}) }, 'Stop');
  const undo = element('button', { type: 'button', class: 'live-button', hidden: '', onclick: () => ask('undo', {}) }, 'Undo');
  const runAll = element('button', { type: 'button', class: 'live-button', hidden: '', onclick: () => ask('run', {}) }, 'Run');
  const bar = element('section', { id: 'live.bar', 'aria-label': 'This run' }, says, spoken, meter, runAll, undo, stop);
  document.body.append(bar);
  const announce = text => { if (spoken.textContent !== text) spoken.textContent = text; };

  // The page's blocks, as the server wrote them: what scripts change in the page does not count as a difference.
  const regions = ['.page > header', '.page > nav', '.page > main', '.page > footer'];
  const texts = (root, selector) => [...(root.querySelector(selector)?.children ?? [])]
    .map(child => child.outerHTML.replace(/ data-(start|end)="\d+"/g, ''));
  let shown = null, version = 0, text = 0;

  // Which of the old blocks stays for each new one; -1 for a block that is new.
  const matches = (old, fresh) => {
    const kept = fresh.map(() => -1);
    let first = 0, last = 0;
    while (first < old.length && first < fresh.length && old[first] === fresh[first]) { kept[first] = first; first++; }
    while (last < old.length - first && last < fresh.length - first && old.at(-1 - last) === fresh.at(-1 - last)) {
      kept[fresh.length - 1 - last] = old.length - 1 - last;
      last++;
    }
    let from = first;
    for (let i = first; i < fresh.length - last; i++) {
      const found = old.indexOf(fresh[i], from);
      if (found >= 0 && found < old.length - last) { kept[i] = found; from = found + 1; }
    }
    return kept;
  };

  // What was open stays open in the block that takes its place.
  const carryFolds = (old, fresh) => {
    const before = [...old.querySelectorAll('details')], after = [...fresh.querySelectorAll('details')];
    if (old.matches('details')) before.unshift(old);
    if (fresh.matches('details')) after.unshift(fresh);
    if (before.length === after.length) after.forEach((one, i) => { one.open = before[i].open; });
  };

  const enliven = root => {
    offerCopies(root);
    for (const part of root.matches('.draw') ? [root] : root.querySelectorAll('.draw')) easel(part);
    offerEdits(root);
    offerRuns(root);
  };

  // What trains long waits until it is asked for.
  const offerRuns = root => {
    const steps = root.matches?.('.step.waiting') ? [root] : root.querySelectorAll('.step.waiting');
    for (const note of [...steps].map(step => step.querySelector('.result > .remark'))) {
      note?.append(' ', element('button', { type: 'button', class: 'live-button', onclick: () => ask('run', {}) }, 'Run'));
    }
  };

  const update = async () => {
    const answer = await ask('page');
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = regions.map(selector => texts(page, selector));
    const number = root => root.querySelector('meta[name=version]')?.content;
    if (shown === null) {
      // Where the page was renewed while this one was on its way, nothing of it stays.
      shown = number(page) === number(document)
        ? next : regions.map(selector => [...(document.querySelector(selector)?.children ?? [])].map(() => ''));
      if (number(page) === number(document)) return;
    }
    const ranges = [...page.querySelectorAll('main [data-start]')].map(one => [one.dataset.start, one.dataset.end]);
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    regions.forEach((selector, index) => {
      const region = document.querySelector(selector), source = page.querySelector(selector);
      if (!region && source) document.querySelector('.page > main').before(document.adoptNode(source.cloneNode(true)));
      if (region && !source) region.remove();
      if (!region || !source) return;
      // Not what this script has put between them.
      const old = [...region.children].filter(one => !one.matches('.live-problem, .live-unsaved')), fresh = [...source.children], kept = matches(shown[index], next[index]);
      const stays = new Set(kept);
      const gone = old.filter((_, i) => !stays.has(i));
      const leaving = [];
      let at = null;
      for (let i = fresh.length - 1; i >= 0; i--) {
        let block = old[kept[i]];
        if (kept[i] < 0) {
          block = document.adoptNode(fresh[i]);
          const replaced = gone.pop();
          if (replaced) {
            carryFolds(replaced, block);
            leaving.push(replaced);
          }
          block.classList.add('live-fresh');
        }
        if (block.nextElementSibling !== at || block.parentElement !== region) region.insertBefore(block, at);
        if (kept[i] < 0) {
          enliven(block);
          for (const old of leaving.splice(0)) for (const box of old.querySelectorAll('.live-editor')) box.move(block, old);
        }
        at = block;
      }
      old.forEach((block, i) => { if (!stays.has(i) && !block.matches('.live-unsaved')) block.remove(); });
    });
    shown = next;
    scrolling();
    placeRanges(ranges);
    showProblems();
  };

  // Blocks that stay may have moved in the lesson.
  const placeRanges = ranges => {
    document.querySelectorAll('main [data-start]').forEach((one, i) => {
      if (ranges[i]) [one.dataset.start, one.dataset.end] = ranges[i];
    });
  };

  // Mistakes stand at their steps, above the last good result.
  let problems = [];
  const showProblems = () => {
    for (const box of document.querySelectorAll('.live-problem')) box.remove();
    for (const problem of problems) {
      const box = element('div', { class: 'problem live-problem', 'data-severity': problem.severity },
        element('p', {}, element('strong', {}, `Line ${problem.line || '?'}: `), problem.summary),
        element('pre', {}, problem.text));
      const sources = [...document.querySelectorAll('main [data-start]')];
      const source = problem.offset !== null && sources.find(one => +one.dataset.start <= problem.offset && problem.offset <= +one.dataset.end);
      if (source) source.after(box);
      else document.querySelector('.page > header').append(box);
    }
  };

  // Curves that grow while a network is trained.
  const points = { step: '', loss: [], validation: [] };
  const draw = progress => {
    if (points.step !== progress.step || progress.epoch < points.loss.length) {
      Object.assign(points, { step: progress.step, loss: [], validation: [] });
    }
    if (progress.ends) {
      points.loss.push(progress.loss);
      if (progress.validationLoss !== null) points.validation.push(progress.validationLoss);
    }
    const step = document.getElementById('step.' + progress.step)?.closest('.step');
    if (!step || points.loss.length < 2) return;
    let picture = step.querySelector('.live-curve');
    if (!picture) {
      picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      picture.setAttribute('class', 'live-curve');
      picture.setAttribute('role', 'img');
      picture.setAttribute('preserveAspectRatio', 'none');
      step.querySelector('.source, .live-editor').after(picture);
    }
    const high = Math.max(...points.loss, ...points.validation) || 1, wide = Math.max(progress.epochs - 1, 1);
    picture.setAttribute('viewBox', `0 0 ${wide} 1.1`);
    picture.setAttribute('aria-label', `Loss after each epoch, now ${progress.loss.toFixed(4)}`);
    const path = values => values.map((v, i) => `${i ? 'L' : 'M'}${i} ${(1.05 - v / high).toFixed(4)}`).join('');
    picture.replaceChildren(...[points.loss, points.validation].filter(v => v.length).map(values => {
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      line.setAttribute('d', path(values));
      return line;
    }));
  };

  // Earlier runs of this lesson, the latest first.
  const runsPanel = element('section', { id: 'live.runs', 'aria-label': 'Your runs', hidden: '' });
  const runsButton = element('button', { type: 'button', class: 'live-button', 'aria-expanded': 'false', hidden: '', onclick: () => {
    runsPanel.hidden = !runsPanel.hidden;
    runsButton.setAttribute('aria-expanded', String(!runsPanel.hidden));
  } }, 'Your runs');
  undo.before(runsButton);
  bar.before(runsPanel);
  const ticked = new Set();
  const share = (name, value) => name.endsWith('accuracy') ? `${(value * 100).toFixed(2)} %` : value.toFixed(4);
  const overlay = runs => {
    const chosen = runs.filter(run => ticked.has(run.number) && run.loss.length);
    if (!chosen.length) return '';
    const all = chosen.flatMap(run => [...run.loss, ...run.validationLoss]), high = Math.max(...all) || 1;
    const wide = Math.max(...chosen.map(run => run.loss.length)) - 1 || 1;
    const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    picture.setAttribute('class', 'live-curves');
    picture.setAttribute('viewBox', `0 0 ${wide} 1.1`);
    picture.setAttribute('preserveAspectRatio', 'none');
    picture.setAttribute('role', 'img');
    picture.setAttribute('aria-label', `Loss of ${chosen.length === 1 ? 'run' : 'runs'} ${chosen.map(run => run.number).join(', ')}, dashed for validation`);
    chosen.forEach((run, i) => [run.loss, run.validationLoss].forEach((values, isValidation) => {
      if (!values.length) return;
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', values.map((v, x) => `${x ? 'L' : 'M'}${x} ${(1.05 - v / high).toFixed(4)}`).join(''));
      path.setAttribute('class', `curve${i % 5}${isValidation ? ' dashed' : ''}`);
      picture.append(path);
    }));
    return picture;
  };
  const showRuns = ({ best, runs }) => {
    runsButton.hidden = !runs.length;
    runsButton.textContent = `Your runs (${runs.length})`;
    const found = [...new Set(runs.flatMap(run => run.measures.map(one => one.name)))];
    // Where accuracies are, losses are in the curves.
    const names = found.filter(name => !name.endsWith('loss') || !found.includes(name.replace('loss', 'accuracy')));
    const place = run => runs.filter(one => ticked.has(one.number) && one.loss.length).indexOf(run);
    const row = run => {
      const box = element('input', { type: 'checkbox', 'aria-label': `Show the curve of run ${run.number}` });
      box.checked = ticked.has(run.number);
      box.addEventListener('change', () => {
        if (box.checked) ticked.add(run.number); else ticked.delete(run.number);
        showRuns({ best, runs });
        runsPanel.querySelector(`[aria-label="Show the curve of run ${run.number}"]`).focus();
      });
      const mark = place(run) < 0 ? '' : element('span', { class: `key curve${place(run) % 5}`, 'aria-hidden': 'true' }, '■ ');
      const back = element('button', { type: 'button', class: 'live-button', 'aria-label': `Put back the steps of run ${run.number}`, onclick: async () => {
        const answer = await ask('restore', { number: run.number });
        if (!answer.ok) says.textContent = (await answer.json()).message;
      } }, 'Put back');
      return element('tr', run.number === best ? { class: 'best' } : {},
        element('td', {}, box), element('th', { scope: 'row' }, mark, `${run.number}`, run.number === best ? ' best by validation' : ''),
        element('td', {}, run.changes),
        ...names.map(name => {
          const found = run.measures.find(one => one.name === name);
          return element('td', { class: 'right' }, found ? share(name, found.value) : '');
        }), element('td', {}, run === runs[0] ? 'now' : back));
    };
    const heads = ['curve', 'run', 'what was changed', ...names, 'steps'];
    const scroll = element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Your runs, a table' }, element('table', {},
      element('thead', {}, element('tr', {}, ...heads.map(text => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, ...runs.map(row))));
    runsPanel.replaceChildren(overlay(runs), scroll);
  };

  const seconds = s => s < 60 ? `${Math.ceil(s)} s` : `${Math.floor(s / 60)} min ${Math.ceil(s % 60)} s`;
  let lastSpoken = 0;
  const handlers = {
    state(state) {
      document.documentElement.dataset.state = bar.dataset.state = state.state;
      says.textContent = state.text;
      announce(state.text);
      const isBusy = state.state === 'running';
      stop.hidden = !isBusy;
      meter.hidden = true;
      undo.hidden = !state.canUndo;
      runAll.hidden = isBusy || !state.waits;
      if (!isBusy) for (const picture of document.querySelectorAll('.live-curve')) picture.remove();
    },
    progress(progress) {
      meter.hidden = false;
      meter.value = progress.share;
      if (progress.runs) {
        const rest = progress.left === null ? '' : `, ${seconds(progress.left)} left`;
        says.textContent = `${progress.step}: ${progress.run} of ${progress.runs} runs done${rest}`;
        return;
      }
      const numbers = `loss ${progress.loss.toFixed(4)}` + (progress.accuracy === null ? '' : `, accuracy ${progress.accuracy.toFixed(4)}`);
      const left = progress.left === null ? '' : `, ${seconds(progress.left)} left`;
      says.textContent = `${progress.step}: epoch ${progress.epoch} of ${progress.epochs}, batch ${progress.batch} of ${progress.batches}, ${numbers}${left}`;
      if (progress.ends && Date.now() - lastSpoken > 5000) {
        lastSpoken = Date.now();
        announce(`${progress.step}: epoch ${progress.epoch} of ${progress.epochs}, ${numbers}`);
      }
      draw(progress);
    },
    runs: showRuns,
    problems(list) {
      problems = list;
      showProblems();
    },
    async page(page) {
      if (page.version === version) return;
      version = page.version;
      await update();
      text = page.text;
    },
  };

  // Editing a step where it stands.
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
      element('p', {},
        element('button', { type: 'button', class: 'live-button', onclick: () => save() }, 'Save and run (Ctrl-Enter)'),
        element('button', { type: 'button', class: 'live-button', onclick: () => close() }, 'Cancel (Esc)')),
      hears);
    const place = () => {
      const from = box.dataset.start ? box : [...document.querySelectorAll('main pre.source[data-start]')]
        .find(one => one.parentElement.getAttribute('aria-label') === label) ?? source;
      return { start: +from.dataset.start, end: +from.dataset.end, version: text, text: area.value, caret: area.selectionStart };
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
      const found = await answer.json();
      hears.textContent = found.problems.join('\n') || found.help;
      words.replaceChildren(...found.completions.map(word => element('li', {}, element('button', {
        type: 'button', class: 'live-button', onclick: () => {
          area.setRangeText(word.insert, word.from, area.selectionStart, 'end');
          area.focus();
          look();
        },
      }, word.word))));
    };
    const save = async () => {
      const answer = await ask('edit', place());
      if (answer.ok) return close();
      hears.textContent = (await answer.json()).message;
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
  offerEdits(document);
  offerRuns(document);

  const listen = () => {
    const events = new EventSource(base + 'events');
    for (const [name, handle] of Object.entries(handlers)) {
      events.addEventListener(name, event => handle(JSON.parse(event.data)));
    }
    events.addEventListener('error', () => {
      if (events.readyState === EventSource.CLOSED) { events.close(); setTimeout(listen, 1000); }
      handlers.state({ state: 'lost', text: 'lesson watch has ended; start it again and this page goes on', canUndo: false, waits: false });
    });
  };
  update().then(listen);
}
