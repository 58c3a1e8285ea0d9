internal import Operations

/// The bits that the gathering of a product's inputs has left, whole words for each sample.
struct NonzeroBits {
  var words: UnsafePointer<UInt64>
  var perSample: Int
  var inputs: Int

  @inline(__always) init?(_ op: Product) {
    guard let offset = op.nonzeroOffset else { return nil }
    words = UnsafeRawPointer(op.input + offset).assumingMemoryBound(to: UInt64.self)
    perSample = Gather.nonzeroWords(op.weights.rows)
    inputs = op.weights.rows
  }

  /// For some samples at a time, which inputs are not zero in one of them; false where most are, and nothing is done.
  func withTilesOfSamples(_ rows: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    withTiles(rows.count / 12, of: inputs, body) { list, steps in
      let first = words + (rows.lowerBound + list * Occupancy.rowsPerList) * perSample
      var count = 0
      for word in 0..<perSample {
        var bits = first[word]
        for row in 1..<Occupancy.rowsPerList { bits |= first[row * perSample + word] }
        while bits != 0 {
          steps[count] = Int32(truncatingIfNeeded: word * 64 + bits.trailingZeroBitCount)
          count += 1
          bits &= bits &- 1
        }
      }
      return count
    }
  }

  /// For some neighbouring inputs, in which of the samples one of them is not zero; likewise.
  func withTilesOfInputs(_ rows: Range<Int>, samples: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    let neighbours: UInt64 = 1 << UInt64(Occupancy.rowsPerList) - 1
    return withTiles(rows.count / 12, of: samples.count, body) { list, steps in
      let first = rows.lowerBound + list * Occupancy.rowsPerList
      var count = 0
      for sample in samples {
        let piece = UnsafeRawPointer(words + sample * perSample)
          .loadUnaligned(fromByteOffset: first / 8, as: UInt64.self)
        // Written always, counted where it counts: no branch to be guessed wrong.
        steps[count] = Int32(truncatingIfNeeded: sample - samples.lowerBound)
        count += piece >> UInt64(first % 8) & neighbours == 0 ? 0 : 1
      }
      return count
    }
  }

  /// - Parameter write: writes a list's steps, and gives their number, at most `most`.
  @inline(__always) private func withTiles(
    _ tiles: Int, of most: Int, _ body: (Occupancy) -> Void,
    write: (_ list: Int, _ steps: UnsafeMutablePointer<Int32>) -> Int
  ) -> Bool {
    let lists = tiles * Occupancy.listsPerTile
    let stride = most + 2
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: lists * stride + 1) { memory in
      guard let start = memory.baseAddress else { return false }
      var total = 0
      for list in 0..<lists {
        let steps = start + list * stride
        let count = write(list, steps + 1)
        steps[0] = Int32(truncatingIfNeeded: count)
        steps[count + 1] = 0
        total += count
      }
      // Steps taken in their order need no list.
      guard total < lists * most / 8 * 7 else { return false }
      body(Occupancy(steps: start, stride: stride, tiles: tiles))
      return true
    }
  }
}
