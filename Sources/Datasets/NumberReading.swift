import Engine

/// The most that the arrays of one file may take: 2 GiB.
let largestArrayBytes: UInt64 = 1 << 31

extension ElementType {
  /// Bytes.
  var size: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16, .float16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }
}

extension ByteStream {
  /// The number of elements of `shape`, once it is sure that so many can follow and that they fit into memory.
  func checkedCount(shape: [Int], elementType: ElementType) throws(DataError) -> Int {
    var bytes = elementType.size
    var overflows = false
    for length in shape where length != 0 {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: length)
      bytes = product
      overflows = overflows || overflow
    }
    if shape.contains(0) { return 0 }
    guard !overflows, bytes <= largestSize - position else {
      let wanted = overflows ? "more bytes than any file has" : "\(bytes) bytes"
      throw .damaged(
        file: name, problem: "its header promises \(ArrayText.shape(shape)) numbers, \(wanted), which are not there",
        place: place)
    }
    guard UInt64(bytes) <= largestArrayBytes else {
      throw .tooLarge(file: name, bytes: UInt64(bytes), limit: largestArrayBytes)
    }
    return bytes / elementType.size
  }

  /// The elements of `shape` in row-major order.
  mutating func readNumbers(
    _ elementType: ElementType, shape: [Int], isBigEndian: Bool
  ) throws(DataError) -> NDArray.Values {
    let count = try checkedCount(shape: shape, elementType: elementType)
    switch elementType {
    case .bool: return .bool(try integers(count, UInt8.self, isBigEndian).map { $0 != 0 })
    case .uint8: return .uint8(try integers(count, UInt8.self, isBigEndian))
    case .int8: return .int8(try integers(count, Int8.self, isBigEndian))
    case .uint16: return .uint16(try integers(count, UInt16.self, isBigEndian))
    case .int16: return .int16(try integers(count, Int16.self, isBigEndian))
    case .uint32: return .uint32(try integers(count, UInt32.self, isBigEndian))
    case .int32: return .int32(try integers(count, Int32.self, isBigEndian))
    case .uint64: return .uint64(try integers(count, UInt64.self, isBigEndian))
    case .int64: return .int64(try integers(count, Int64.self, isBigEndian))
    case .float16: return .float16(try integers(count, UInt16.self, isBigEndian).map(Float16.init(bitPattern:)))
    case .float32: return .float32(try integers(count, UInt32.self, isBigEndian).map(Float.init(bitPattern:)))
    case .float64: return .float64(try integers(count, UInt64.self, isBigEndian).map(Double.init(bitPattern:)))
    }
  }

  private mutating func integers<Number: FixedWidthInteger>(
    _ count: Int, _ type: Number.Type, _ isBigEndian: Bool
  ) throws(DataError) -> [Number] {
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
    if isBigEndian && MemoryLayout<Number>.size > 1 {
      for index in numbers.indices { numbers[index] = Number(bigEndian: numbers[index]) }
    }
    return numbers
  }
}
