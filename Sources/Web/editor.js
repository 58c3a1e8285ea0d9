
// Makes the page one to work in. It talks to a host, which knows the lesson: `send({ subject, body })` promises what is
// answered, `{ ok, body }`; `onevent(name, data)` is called for what it tells; after `listen()` it tells all there is.
// What the host says is shown, nothing is worked out here.
const workIn = host => {
  const ask = (subject, body = null) => host.send({ subject, body });

  // The bar at the foot of the page: what goes on, and what can be done about it.
  const says = element('output', { 'aria-live': 'off' }), spoken = element('span', { class: 'unseen', role: 'status' });
  const meter = element('progress', { max: '1', value: '0', 'aria-label': 'Training', hidden: '' });
  const [runAll, undo, stop] = [['Run', 'run'], ['Undo', 'undo'], ['Stop', 'stop']].map(
    ([words, subject]) => liveButton(words, () => ask(subject), { hidden: '' }));
  const bar = element('section', { id: 'live.bar', 'aria-label': 'This run' }, says, spoken, meter, runAll, undo, stop);
  document.body.append(bar);
  const announce = text => { if (spoken.textContent !== text) spoken.textContent = text; };

  const showRuns = runsPanel(bar, undo, async number => {
    const answer = await ask('restore', { number });
    if (!answer.ok) says.textContent = answer.body.message;
  });
  const grow = growingCurves();
  let version = 0, text = 0;
  const offerEdits = textEditing(ask, () => text), offerBlanks = blankEditing(ask, () => text);

  // What trains long waits until it is asked for.
  const offerRuns = root => {
    const steps = root.matches?.('.step.waiting') ? [root] : root.querySelectorAll('.step.waiting');
    for (const note of [...steps].map(step => step.querySelector('.result > .remark'))) {
      note?.append(' ', liveButton('Run', () => ask('run')));
    }
  };

  const enliven = root => {
    offerCopies(root);
    for (const part of root.matches('.draw') ? [root] : root.querySelectorAll('.draw')) easel(part);
    offerBlanks(root);
    offerEdits(root);
    offerRuns(root);
  };
  // What is being edited in a block goes along into the one that takes its place.
  const carry = (old, fresh) => {
    const place = [...old.querySelectorAll('.live-edit')].indexOf(document.activeElement);
    if (place >= 0) fresh?.querySelectorAll('.live-edit')[place]?.focus();
    offerBlanks.move(old, fresh);
    for (const box of old.querySelectorAll('.live-editor')) box.move(fresh, old);
  };
  const place = pageBlocks(enliven, carry);
  const update = async () => {
    const answer = await ask('page');
    if (!answer.ok) return;
    hideProblems();
    place(answer.body);
    showProblems();
  };

  // Mistakes stand at their steps, above the last good result.
  let problems = [];
  const hideProblems = () => {
    for (const box of document.querySelectorAll('.live-problem')) box.remove();
  };
  const showProblems = () => {
    hideProblems();
    for (const problem of problems) {
      const box = element('div', { class: 'problem live-problem', 'data-severity': problem.severity },
        element('p', {}, element('strong', {}, `Line ${problem.line || '?'}: `), problem.summary),
        element('pre', {}, problem.text));
      // Steps may stand in answers.
      const source = problem.offset !== null && [...document.querySelectorAll('main pre[data-start], main .answer[data-start]')]
        .findLast(one => +one.dataset.start <= problem.offset && problem.offset <= +one.dataset.end);
      if (source) source.after(box);
      else document.querySelector('.page > header').append(box);
    }
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
      const numbers = `loss ${progress.loss.toFixed(4)}` + (progress.accuracy === null ? '' : `, accuracy ${progress.accuracy.toFixed(4)}`);
      const left = progress.left === null ? '' : `, ${seconds(progress.left)} left`;
      says.textContent = `${progress.step}: epoch ${progress.epoch} of ${progress.epochs}, batch ${progress.batch} of ${progress.batches}, ${numbers}${left}`;
      if (progress.ends && Date.now() - lastSpoken > 5000) {
        lastSpoken = Date.now();
        announce(`${progress.step}: epoch ${progress.epoch} of ${progress.epochs}, ${numbers}`);
      }
      grow(progress);
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

  offerBlanks(document);
  offerEdits(document);
  offerRuns(document);
  host.onevent = (name, data) => handlers[name]?.(data);
  update().then(() => host.listen());
};
