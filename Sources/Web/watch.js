
// The page's host is the server that it came from.
{
  const base = location.pathname.replace(/\/?$/, '/');
  const host = {
    onevent: () => {},
    async send({ subject, body }) {
      const request = subject === 'page' ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
      const answer = await fetch(base + subject, request);
      const isJSON = answer.headers.get('Content-Type') === 'application/json';
      return { ok: answer.ok, body: isJSON ? await answer.json() : await answer.text() };
    },
    listen() {
      const events = new EventSource(base + 'events');
      for (const name of ['state', 'progress', 'runs', 'problems', 'page']) {
        events.addEventListener(name, event => host.onevent(name, JSON.parse(event.data)));
      }
      events.addEventListener('error', () => {
        if (events.readyState === EventSource.CLOSED) { events.close(); setTimeout(host.listen, 1000); }
        host.onevent('state', {
          state: 'lost', text: 'lesson watch has ended; start it again and this page goes on', canUndo: false, waits: false,
        });
      });
    },
  };
  workIn(host);
}
