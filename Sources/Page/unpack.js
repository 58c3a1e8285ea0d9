// What the page holds for its program, as bytes again.
'use strict';

// Text of the 91 printable characters that mean nothing in HTML, all but & < and >: two are 13 bits, the lowest first.
const bytesOfText = text => {
  const bytes = new Uint8Array(text.length * 13 >> 4);
  const digit = place => {
    const code = text.charCodeAt(place) - 33;
    return code - (code > 5) - (code > 27) - (code > 29);
  };
  let bits = 0, count = 0, at = 0;
  for (let place = 0; place + 1 < text.length; place += 2) {
    bits |= digit(place) + 91 * digit(place + 1) << count;
    for (count += 13; count >= 8; count -= 8, bits >>>= 8) bytes[at++] = bits;
  }
  return bytes;
};

// LZMA's range coder: bits, each with a probability of 0, times 2048, that follows what came before.
const rangeDecoder = (bytes, at, places) => {
  const shares = new Uint16Array(places).fill(1024), state = new Uint32Array([0xffffffff, 0]);
  const widen = () => {
    if (state[0] >= 0x1000000) return;
    state[0] <<= 8;
    state[1] = state[1] << 8 | bytes[at++];
  };
  for (let i = 0; i < 5; i++) state[1] = state[1] << 8 | bytes[at++];
  const bit = place => {
    const share = shares[place], bound = Math.imul(state[0] >>> 11, share) >>> 0;
    if (state[1] < bound) {
      state[0] = bound;
      shares[place] = share + (2048 - share >> 5);
      widen();
      return 0;
    }
    state[0] -= bound;
    state[1] -= bound;
    shares[place] = share - (share >> 5);
    widen();
    return 1;
  };
  return {
    bit,
    // A number of so many bits, the highest first, each with a share for all that came before it.
    tree(place, count) {
      let node = 1;
      for (let i = 0; i < count; i++) node = 2 * node + bit(place + node);
      return node - (1 << count);
    },
    // The same, the lowest first.
    reverseTree(place, count) {
      let node = 1, number = 0;
      for (let i = 0; i < count; i++) {
        const one = bit(place + node);
        node = 2 * node + one;
        number |= one << i;
      }
      return number;
    },
    // Bits that are as often 0 as 1.
    direct(count) {
      let number = 0;
      for (; count; count--) {
        state[0] >>>= 1;
        const one = state[1] >= state[0] ? 1 : 0;
        if (one) state[1] -= state[0];
        number = 2 * number + one;
        widen();
      }
      return number;
    },
  };
};

// An .lzma file that ends with a mark: literals, and copies of what came before. Where the shares of each kind of bit start:
const whole = 0, again = 192, nearest = 204, second = 216, third = 228, single = 240, slots = 432, distances = 688,
  alignment = 803, lengths = 820, lengthsAgain = 1334, literals = 1848;
