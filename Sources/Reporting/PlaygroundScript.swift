import Text

/// The network in the page, and the field to draw on. Shapes as in the engine: H, W, C with C running fastest.
enum PlaygroundScript {
  static let text = #"""

    const easel = part => {
    const net = JSON.parse(part.querySelector('script').textContent);

    \#(ArithmeticCode.decoder)
    // The engine's random numbers, 0 to 1: SplitMix64 on halves of 32 bits.
    const random = key => {
      let top = parseInt(key.slice(0, 8), 16), bottom = parseInt(key.slice(8), 16);
      const upper = (a, b) => {
        const middle = (a >>> 16) * (b & 65535) + ((a & 65535) * (b & 65535) >>> 16);
        const other = (a & 65535) * (b >>> 16) + middle % 65536;
        return (a >>> 16) * (b >>> 16) + Math.floor(middle / 65536) + Math.floor(other / 65536);
      };
      return () => {
        bottom += 0x7F4A7C15;
        top = (top + 0x9E3779B9 + (bottom > 0xFFFFFFFF ? 1 : 0)) >>> 0;
        bottom >>>= 0;
        let high = top, low = bottom;
        const fold = n => { low = (low ^ (low >>> n | high << 32 - n)) >>> 0; high = (high ^ high >>> n) >>> 0; };
        const times = (a, b) => {
          high = (upper(low, b) + Math.imul(high, b) + Math.imul(low, a)) >>> 0;
          low = Math.imul(low, b) >>> 0;
        };
        fold(30);
        times(0xBF58476D, 0x1CE4E5B9);
        fold(27);
        times(0x94D049BB, 0x133111EB);
        fold(31);
        return high / 2 ** 32 + (low >>> 11) / 2 ** 53;
      };
    };
    for (const layer of net.layers) {
      if (!layer.kernel) continue;
      const { rows, columns } = layer, least = Math.min(...rows) + Math.min(...columns);
      const source = numbers(layer.kernel, Math.max(...rows) + Math.max(...columns) - least + 1);
      const kernel = new Float32Array(rows.length * columns.length);
      const [key, limit] = layer.start ?? ['', 0], next = layer.start ? random(key) : () => 0;
      source.next();
      rows.forEach((row, i) => columns.forEach((column, o) => {
        const change = source.next(row + column - least).value * layer.step * 2 ** ((row + column) / 2);
        kernel[i * columns.length + o] = Math.fround((2 * next() - 1) * limit) + change;
      }));
      layer.kernel = kernel;
    }

    const activations = {
      linear: x => x,
      relu: x => x.map(v => v > 0 ? v : 0),
      sigmoid: x => x.map(v => 1 / (1 + Math.exp(-v))),
      tanh: x => x.map(Math.tanh),
      elu: x => x.map(v => v > 0 ? v : Math.expm1(v)),
      softmax: (x, size) => {
        const y = new Float32Array(x.length);
        for (let at = 0; at < x.length; at += size) {
          const row = x.subarray(at, at + size), top = Math.max(...row);
          const powers = Array.from(row, v => Math.exp(v - top));
          const sum = powers.reduce((a, b) => a + b);
          powers.forEach((v, i) => { y[at + i] = v / sum; });
        }
        return y;
      },
    };

    // Calls body(output's offset, input's row and column) for every window of an (H, W, C) image.
    const windows = (layer, shape, body) => {
      const [rows, columns, channels] = layer.output, [sy, sx] = layer.stride, [ky, kx] = layer.window;
      const before = (outs, stride, size, length) =>
        layer.same ? Math.floor(Math.max((outs - 1) * stride + size - length, 0) / 2) : 0;
      const top = before(rows, sy, ky, shape[0]), left = before(columns, sx, kx, shape[1]);
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < columns; c++) body((r * columns + c) * channels, r * sy - top, c * sx - left);
    };

