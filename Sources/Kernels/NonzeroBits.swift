internal import Operations

/// The bits that the gathering of a product's inputs has left, whole words for each sample.
struct NonzeroBits {
  var words: UnsafePointer<UInt64>
  var values: Rows
  var perSample: Int
  var inputs: Int

  @inline(__always) init?(_ op: Product) {
    guard let offset = op.nonzeroOffset else { return nil }
    words = UnsafeRawPointer(op.input + offset).assumingMemoryBound(to: UInt64.self)
    perSample = Gather.nonzeroWords(op.weights.rows)
    values = UnsafePointer(op.input)
    inputs = op.weights.rows
  }

  /// So few samples, in whole tiles, that their lists stay in the cache.
  var samplesAtATime: Int { max(1, min(21, 1 << 15 / inputs)) * 12 }

  /// For a few samples at a time, which inputs are not zero in one of them; false where most are, and nothing is done.
  func withListsOfSamples(_ rows: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    withLists(for: rows.count, of: inputs, body) { occupancy in
      for list in 0..<occupancy.lists {
        let first = rows.lowerBound + list * RowFactors.rows
        var next = occupancy.steps + list * inputs
        for word in 0..<perSample {
          var bits: UInt64 = 0
          for row in 0..<RowFactors.rows { bits |= words[(first + row) * perSample + word] }
          while bits != 0 {
            let input = word * 64 + bits.trailingZeroBitCount
            bits &= bits &- 1
            let row = values + first * inputs + input
            next.initialize(
              to: Occupancy.Step(factors: RowFactors(row, stride: inputs), k: Int32(truncatingIfNeeded: input)))
            next += 1
          }
        }
        occupancy.counts[list] = Int32(truncatingIfNeeded: next - occupancy.steps - list * inputs)
      }
    }
  }

  /// For a few neighbouring inputs, in which of the samples one of them is not zero; likewise.
  func withListsOfInputs(_ rows: Range<Int>, samples: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    withLists(for: rows.count, of: samples.count, body) { occupancy in
      for sample in samples {
        let row = values + sample * inputs + rows.lowerBound
        let bytes = UnsafeRawPointer(words + sample * perSample)
        // Lists start at any bit of an unaligned word's first byte.
        for first in stride(from: 0, to: occupancy.lists, by: RowFactors.listsPerWord) {
          let bit = rows.lowerBound + first * RowFactors.rows
          let piece = bytes.loadUnaligned(fromByteOffset: bit / 8, as: UInt64.self) >> UInt64(bit % 8)
          var found = RowFactors.firstBits(piece)
          while found != 0 {
            let list = first + found.trailingZeroBitCount / RowFactors.rows
            found &= found &- 1
            guard list < occupancy.lists else { break }
            let count = Int(occupancy.counts[list])
            let few = row + list * RowFactors.rows
            (occupancy.steps + list * samples.count + count).initialize(
              to: Occupancy.Step(
                factors: RowFactors(few, stride: 1), k: Int32(truncatingIfNeeded: sample - samples.lowerBound)))
            occupancy.counts[list] += 1
          }
        }
      }
    }
  }

  /// - Parameters:
  ///   - most: how many steps a list may have.
  ///   - fill: writes the lists of steps, and counts them up from zero.
  @inline(__always) private func withLists(
    for rows: Int, of most: Int, _ body: (Occupancy) -> Void, fill: (Occupancy) -> Void
  ) -> Bool {
    let lists = (rows + RowFactors.rows - 1) / RowFactors.rows
    // The last tile's lists may be behind the last row, and are empty.
    let room = lists + Occupancy.listsPerTile
    return withUnsafeTemporaryAllocation(of: Occupancy.Step.self, capacity: max(1, lists * most)) { steps in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: room) { counts in
        guard let steps = steps.baseAddress, let start = counts.baseAddress else { return false }
        counts.initialize(repeating: 0)
        let occupancy = Occupancy(steps: steps, counts: start, most: most, lists: lists)
        fill(occupancy)
        // Steps taken in their order need no list.
        guard counts.reduce(0, { $0 + Int($1) }) < lists * most / 8 * 7 else { return false }
        body(occupancy)
        return true
      }
    }
  }
}