const unpackLZMA = bytes => {
  const literalBits = bytes[0] % 9, literalPlace = (1 << (bytes[0] / 9 | 0) % 5) - 1, mask = (1 << (bytes[0] / 45 | 0)) - 1;
  const code = rangeDecoder(bytes, 13, literals + (0x300 << literalBits + (bytes[0] / 9 | 0) % 5));
  const { bit, tree } = code;
  let out = new Uint8Array(1 << 22), size = 0, state = 0;
  // The last four distances, less one.
  let d0 = 0, d1 = 0, d2 = 0, d3 = 0;
  const length = (place, phase) => {
    if (!bit(place)) return 2 + tree(place + 2 + 8 * phase, 3);
    if (!bit(place + 1)) return 10 + tree(place + 130 + 8 * phase, 3);
    return 18 + tree(place + 258, 8);
  };
  const distance = count => {
    const slot = tree(slots + 64 * Math.min(count - 2, 3), 6), some = (slot >> 1) - 1;
    if (slot < 4) return slot;
    const high = (2 | slot & 1) << some;
    if (slot < 14) return high + code.reverseTree(distances + high - slot, some);
    return (high >>> 0) + 16 * code.direct(some - 4) + code.reverseTree(alignment, 4);
  };
  for (;;) {
    if (size + 300 > out.length) {
      const more = new Uint8Array(2 * out.length);
      more.set(out);
      out = more;
    }
    const phase = size & mask;
    if (!bit(whole + 16 * state + phase)) {
      const before = size ? out[size - 1] : 0;
      const place = literals + 0x300 * (((size & literalPlace) << literalBits) + (before >> 8 - literalBits));
      let node = 1;
      if (state >= 7) {
        // What stands where a copy would go on tells something, as long as it fits.
        let other = out[size - d0 - 1] << 1, offset = 256;
        while (node < 256 && offset) {
          const guess = other & offset, one = bit(place + offset + guess + node);
          node = 2 * node + one;
          other <<= 1;
          offset = one ? guess : offset & ~guess;
        }
      }
      while (node < 256) node = 2 * node + bit(place + node);
      out[size++] = node;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let count;
    if (bit(again + state)) {
      if (!bit(nearest + state)) {
        if (!bit(single + 16 * state + phase)) {
          state = state < 7 ? 9 : 11;
          out[size] = out[size - d0 - 1];
          size++;
          continue;
        }
      } else {
        let found;
        if (!bit(second + state)) found = d1;
        else {
          if (!bit(third + state)) found = d2; else [found, d3] = [d3, d2];
          d2 = d1;
        }
        d1 = d0;
        d0 = found;
      }
      count = length(lengthsAgain, phase);
      state = state < 7 ? 8 : 11;
    } else {
      [d3, d2, d1] = [d2, d1, d0];
      count = length(lengths, phase);
      state = state < 7 ? 7 : 10;
      d0 = distance(count);
      if (d0 === 0xffffffff) return out.subarray(0, size);
    }
    if (d0 >= size) throw new Error('damaged');
    for (; count; count--, size++) out[size] = out[size - d0 - 1];
  }
};

// Pictures as `PictureCode` writes them: an IDX file's head, then each pixel, known from those to its left and above.
const unpackPictures = bytes => {
  const sizes = new DataView(bytes.buffer, bytes.byteOffset), pictures = sizes.getUint32(4), height = sizes.getUint32(8),
    width = sizes.getUint32(12);
  const coarse = new Uint8Array(256), fine = new Uint8Array(256);
  for (let value = 0; value < 256; value++) {
    for (const limit of [1, 64, 192, 255]) coarse[value] += value >= limit;
    for (const limit of [1, 32, 96, 160, 224, 253]) fine[value] += value >= limit;
  }
  const { bit, tree } = rangeDecoder(bytes, 16, 5000 + 1225 * 256);
  const out = new Uint8Array(16 + pictures * height * width);
  out.set(bytes.subarray(0, 16));
  // Each picture with a frame of nothing.
  const row = width + 4, frame = new Uint8Array((height + 2) * row);
  let at = 16;
  for (let picture = 0; picture < pictures; picture++) {
    for (let y = 2; y < height + 2; y++) {
      for (let place = y * row + 2; place < y * row + 2 + width; place++) {
        const left = frame[place - 1], above = frame[place - row], before = frame[place - row - 1],
          behind = frame[place - row + 1];
        const far = (frame[place - 2] > 0) + 2 * (frame[place - 2 * row] > 0) + 4 * (frame[place - row + 2] > 0);
        const isEmpty = bit(
          8 * (coarse[left] + 5 * coarse[above] + 25 * coarse[before] + 125 * coarse[behind]) + far);
        const value = isEmpty ? 0 : tree(
          5000 + 256 * (7 * fine[left] + fine[above] + 49 * coarse[behind] + 245 * coarse[before]), 8);
        frame[place] = out[at++] = value;
      }
    }
  }
  return out;
};
