extension NDArray {
  /// Bytes read as larger numbers, so many bytes each (2, 4 or 8), the most significant first; nil where these are no
  /// bytes, or where their last dimension cannot be divided so.
  package func grouped(bytes size: Int) -> NDArray? {
    guard case .uint8(let bytes) = values, let last = shape.last, last % size == 0 else { return nil }
    let shape = Array(shape.dropLast()) + [last / size]
    func numbers<Number: FixedWidthInteger>(_ type: Number.Type) -> [Number] {
      stride(from: 0, to: bytes.count, by: size).map { start in
        bytes[start..<start + size].reduce(0) { $0 << 8 | Number($1) }
      }
    }
    return switch size {
    case 1: self
    case 2: NDArray(shape: shape, values: .uint16(numbers(UInt16.self)))
    case 4: NDArray(shape: shape, values: .uint32(numbers(UInt32.self)))
    case 8: NDArray(shape: shape, values: .uint64(numbers(UInt64.self)))
    default: nil
    }
  }
}
