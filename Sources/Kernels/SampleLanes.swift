internal import Operations

/// Rows (count, width) of up to 16 samples as `width` vectors, a sample in each lane: what is summed or compared within a
/// sample then moves no lane.
struct SampleLanes {
  let values: Floats
  let width: Int

  /// Floats that it takes.
  static func size(width: Int) -> Int { (width + 3) / 4 * 64 }

  /// - Parameter values: room for `size(width:)`.
  @inline(__always) init(_ values: Floats, width: Int) {
    self.values = values
    self.width = width
  }

  @inline(__always) subscript(index: Int) -> Vector {
    get { values.vector(index * 16) }
    nonmutating set { values.store(newValue, index * 16) }
  }

  /// - Parameter rows: with slack behind the last one.
  func load(_ rows: Floats, count: Int) {
    for sample in stride(from: 0, to: count, by: 4) {
      for index in stride(from: 0, to: width, by: 4) {
        transposeFour(rows + sample * width + index, width, into: values + index * 16 + sample, 16, 4)
      }
    }
  }

  func store(to rows: Floats, count: Int) {
    for sample in stride(from: 0, to: count, by: 4) {
      for index in stride(from: 0, to: width, by: 4) {
        let source = values + index * 16 + sample
        let fours = transposed(source.four(0), source.four(16), source.four(32), source.four(48))
        let target = rows + sample * width + index
        target.store(fours.0, count: width - index)
        if sample + 1 < count { (target + width).store(fours.1, count: width - index) }
        if sample + 2 < count { (target + 2 * width).store(fours.2, count: width - index) }
        if sample + 3 < count { (target + 3 * width).store(fours.3, count: width - index) }
      }
    }
  }

  /// Becomes the classes' ones and zeros.
  @inline(__always) func mark(_ classes: Vector) {
    for index in 0..<width { self[index] = Vector().replacing(with: 1, where: classes .== Float(index)) }
  }

  @inline(__always) func copy(_ other: SampleLanes) {
    values.update(from: other.values, count: Self.size(width: width))
  }

  /// The largest number; NaN if any is.
  @inline(__always) var largest: Vector {
    var largest = self[0]
    for index in 1..<max(width, 1) { largest = .largest(largest, self[index]) }
    return largest
  }

  /// Which number is the largest, the first of equals.
  @inline(__always) var indexOfLargest: Vector {
    var best = Vector()
    var largest = self[0]
    for index in 1..<max(width, 1) {
      let isLarger = self[index] .> largest
      best.replace(with: Float(index), where: isLarger)
      largest.replace(with: self[index], where: isLarger)
    }
    return best
  }

  /// In place; gives the largest logit and the sum of exp(x − largest).
  @inline(__always) @discardableResult func softmax(_ sums: LaneSums) -> (largest: Vector, sum: Vector) {
    let largest = largest
    sums.clear()
    for index in 0..<width {
      let e = exponential(self[index] - largest)
      self[index] = e
      sums.add(e, index)
    }
    let sum = sums.total
    for index in 0..<width { self[index] /= sum }
    return (largest, sum)
  }
}

/// The sum of a sample's numbers in the order in which those of a vector are added, one vector behind the other.
struct LaneSums {
  static let size = 256
  /// Room for `size` floats.
  let values: Floats

  @inline(__always) func clear() { for index in 0..<16 { values.store(Vector(), index * 16) } }

  @inline(__always) func add(_ numbers: Vector, _ index: Int) {
    values.store(values.vector(index % 16 * 16) + numbers, index % 16 * 16)
  }

  /// As `Vector.total`; nothing is left of them.
  @inline(__always) var total: Vector {
    for gap in [8, 4, 2, 1] {
      for index in 0..<gap {
        values.store(values.vector(index * 16) + values.vector((index + gap) * 16), index * 16)
      }
    }
    return values.vector(0)
  }
}

extension Floats {
  /// The first `count` of the four.
  @inline(__always) fileprivate func store(_ four: SIMD4<Float>, count: Int) {
    if count >= 4 { return store(four, 0) }
    if count & 2 != 0 { UnsafeMutableRawPointer(self).storeBytes(of: four.lowHalf, as: SIMD2<Float>.self) }
    if count & 1 != 0 { self[count - 1] = count == 3 ? four.z : four.x }
  }
}
