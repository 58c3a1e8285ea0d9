// Runs the program of the page, and stands between it and the page: bytes in and out, nothing of lessons.
const encoder = new TextEncoder(), decoder = new TextDecoder();
// What the page has asked for and the program has not heard of yet.
const asked = [];
let program, answered = null, wake = () => {}, stopper = null, looked = 0, hears = false;
// Where the browser can let the program wait, messages are heard while it works. Elsewhere an address that the page takes
// back tells it to stop.
const canWait = 'Suspending' in WebAssembly;

// Whether a product is added with one rounding, as native programs do: 1.000244² less 1.000488 is not 0 then. In text
// this is: (f32x4.extract_lane 0 (f32x4.relaxed_madd (splat a) (splat a) (splat c))).
const fuses = (() => {
  const probe = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 125, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 31,
    1, 29, 0, 67, 0, 8, 128, 63, 253, 19, 67, 0, 8, 128, 63, 253, 19, 67, 0, 16, 128, 191, 253, 19, 253, 133, 2, 253, 31, 0, 11]);
  return WebAssembly.validate(probe) && new WebAssembly.Instance(new WebAssembly.Module(probe)).exports.f() !== 0;
})();

const channel = new MessageChannel();

const view = (start, count) => new Uint8Array(program.memory.buffer, start >>> 0, count);
const give = bytes => {
  const start = program.allocate(bytes.length) >>> 0;
  view(start, bytes.length).set(bytes);
  return start;
};
const giveBlock = bytes => {
  const start = program.allocate(bytes.length + 4) >>> 0;
  new DataView(program.memory.buffer).setUint32(start, bytes.length, true);
  view(start + 4, bytes.length).set(bytes);
  return start;
};
const text = (start, count) => decoder.decode(view(start, count));

// What the program keeps, the longest unused first; so many bytes in all.
const kept = new Map();
let size = 0;
const most = 100e6;
const forget = key => {
  size -= kept.get(key)?.length ?? 0;
  kept.delete(key);
};

// Of a file some browsers give the worker none of its page's addresses: then nothing is heard.
const isThere = address => {
  try {
    const request = new XMLHttpRequest();
    request.open('GET', address, false);
    request.send();
    return true;
  } catch {
    return false;
  }
};
const isStopped = () => {
  if (!stopper || performance.now() - looked < 50) return false;
  looked = performance.now();
  if (isThere(stopper)) return false;
  stopper = null;
  return true;
};

const wait = milliseconds => new Promise(resolve => {
  if (asked.length) return resolve();
  // A timer would wait for milliseconds.
  if (!milliseconds) {
    channel.port1.onmessage = () => resolve();
    return channel.port2.postMessage(null);
  }
  const timer = setTimeout(resolve, milliseconds);
  wake = () => { clearTimeout(timer); resolve(); };
});

const host = {
  seconds: () => performance.now() / 1000,
  wait: canWait ? new WebAssembly.Suspending(wait) : () => {
    if (isStopped()) asked.push({ id: null, subject: 'stop', body: null });
  },
  request() {
    const request = asked.shift();
    if (!request) return 0;
    answered = request.id;
    return giveBlock(encoder.encode(JSON.stringify({ subject: request.subject, body: request.body })));
  },
  send(kind, start, count) {
    switch (kind) {
      case 0: return postMessage({ event: JSON.parse(text(start, count)) });
      case 1: return postMessage({ page: text(start, count) });
      case 2: return postMessage({ text: text(start, count) });
      case 10: return postMessage({ answer: answered, ok: true, body: null });
      case 11: return postMessage({ answer: answered, ok: true, body: text(start, count) });
      case 12: return postMessage({ answer: answered, ok: true, body: JSON.parse(text(start, count)) });
      case 13: return postMessage({ answer: answered, ok: false, body: { message: text(start, count) } });
      case 14: return postMessage({ answer: answered, ok: true, body: view(start, count).slice() });
    }
  },
  kept(start, count) {
    const key = text(start, count), bytes = kept.get(key);
    if (!bytes) return 0;
    kept.delete(key);
    kept.set(key, bytes);
    return giveBlock(bytes);
  },
  keep(keyStart, keyCount, start, count, lasts) {
    const key = text(keyStart, keyCount);
    forget(key);
    if (!start) return;
    const bytes = view(start, count).slice();
    kept.set(key, bytes);
    size += bytes.length;
    for (const old of kept.keys()) {
      if (size <= most) break;
      if (old !== key) forget(old);
    }
    if (lasts) postMessage({ keep: key, bytes });
  },
};

const put = (path, bytes) => {
  const name = encoder.encode(path);
  program.putFile(give(name), name.length, give(bytes), bytes.length);
};

let isOpen = false, isWorking = false;
const work = async () => {
  if (!isOpen || isWorking) return;
  isWorking = true;
  const goOn = canWait ? WebAssembly.promising(program.goOn) : program.goOn;
  try {
    // Without waiting inside the program, what has come is heard between two rounds.
    while (await goOn() || asked.length) if (!canWait) await new Promise(resolve => setTimeout(resolve));
  } catch (problem) {
    postMessage({ failed: String(problem) });
    close();
  }
  isWorking = false;
};

const start = async ({ code, settings, files, images, labels, keeps, address }) => {
  if (!canWait && isThere(address)) stopper = address;
  hears = canWait || stopper !== null;
  for (const [key, bytes] of keeps) {
    kept.set(key, bytes);
    size += bytes.length;
  }
  const programs = unpackLZMA(bytesOfText(code)), second = 4 + new DataView(programs.buffer).getUint32(0, true);
  const making = WebAssembly.instantiate(fuses ? programs.subarray(second) : programs.subarray(4, second), { host });
  // The browser translates the program meanwhile.
  const sample = images ? [unpackPictures(bytesOfText(images)), labels] : [];
  program = (await making).instance.exports;
  sample.forEach((bytes, part) => program.putSample(part, give(bytes), bytes.length));
  for (const [path, bytes] of files) put(path, bytes);
  const bytes = encoder.encode(JSON.stringify(settings));
  program.open(give(bytes), bytes.length);
  isOpen = true;
  postMessage({ started: true, canWait, hears, fuses });
  work();
};

onmessage = ({ data }) => {
  if (data.start) return start(data.start).catch(problem => postMessage({ failed: String(problem) }));
  if (data.address && hears) stopper = data.address;
  if (data.file && isOpen) put(data.file, data.bytes);
  if (data.subject) {
    asked.push(data);
    wake();
  }
  work();
};
