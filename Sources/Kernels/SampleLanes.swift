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
      let isFour = sample + 4 <= count
      for index in stride(from: 0, to: width, by: 4) {
        let (source, target) = (values + index * 16 + sample, rows + sample * width + index)
        if isFour, index + 4 <= width {
          transposeFour(source, 16, into: target, width, 4)
        } else {
          for row in 0..<min(4, count - sample) {
            for column in 0..<min(4, width - index) { target[row * width + column] = source[column * 16 + row] }
          }
        }
      }
    }
  }

  /// Becomes the classes' ones and zeros.
  @inline(__always) func mark(_ classes: Vector) {
    for index in 0..<width { self[index] = Vector().replacing(with: 1, where: classes .== Float(index)) }
  }

  @inline(__always) func copy(_ other: SampleLanes) { values.update(from: other.values, count: Self.size(width: width)) }

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
