// The page's host is a worker that runs the program which the page brings along.
const openPage = () => {
  const held = id => document.getElementById(id)?.textContent.trim() ?? '';
  const bytesOf = base64 => {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    const text = atob(base64), bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  };
  const base64Of = bytes => {
    let text = '';
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text);
  };
  const lesson = JSON.parse(new TextDecoder().decode(bytesOf(held('page.lesson'))));
  const original = lesson.text;
  const save = (name, type, content) => {
    const link = element('a', { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // What is typed is kept in the browser, under the digest of this very lesson: pages of one folder may share one store.
  const key = `lesson ${lesson.digest}`;
  const store = (() => {
    try {
      localStorage.setItem('lesson', '');
      return localStorage;
    } catch { return null; }
  })();
  const recall = part => {
    try { return JSON.parse(store?.getItem(key + part) ?? 'null'); } catch { return null; }
  };
  let isKept = store !== null;
  const keep = (part, value) => {
    try {
      if (value === null) store?.removeItem(key + part); else store?.setItem(key + part, JSON.stringify(value));
    } catch { loseStore(); }
  };
  const note = (id, title, words, ...buttons) => {
    document.getElementById(id)?.remove();
    document.querySelector('.page').before(element('section', { id, class: 'page-note', 'aria-label': title },
      element('p', { role: 'status' }, words), ...buttons));
  };
  const loseStore = () => {
    isKept = false;
    note('page.unkept', 'Nothing is kept', 'This browser keeps nothing of what you change here. Save the lesson before you leave this page.');
  };
  if (!isKept) loseStore();
  let text = recall(' text')?.text ?? original;
  addEventListener('beforeunload', event => { if (!isKept && text !== original) event.preventDefault(); });

  // Steps as they were handed out, by their names. What stands in one box now may have stood in another: boxes end where
  // there are results.
  const label = source => source.parentElement.getAttribute('aria-label');
  const code = source => source.querySelector('code').textContent;
  const names = source => label(source).replace(/^Step /, '').split(', ');
  const parts = text => text.split(/\n(?=[^\s#])/);
  const sources = () => [...document.querySelectorAll('main pre.source[data-start]')];
  const steps = new Map();
  for (const source of sources()) {
    const [own, texts] = [names(source), parts(code(source))];
    if (own.length === texts.length) own.forEach((name, i) => steps.set(name, texts[i]));
  }

  // The worker, which is ended and begun anew where it does not stop.
  let worker, address, canWait = true, hears = true, page = null, waits = [], number = 0, stopping = 0, earlier = 0, hasBegun = false;
  const open = new Map(), last = new Map();
  const files = new Map(lesson.files.map((path, i) => [path, bytesOf(held(`page.file${i}`))]));
  const host = {
    onevent: () => {},
    async send({ subject, body }) {
      if (subject === 'page') return { ok: true, body: page ?? await new Promise(resolve => waits.push(resolve)) };
      if (subject === 'stop') stop();
      return new Promise(resolve => {
        open.set(++number, resolve);
        worker?.postMessage({ id: number, subject, body });
      });
    },
    listen() { for (const [name, data] of last) host.onevent(name, data); },
  };
  const tell = (name, data) => {
    last.set(name, data);
    host.onevent(name, data);
  };
  const tellState = (state, words) => tell('state', { state, text: words, canUndo: false, waits: state === 'stopped' });

  const stop = () => {
    if (!canWait) {
      URL.revokeObjectURL(address);
      address = URL.createObjectURL(new Blob(['']));
      worker?.postMessage({ address });
    }
    clearTimeout(stopping);
    // A long step hears nothing, and some browsers' workers never do.
    stopping = setTimeout(() => {
      if (last.get('state')?.state !== 'running') return;
      begin('stopped', 'Stopped in the midst of a step; what had run is run again');
    }, hears ? 2000 : 100);
  };

  const begin = (state, words) => {
    worker?.terminate();
    // The program counts its pages from 1.
    if (hasBegun) earlier += 1e6;
    hasBegun = true;
    for (const resolve of open.values()) resolve({ ok: false, body: { message: 'The program was started again.' } });
    open.clear();
    tellState(state, words);
    const source = URL.createObjectURL(new Blob([held('page.worker')], { type: 'text/javascript' }));
    worker = new Worker(source);
    URL.revokeObjectURL(source);
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = event => fail(event.message);
    address = URL.createObjectURL(new Blob(['']));
    const keeps = Object.entries(recall(' kept') ?? {}).map(([name, bytes]) => [name, bytesOf(bytes)]);
    const [code, images] = ['program', 'images'].map(part => held(`page.${part}`)), labels = bytesOf(held('page.labels'));
    const settings = { ...lesson, text, sample: lesson.sample && !hasSet() };
    worker.postMessage({ start: { code, settings, files: [...files], images, labels, keeps, address } });
  };
  const fail = words => {
    const isMemory = /memory|unreachable/i.test(words);
    tellState('failed', isMemory
      ? 'The program has stopped: it may have needed more memory than a page has. Use fewer samples or a smaller network, then run again.'
      : `The program has stopped (${words}). What you have typed is kept: load this page again.`);
    worker?.terminate();
    worker = null;
    host.send = async ({ subject, body }) => {
      if (subject === 'run') {
        host.send = send;
        begin('starting', 'Starting again');
        return send({ subject, body });
      }
      return { ok: false, body: { message: 'The program has stopped.' } };
    };
  };
  const send = host.send;

  const hear = data => {
    if (data.started) {
      ({ canWait, hears } = data);
      tellNumbers(data.fuses);
    }
    if (data.failed) fail(data.failed);
    if (data.page !== undefined) {
      // Its style is the one that is here, less what belongs to this host: the policy would refuse it.
      page = data.page.replace(/<style>[^]*?<\/style>/, '');
      for (const resolve of waits.splice(0)) resolve(page);
    }
    if (data.text !== undefined) {
      text = data.text;
      keep(' text', text === original ? null : { name: lesson.name, text });
      back.hidden = text === original;
    }
    if (data.keep) keep(' kept', { [data.keep]: base64Of(data.bytes) });
    if (data.event) {
      if (data.event.name === 'page') data.event.data.version += earlier;
      tell(data.event.name, data.event.data);
      if (data.event.name === 'page') setTimeout(mark);
      if (['done', 'failed', 'stopped'].includes(data.event.data.state)) showValues();
    }
    if (data.answer) {
      open.get(data.answer)?.(data);
      open.delete(data.answer);
    }
  };

  // Whose numbers they are: the last digits depend on it.
  const tellNumbers = fuses => {
    document.documentElement.dataset.arithmetic = fuses ? 'fused' : 'plain';
    document.getElementById('page.numbers')?.remove();
    document.querySelector('.page').append(element('section', { id: 'page.numbers', 'aria-label': 'Numbers' }, fuses
      ? 'Numbers in this browser are those of lesson run, to the last digit.'
      : 'Numbers in this browser may differ from those of lesson run in their last digits: it rounds products before it adds them. They are those of LESSON_CPU=baseline lesson run.'));
  };

  // Every value stands in the page under its id, for scripts and tests.
  const showValues = async () => {
    const answer = await host.send({ subject: 'report', body: { format: 'json' } });
    if (!answer.ok) return;
    document.getElementById('page.values')?.remove();
    const { values } = JSON.parse(new TextDecoder().decode(answer.body));
    document.body.append(element('div', { id: 'page.values', hidden: '' },
      ...values.map(({ id, value }) => element('data', { 'data-value': id, value: String(value) }))));
  };

  // Steps that are not as they were handed out are marked, and can go back.
  const replace = (start, end, text) =>
    host.send({ subject: 'edit', body: { start, end, text, version: last.get('page').text } });
  const mark = () => {
    for (const source of sources()) {
      const own = names(source), isKnown = own.every(name => steps.has(name));
      const before = own.map(name => steps.get(name)).join('\n').trimEnd();
      const isChanged = !isKnown || before !== code(source).trimEnd();
      const shown = source.parentElement.querySelector('.page-changed');
      shown?.remove();
      if (!isChanged || !steps.size) continue;
      const back = liveButton('Put back the original', () => replace(+source.dataset.start, +source.dataset.end, before),
        { 'aria-label': `Put back the original of ${label(source).toLowerCase()}` });
      source.before(element('p', { class: 'page-changed' }, 'Changed by you. ', ...isKnown ? [back] : []));
    }
  };
  const setText = next => {
    if (next === text) return;
    replace(0, new TextEncoder().encode(text).length, next.replace(/\r\n/g, '\n'));
  };

  const chooser = element('input', { type: 'file', hidden: '', multiple: '' });
  const choose = (accept, take) => {
    chooser.accept = accept;
    chooser.value = '';
    chooser.onchange = () => take([...chooser.files]);
    chooser.click();
  };
  // The four files of a data set take the place of the built-in digits.
  const part = name => /^(train|t10k)-(images|labels)[-.]idx[13]-ubyte(\.gz)?$/.exec(name)?.slice(1, 3).join(' ');
  const hasSet = () => new Set([...files.keys()].map(path => part(path.split('/').at(-1))).filter(one => one)).size === 4;
  // Lessons are opened, all else is data.
  const takeFiles = async given => {
    const names = [];
    for (const file of given) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (file.name.endsWith('.md')) {
        setText(new TextDecoder().decode(bytes));
        continue;
      }
      names.push(file.name);
      const path = (part(file.name) ? `data/${lesson.set}/` : 'lesson/') + file.name;
      files.set(path, bytes);
      worker?.postMessage({ file: path, bytes });
    }
    if (names.length) {
      if (names.some(part) && hasSet()) begin('starting', 'Starting with these files');
      else await host.send({ subject: 'refresh', body: null });
      note('page.files', 'Files', `The lesson can load ${names.join(', ')} now. Files stay on this machine, and are forgotten with this page.`);
    }
  };
  addEventListener('dragover', event => event.preventDefault());
  addEventListener('drop', event => {
    event.preventDefault();
    takeFiles([...event.dataTransfer.files]);
  });
  const back = liveButton('Back to the original', () => {
    if (confirm('Put the whole lesson back as it was handed out? Undo brings your text back.')) setText(original);
  }, { hidden: '' });
  const report = liveButton('Save report', async () => {
    const answer = await host.send({ subject: 'report', body: null });
    if (answer.ok) save('report.html', 'text/html', answer.body); else note('page.report', 'No report', answer.body.message);
  });

  // Text that stands in an editor and is not saved is kept as well, with what it is to take the place of, and comes back.
  const drafts = recall(' drafts') ?? {}, opened = new WeakMap();
  const keepDrafts = () => keep(' drafts', Object.keys(drafts).length ? drafts : null);
  // An empty answer is known by its name alone.
  const draftFor = (text, label) => Object.keys(drafts).find(name => {
    const { base } = drafts[name];
    return base ? text.includes(base) : text === base && name === label;
  });
  addEventListener('input', ({ target }) => {
    const one = opened.get(target);
    if (!one) return;
    drafts[one.name] = { base: one.base, text: target.value };
    keepDrafts();
  });
  const areas = nodes => [...nodes].map(node => node.matches?.('.live-editor') && node.querySelector('textarea')).filter(area => area);
  new MutationObserver(changes => {
    for (const change of changes) {
      for (const area of areas(change.addedNodes)) {
        if (opened.has(area)) continue;
        const base = area.value, name = draftFor(base, area.getAttribute('aria-label'));
        opened.set(area, { base, name: name ?? area.getAttribute('aria-label') });
        if (!name) continue;
        area.value = base.replace(drafts[name].base, () => drafts[name].text);
        area.dispatchEvent(new Event('input', { bubbles: true }));
      }
      for (const area of areas(change.removedNodes)) {
        if (area.isConnected || !opened.has(area)) continue;
        delete drafts[opened.get(area).name];
        keepDrafts();
      }
    }
  }).observe(document.querySelector('main'), { childList: true, subtree: true });

  // What was written into an earlier version of this lesson is not taken over without a word.
  const offerEarlier = () => {
    if (!store || text !== original) return;
    const others = Object.keys(store).filter(name => /^lesson [0-9a-f]{64} text$/.test(name) && name !== key + ' text');
    for (const name of others) {
      let other = null;
      try { other = JSON.parse(store.getItem(name)); } catch { continue; }
      if (other?.name !== lesson.name) continue;
      note('page.earlier', 'An earlier version', 'You have worked in another version of this lesson, and this browser still has your text.',
        liveButton('Save that text', () => save(`${lesson.name}-earlier.md`, 'text/markdown', other.text)), ' ',
        liveButton('Work on it here', () => {
          setText(other.text);
          document.getElementById('page.earlier').remove();
        }));
      return;
    }
  };

  // A text that is not the one of this page takes its place at once.
  if (text !== original) document.querySelector('meta[name=version]')?.remove();
  workIn(host);
  const bar = document.getElementById('live.bar');
  bar.append(chooser, report, liveButton('Save lesson', () => save(lesson.name + '.md', 'text/markdown', text)),
    liveButton('Open or add files', () => choose('', takeFiles)), back);
  back.hidden = text === original;
  offerEarlier();
  tellState('starting', 'Starting');
  begin('starting', 'Starting');
  if (location.hash === '#run') send({ subject: 'run', body: null });
  for (const source of sources()) {
    if (draftFor(code(source), 'Text of the ' + label(source))) source.querySelector('.live-edit')?.click();
  }
  for (const answer of document.querySelectorAll('main .answer[data-source]')) {
    if (draftFor(answer.dataset.source, answer.getAttribute('aria-label'))) answer.querySelector('.live-edit')?.click();
  }
};
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', openPage); else openPage();