    const kinds = {
      dense(layer, x) {
        const [outs] = layer.output, sums = Float64Array.from(layer.vectors[0]);
        for (let i = 0; i < x.length; i++) {
          if (x[i] === 0) continue;
          for (let o = 0, at = i * outs; o < outs; o++) sums[o] += x[i] * layer.kernel[at + o];
        }
        return Float32Array.from(sums);
      },
      conv2d(layer, x, shape) {
        const [height, width, ins] = shape, [ky, kx] = layer.window, outs = layer.output[2];
        const y = new Float32Array(layer.output[0] * layer.output[1] * outs), sums = new Float64Array(outs);
        windows(layer, shape, (place, row, column) => {
          sums.set(layer.vectors[0]);
          for (let i = 0; i < ky; i++) for (let j = 0; j < kx; j++) {
            if (row + i < 0 || row + i >= height || column + j < 0 || column + j >= width) continue;
            const from = ((row + i) * width + column + j) * ins;
            for (let k = 0; k < ins; k++) {
              const v = x[from + k];
              if (v === 0) continue;
              const at = ((i * kx + j) * ins + k) * outs;
              for (let o = 0; o < outs; o++) sums[o] += v * layer.kernel[at + o];
            }
          }
          y.set(sums, place);
        });
        return y;
      },
      pool(layer, x, shape, start, join, end) {
        const [, width, channels] = shape, [ky, kx] = layer.window;
        const y = new Float32Array(layer.output[0] * layer.output[1] * channels);
        windows(layer, shape, (place, row, column) => {
          for (let k = 0; k < channels; k++) {
            let result = start;
            for (let i = 0; i < ky; i++) for (let j = 0; j < kx; j++)
              result = join(result, x[((row + i) * width + column + j) * channels + k]);
            y[place + k] = end(result, ky * kx);
          }
        });
        return y;
      },
      maxpool(layer, x, shape) { return kinds.pool(layer, x, shape, -Infinity, Math.max, v => v); },
      avgpool(layer, x, shape) { return kinds.pool(layer, x, shape, 0, (a, b) => a + b, (v, n) => v / n); },
      batchnorm(layer, x) {
        const [gamma, beta, mean, variance] = layer.vectors, size = gamma.length;
        return x.map((v, i) => {
          const k = i % size;
          return gamma[k] * (v - mean[k]) / Math.sqrt(variance[k] + 1e-3) + beta[k];
        });
      },
    };

    // From 784 shares of ink, 0 to 1, to the outputs.
    const run = ink => {
      let x = Float32Array.from(ink, v => net.paper + (net.ink - net.paper) * v), shape = net.input;
      for (const layer of net.layers) {
        if (kinds[layer.kind]) x = kinds[layer.kind](layer, x, shape);
        shape = layer.output;
        x = activations[layer.activation](x, shape[shape.length - 1]);
      }
      return Array.from(x);
    };
    window.lessonNetwork = run;

    const board = part.querySelector('.board'), canvas = board.querySelector('canvas');
    const pen = canvas.getContext('2d'), seen = part.querySelector('.seen'), says = part.querySelector('[role=status]');
    const rows = [...part.querySelectorAll('tbody tr')], [clearing, saving, example] = board.querySelectorAll('button');
    const small = document.createElement('canvas'), large = document.createElement('canvas');
    small.width = small.height = 28;
    large.width = large.height = 112;
    const size = canvas.width, fine = large.getContext('2d', { willReadFrequently: true });
    let strokes = [], isDown = false, cursor = null, timer = 0, frame = 0;

    const line = (context, place, width) => {
      context.lineWidth = width;
      context.lineCap = context.lineJoin = 'round';
      for (const stroke of strokes) {
        context.beginPath();
        stroke.forEach((point, i) => context[i ? 'lineTo' : 'moveTo'](...place(point)));
        if (stroke.length === 1) context.lineTo(...place(stroke[0]));
        context.stroke();
      }
    };

    // As MNIST was made: scaled into 20 × 20 pixels, smoothed, its centre of mass in the middle of 28 × 28.
    const pixels = () => {
      const ink = new Float32Array(784), points = strokes.flat();
      if (!points.length) return ink;
      const xs = points.map(p => p[0]), ys = points.map(p => p[1]);
      const left = Math.min(...xs), top = Math.min(...ys), width = 2.4;
      const extent = Math.max(Math.max(...xs) - left, Math.max(...ys) - top, size / 8), scale = (20 - width) / extent;
      const draw = (dx, dy) => {
        fine.clearRect(0, 0, 112, 112);
        line(fine, p => [4 * ((p[0] - left) * scale + dx), 4 * ((p[1] - top) * scale + dy)], 4 * width);
        const data = fine.getImageData(0, 0, 112, 112).data;
        ink.fill(0);
        for (let i = 0; i < 12544; i++)
          ink[(i / 112 >> 2) * 28 + (i % 112 >> 2)] += data[4 * i + 3] / 4080;
      };
      draw(4, 4);
      let mass = 0, x = 0, y = 0;
      ink.forEach((v, i) => { mass += v; x += v * (i % 28 + 0.5); y += v * (Math.floor(i / 28) + 0.5); });
      draw(4 + 14 - x / mass, 4 + 14 - y / mass);
      return ink;
    };

