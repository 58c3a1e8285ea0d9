import Arrays

/// The most that the arrays of one file may take: 2 GiB, less where addresses have 32 bits.
let largestArrayBytes: Int64 = Int.bitWidth == 32 ? 1 << 30 : 1 << 31
private let largestEmptyShape: Int64 = 1 << 28

extension ByteStream {
  /// The number of elements of `shape`, once it is sure that so many can follow and that they fit into memory.
  func checkedCount(shape: [Int], elementType: ElementType) throws(DataError) -> Int {
    var bytes = Int64(elementType.size)
    var overflows = false
    for length in shape where length != 0 {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: Int64(length))
      bytes = product
      overflows = overflows || overflow
    }
    let isEmpty = shape.contains(0)
    // Even without a number, samples that are counted in thousands of millions are none.
    let available = isEmpty ? largestEmptyShape : largestSize - position
    guard !overflows, bytes <= available else {
      let wanted = overflows ? "more bytes than any file has" : "\(bytes) bytes"
      throw .damaged(
        file: name, problem: "its header promises \(shapeText(shape)) numbers, \(wanted), which are not there",
        place: place)
    }
    if isEmpty { return 0 }
    guard bytes <= largestArrayBytes else {
      throw .tooLarge(file: name, bytes: UInt64(bytes), limit: UInt64(largestArrayBytes))
    }
    return Int(bytes) / elementType.size
  }

  /// The array that a header promises; nil where the file's size does not bear it out.
  func arrayThatFills(shape: [Int], elementType: ElementType) throws(DataError) -> [ArrayDescription]? {
    let bytes = Int64(try checkedCount(shape: shape, elementType: elementType)) * Int64(elementType.size)
    return notedSize() == position + bytes ? [ArrayDescription(shape: shape, elementType: elementType)] : nil
  }

  /// The elements of `shape`, put into row-major order where the file has the first dimension run fastest (Fortran's
  /// order).
  mutating func readNumbers(
    _ elementType: ElementType, shape: [Int], isBigEndian: Bool, isFortranOrder: Bool = false
  ) throws(DataError) -> NDArray.Values {
    _ = try checkedCount(shape: shape, elementType: elementType)
    let layout = Layout(shape: shape, isBigEndian: isBigEndian, isFortranOrder: isFortranOrder)
    switch elementType {
    case .bool: return .bool(try integers(layout, UInt8.self).map { $0 != 0 })
    case .uint8: return .uint8(try integers(layout, UInt8.self))
    case .int8: return .int8(try integers(layout, Int8.self))
    case .uint16: return .uint16(try integers(layout, UInt16.self))
    case .int16: return .int16(try integers(layout, Int16.self))
    case .uint32: return .uint32(try integers(layout, UInt32.self))
    case .int32: return .int32(try integers(layout, Int32.self))
    case .uint64: return .uint64(try integers(layout, UInt64.self))
    case .int64: return .int64(try integers(layout, Int64.self))
    case .float16: return .float16(try integers(layout, UInt16.self).map { Float16(bitPattern: $0) })
    case .float32: return .float32(try integers(layout, UInt32.self).map { Float(bitPattern: $0) })
    case .float64: return .float64(try integers(layout, UInt64.self).map { Double(bitPattern: $0) })
    }
  }

  private mutating func integers<Number: FixedWidthInteger>(
    _ layout: Layout, _ type: Number.Type
  ) throws(DataError) -> [Number] {
    let count = layout.shape.reduce(1, *)
    var taken = 0
    var problem: DataError?
    var numbers = [Number](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      let bytes = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count * MemoryLayout<Number>.size)
      do throws(DataError) { taken = try read(into: bytes) } catch { problem = error }
      initializedCount = taken / MemoryLayout<Number>.size
    }
    if let problem { throw problem }
    guard numbers.count == count else {
      throw .damaged(
        file: name, problem: "it ends after \(numbers.count) of the \(count) numbers that its header promises",
        place: place)
    }
    if layout.isBigEndian && MemoryLayout<Number>.size > 1 {
      for index in numbers.indices { numbers[index] = Number(bigEndian: numbers[index]) }
    }
    return layout.isFortranOrder && layout.shape.count > 1 ? layout.rowMajor(numbers) : numbers
  }
}

/// Numbers in Fortran's order, row by row.
func rowMajor(_ numbers: [Double], _ shape: [Int]) -> [Double] {
  shape.count > 1 ? Layout(shape: shape, isBigEndian: false, isFortranOrder: true).rowMajor(numbers) : numbers
}

private struct Layout {
  var shape: [Int]
  var isBigEndian: Bool
  var isFortranOrder: Bool

  /// Walks through the elements row by row, as an odometer counts, and keeps their place in Fortran's order.
  func rowMajor<Number>(_ numbers: [Number]) -> [Number] {
    let strides = shape.indices.map { shape[..<$0].reduce(1, *) }
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    var result: [Number] = []
    result.reserveCapacity(numbers.count)
    while result.count < numbers.count {
      result.append(numbers[place])
      for dimension in shape.indices.reversed() {
        index[dimension] += 1
        place += strides[dimension]
        if index[dimension] < shape[dimension] { break }
        place -= strides[dimension] * shape[dimension]
        index[dimension] = 0
      }
    }
    return result
  }
}
