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

  /// For some samples at a time, which inputs are not zero in one of them; false where most are, and nothing is done.
  func withTilesOfSamples(_ rows: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    withTiles(rows.count / 12, of: inputs, body) { list, steps, factors in
      let first = rows.lowerBound + list * Occupancy.rowsPerList
      var factors = factors
      var count = 0
      for word in 0..<perSample {
        var bits: UInt64 = 0
        for row in 0..<Occupancy.rowsPerList { bits |= words[(first + row) * perSample + word] }
        while bits != 0 {
          let input = word * 64 + bits.trailingZeroBitCount
          bits &= bits &- 1
          steps[count] = Int32(truncatingIfNeeded: input)
          for row in 0..<Occupancy.rowsPerList { factors[row] = values[(first + row) * inputs + input] }
          factors += Occupancy.rowsPerList
          count += 1
        }
      }
      return count
    }
  }

  /// For some neighbouring inputs, in which of the samples one of them is not zero; likewise.
  func withTilesOfInputs(_ rows: Range<Int>, samples: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    let neighbours: UInt64 = 1 << UInt64(Occupancy.rowsPerList) - 1
    return withTiles(rows.count / 12, of: samples.count, body) { list, steps, factors in
      let first = rows.lowerBound + list * Occupancy.rowsPerList
      var count = 0
      for sample in samples {
        let piece = UnsafeRawPointer(words + sample * perSample)
          .loadUnaligned(fromByteOffset: first / 8, as: UInt64.self)
        // Written always, counted where it counts: no branch to be guessed wrong.
        steps[count] = Int32(truncatingIfNeeded: sample - samples.lowerBound)
        (factors + count * Occupancy.rowsPerList).copyFactors(from: values + sample * inputs + first)
        count += piece >> UInt64(first % 8) & neighbours == 0 ? 0 : 1
      }
      return count
    }
  }

  /// - Parameter write: writes a list's steps and their factors, and gives their number, at most `most`.
  @inline(__always) private func withTiles(
    _ tiles: Int, of most: Int, _ body: (Occupancy) -> Void,
    write: (_ list: Int, _ steps: UnsafeMutablePointer<Int32>, _ factors: Floats) -> Int
  ) -> Bool {
    let lists = tiles * Occupancy.listsPerTile
    // Behind the last list there is room for one more step's factors, copied as a whole vector.
    let room = lists * most * Occupancy.rowsPerList + 16
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: room) { factors in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: lists * (most + 1) + 1) { steps in
        guard let factors = factors.baseAddress, let steps = steps.baseAddress else { return false }
        let occupancy = Occupancy(steps: steps, factors: factors, most: most, tiles: tiles)
        var total = 0
        for list in 0..<lists {
          let count = write(list, occupancy.steps(list) + 1, occupancy.factors(list))
          occupancy.steps(list)[0] = Int32(truncatingIfNeeded: count)
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

extension Floats {
  /// A list's neighbours, and some that the next step overwrites.
  @inline(__always) fileprivate func copyFactors(from source: Rows) {
    #if WIDE
    store(source.vector(0), 0)
    #else
    let eight = UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Float>.self)
    UnsafeMutableRawPointer(self).storeBytes(of: eight, as: SIMD8<Float>.self)
    #endif
  }
}