    const show = ink => {
      const shares = run(ink), best = shares.indexOf(Math.max(...shares));
      const context = small.getContext('2d'), image = context.createImageData(28, 28);
      ink.forEach((v, i) => {
        image.data.fill(255 - Math.round(255 * Math.min(v, 1)), 4 * i, 4 * i + 3);
        image.data[4 * i + 3] = 255;
      });
      context.putImageData(image, 0, 0);
      seen.src = small.toDataURL();
      rows.forEach((row, i) => {
        const share = Math.min(Math.max(shares[i], 0), 1);
        row.classList.toggle('best', i === best);
        row.querySelector('rect').setAttribute('width', 100 * share);
        row.lastElementChild.textContent = percent(share) + ' %';
      });
      clearTimeout(timer);
      timer = setTimeout(() => {
        says.textContent = 'The network says ' + net.classes[best] + ', ' + percent(shares[best]) + ' percent sure.';
      }, 800);
    };

    // What is neither nothing nor all never looks as if it were, as elsewhere on the page.
    const percent = p => p > 0 && p < .0005 ? '< 0.1' : p < 1 && p >= .9995 ? '> 99.9' : (100 * p).toFixed(p > 0 && p < 1 ? 1 : 0);

    const paint = () => {
      frame = 0;
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, size, size);
      if (!strokes.length && !cursor) {
        pen.fillStyle = '#6b6b6b';
        pen.font = '36px system-ui, sans-serif';
        pen.textAlign = 'center';
        pen.fillText('Draw here', size / 2, size / 2 + 12);
      }
      pen.strokeStyle = '#111';
      line(pen, p => p, size / 12);
      if (cursor && document.activeElement === canvas) {
        pen.beginPath();
        pen.arc(...cursor, size / 24 + 4, 0, 7);
        pen.lineWidth = 4;
        pen.strokeStyle = isDown ? '#a11d18' : '#0b55a0';
        pen.stroke();
      }
      if (strokes.length) show(pixels());
    };
    const later = () => { frame ||= requestAnimationFrame(paint); };
    const clear = () => { strokes = []; isDown = false; show(new Float32Array(784)); says.textContent = ''; clearTimeout(timer); later(); };

    const listen = canvas.addEventListener.bind(canvas);
    listen('pointerdown', event => {
      canvas.setPointerCapture(event.pointerId);
      cursor = null;
      strokes.push([]);
      isDown = true;
      move(event);
    });
    const move = event => {
      if (!isDown || cursor) return;
      const box = canvas.getBoundingClientRect();
      for (const one of event.getCoalescedEvents?.().concat(event) ?? [event])
        strokes.at(-1).push([(one.clientX - box.left) * size / box.width, (one.clientY - box.top) * size / box.height]);
      later();
    };
    listen('pointermove', move);
    for (const name of ['pointerup', 'pointercancel']) listen(name, () => { if (!cursor) isDown = false; });
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    listen('keydown', event => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const step = steps[event.key];
      if (step) {
        cursor = (cursor ?? [size / 2, size / 2]).map((v, i) => Math.min(Math.max(v + step[i] * size / 28, 20), size - 20));
        if (isDown) strokes.at(-1).push(cursor);
      } else if (event.key === ' ') {
        cursor ??= [size / 2, size / 2];
        isDown = !isDown;
        if (isDown) strokes.push([cursor]);
      } else if (event.key === 'Delete' || event.key === 'Backspace') {
        clear();
      } else {
        return;
      }
      event.preventDefault();
      later();
    });
    listen('focus', () => { if (canvas.matches(':focus-visible')) cursor ??= [size / 2, size / 2]; later(); });
    listen('blur', () => { if (cursor) isDown = false; later(); });
    clearing.addEventListener('click', clear);
    saving.addEventListener('click', () => {
      if (!strokes.length) return;
      paint();
      const link = document.createElement('a');
      link.download = 'digit.png';
      link.href = canvas.toDataURL();
      link.click();
    });
    if (net.example) example.addEventListener('click', () => { clear(); show(net.example.map(v => v / 255)); });
    else example.remove();
    board.hidden = part.querySelector('.how').hidden = false;
    paint();
    };
    document.querySelectorAll('.draw').forEach(easel);
    """#
}
