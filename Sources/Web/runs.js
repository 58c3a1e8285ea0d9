
// The curves of a training, which grow while it runs.
const growingCurves = () => {
  const points = { step: '', loss: [], validation: [] };
  return progress => {
    if (points.step !== progress.step || progress.epoch < points.loss.length) {
      Object.assign(points, { step: progress.step, loss: [], validation: [] });
    }
    if (progress.ends) {
      points.loss.push(progress.loss);
      if (progress.validationLoss !== null) points.validation.push(progress.validationLoss);
    }
    const step = document.getElementById('step.' + progress.step)?.closest('.step');
    if (!step || points.loss.length < 2) return;
    const high = Math.max(...points.loss, ...points.validation) || 1, wide = Math.max(progress.epochs - 1, 1);
    const label = `Loss after each epoch, now ${progress.loss.toFixed(4)}`;
    const picture = curves('live-curve', label, wide, high, [points.loss, points.validation]);
    const shown = step.querySelector('.live-curve');
    if (shown) shown.replaceWith(picture); else step.querySelector('.live-editor, .source:not(.live-editing)').after(picture);
  };
};

// Earlier runs of this lesson, the latest first; the panel stands before the bar, its button before `place`.
const runsPanel = (bar, place, putBack) => {
  const panel = element('section', { id: 'live.runs', 'aria-label': 'Your runs', hidden: '' });
  const button = liveButton('Your runs', () => {
    panel.hidden = !panel.hidden;
    button.setAttribute('aria-expanded', String(!panel.hidden));
  }, { 'aria-expanded': 'false', hidden: '' });
  place.before(button);
  bar.before(panel);
  const ticked = new Set();
  const share = (name, value) => name.endsWith('accuracy') ? `${(value * 100).toFixed(2)} %` : value.toFixed(4);
  const overlay = runs => {
    const chosen = runs.filter(run => ticked.has(run.number) && run.loss.length);
    if (!chosen.length) return '';
    const high = Math.max(...chosen.flatMap(run => [...run.loss, ...run.validationLoss])) || 1;
    const wide = Math.max(...chosen.map(run => run.loss.length)) - 1 || 1;
    const numbers = chosen.map(run => run.number).join(', ');
    return curves(
      'live-curves', `Loss of ${chosen.length === 1 ? 'run' : 'runs'} ${numbers}, dashed for validation`, wide, high,
      chosen.flatMap(run => [run.loss, run.validationLoss]), chosen.flatMap((_, i) => [`curve${i % 5}`, `curve${i % 5} dashed`]));
  };
  const show = ({ best, runs }) => {
    button.hidden = !runs.length;
    button.textContent = `Your runs (${runs.length})`;
    const found = [...new Set(runs.flatMap(run => run.measures.map(one => one.name)))];
    // Where accuracies are, losses are in the curves.
    const names = found.filter(name => !name.endsWith('loss') || !found.includes(name.replace('loss', 'accuracy')));
    const place = run => runs.filter(one => ticked.has(one.number) && one.loss.length).indexOf(run);
    const row = run => {
      const box = element('input', { type: 'checkbox', 'aria-label': `Show the curve of run ${run.number}` });
      box.checked = ticked.has(run.number);
      box.addEventListener('change', () => {
        if (box.checked) ticked.add(run.number); else ticked.delete(run.number);
        show({ best, runs });
        panel.querySelector(`[aria-label="Show the curve of run ${run.number}"]`).focus();
      });
      const mark = place(run) < 0 ? '' : element('span', { class: `key curve${place(run) % 5}`, 'aria-hidden': 'true' }, '■ ');
      const back = liveButton('Put back', () => putBack(run.number), { 'aria-label': `Put back the steps of run ${run.number}` });
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
    panel.replaceChildren(overlay(runs), scroll);
  };
  return show;
};
