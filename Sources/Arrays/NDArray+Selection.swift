/// Rearranges elements without looking at them, whatever their type.
private protocol Rearrangement {
  func apply<Element>(_ elements: [Element]) -> [Element]
}

private struct Slice: Rearrangement {
  let range: Range<Int>
  func apply<Element>(_ elements: [Element]) -> [Element] { Array(elements[range]) }
}

private struct Gather: Rearrangement {
  let rows: [Int]
  let width: Int
  func apply<Element>(_ elements: [Element]) -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(rows.count * width)
    for row in rows { result.append(contentsOf: elements[row * width..<(row + 1) * width]) }
    return result
  }
}

private struct Columns: Rearrangement {
  let range: Range<Int>
  let width: Int
  func apply<Element>(_ elements: [Element]) -> [Element] {
    stride(from: 0, to: elements.count, by: width).flatMap {
      elements[$0 + range.lowerBound..<$0 + range.upperBound]
    }
  }
}

private struct Reorder: Rearrangement {
  let order: [Int]
  let width: Int
  func apply<Element>(_ elements: [Element]) -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(elements.count)
    for start in stride(from: 0, to: elements.count, by: order.count * width) {
      for place in order {
        let first = start + place * width
        result.append(contentsOf: elements[first..<first + width])
      }
    }
    return result
  }
}

extension NDArray {
  package var rowCount: Int { shape.first ?? 1 }
  /// Elements in one sample: the product of all dimensions but the first.
  package var elementsPerRow: Int { shape.dropFirst().reduce(1, *) }

  /// The samples of `range`, which must lie in the first dimension.
  package func rows(_ range: Range<Int>) -> NDArray {
    let width = elementsPerRow
    if range == 0..<rowCount { return self }
    return NDArray(
      shape: [range.count] + shape.dropFirst(),
      values: values.rearranged(Slice(range: range.lowerBound * width..<range.upperBound * width)))
  }

  /// The samples at `indices`, in that order; each must lie in the first dimension.
  package func rows(at indices: [Int]) -> NDArray {
    NDArray(
      shape: [indices.count] + shape.dropFirst(),
      values: values.rearranged(Gather(rows: indices, width: elementsPerRow)))
  }

  /// (N, K) → (N, columns); the columns must lie in the second dimension.
  package func columns(_ range: Range<Int>) -> NDArray {
    NDArray(
      shape: [rowCount, range.count],
      values: values.rearranged(Columns(range: range, width: max(elementsPerRow, 1))))
  }

  /// The same elements, within every sample in another order.
  /// - Parameters:
  ///   - order: which part of a sample stands at each place, all of them once.
  ///   - width: elements that a part has.
  package func reordered(_ order: [Int], width: Int) -> NDArray {
    NDArray(shape: shape, values: values.rearranged(Reorder(order: order, width: width)))
  }

  /// One sample, without the first dimension.
  package func element(_ index: Int) -> NDArray {
    let row = rows(index..<index + 1)
    return NDArray(shape: Array(shape.dropFirst()), values: row.values)
  }
}

extension NDArray.Values {
  fileprivate func rearranged(_ change: some Rearrangement) -> NDArray.Values {
    switch self {
    case .bool(let elements): .bool(change.apply(elements))
    case .uint8(let elements): .uint8(change.apply(elements))
    case .int8(let elements): .int8(change.apply(elements))
    case .uint16(let elements): .uint16(change.apply(elements))
    case .int16(let elements): .int16(change.apply(elements))
    case .uint32(let elements): .uint32(change.apply(elements))
    case .int32(let elements): .int32(change.apply(elements))
    case .uint64(let elements): .uint64(change.apply(elements))
    case .int64(let elements): .int64(change.apply(elements))
    case .float16(let elements): .float16(change.apply(elements))
    case .float32(let elements): .float32(change.apply(elements))
    case .float64(let elements): .float64(change.apply(elements))
    case .indexed(let elements, let table): .indexed(change.apply(elements), table: table)
    }
  }

  /// Every element as a 64-bit float.
  package var doubles: [Double] {
    switch self {
    case .bool(let elements): elements.map { $0 ? 1 : 0 }
    case .uint8(let elements): elements.map { Double($0) }
    case .int8(let elements): elements.map { Double($0) }
    case .uint16(let elements): elements.map { Double($0) }
    case .int16(let elements): elements.map { Double($0) }
    case .uint32(let elements): elements.map { Double($0) }
    case .int32(let elements): elements.map { Double($0) }
    case .uint64(let elements): elements.map { Double($0) }
    case .int64(let elements): elements.map { Double($0) }
    case .float16(let elements): elements.map { Double($0) }
    case .float32(let elements): elements.map { Double($0) }
    case .float64(let elements): elements
    case .indexed(let elements, let table): elements.map { Double(table[Int($0)]) }
    }
  }

  /// Every element as a 32-bit float.
  package var floats: [Float] {
    switch self {
    case .uint8(let elements): elements.map { Float($0) }
    case .float32(let elements): elements
    case .indexed(let elements, let table): elements.map { table[Int($0)] }
    default: doubles.map { Float($0) }
    }
  }
}

extension NDArray {
  /// One column of a table; all numbers of an array that is none.
  package func column(_ index: Int) -> [Double] {
    guard shape.count == 2 else { return values.doubles }
    return columns(index..<index + 1).values.doubles
  }
}
