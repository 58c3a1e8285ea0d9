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

  /// For a few samples at a time, which inputs are not zero in one of them; false where most are, and nothing is done.
  func withTilesOfSamples(_ rows: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    withTiles(rows.count / 12, of: inputs, body) { list, steps in
      let first = rows.lowerBound + list * Occupancy.rowsPerList
      var count = 0
      for word in 0..<perSample {
        var bits: UInt64 = 0
        for row in 0..<Occupancy.rowsPerList { bits |= words[(first + row) * perSample + word] }
        while bits != 0 {
          let input = word * 64 + bits.trailingZeroBitCount
          bits &= bits &- 1
          let row = values + first * inputs + input
          steps[count] = Occupancy.Step(
            a0: row[0], a1: row[inputs], a2: row[2 * inputs], k: Int32(truncatingIfNeeded: input))
          count += 1
        }
      }
      return count
    }
  }

  /// For a few neighbouring inputs, in which of the samples one of them is not zero; likewise.
  func withTilesOfInputs(_ rows: Range<Int>, samples: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    let neighbours: UInt64 = 1 << UInt64(Occupancy.rowsPerList) - 1
    return withTiles(rows.count / 12, of: samples.count, body) { list, steps in
      let first = rows.lowerBound + list * Occupancy.rowsPerList
      var count = 0
      for sample in samples {
        let piece = UnsafeRawPointer(words + sample * perSample)
          .loadUnaligned(fromByteOffset: first / 8, as: UInt64.self)
        // Written always, counted where it counts: no branch to be guessed wrong.
        let row = values + sample * inputs + first
        steps[count] = Occupancy.Step(
          a0: row[0], a1: row[1], a2: row[2], k: Int32(truncatingIfNeeded: sample - samples.lowerBound))
        count += piece >> UInt64(first % 8) & neighbours == 0 ? 0 : 1
      }
      return count
    }
  }

  /// - Parameter write: writes a list's steps, and gives their number, at most `most`.
  @inline(__always) private func withTiles(
    _ tiles: Int, of most: Int, _ body: (Occupancy) -> Void,
    write: (_ list: Int, _ steps: UnsafeMutablePointer<Occupancy.Step>) -> Int
  ) -> Bool {
    let lists = tiles * Occupancy.listsPerTile
    // Behind the last list there is room for one more step.
    return withUnsafeTemporaryAllocation(of: Occupancy.Step.self, capacity: lists * most + 1) { steps in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: lists + 1) { counts in
        guard let steps = steps.baseAddress, let counts = counts.baseAddress else { return false }
        let occupancy = Occupancy(steps: steps, counts: counts, most: most, tiles: tiles)
        var total = 0
        for list in 0..<lists {
          let count = write(list, steps + list * most)
          counts[list] = Int32(truncatingIfNeeded: count)
          total += count
        }
        // Steps taken in their order need no list.
        guard total < lists * most / 8 * 7 else { return false }
        body(occupancy)
        return true
      }
    }
  }
}
