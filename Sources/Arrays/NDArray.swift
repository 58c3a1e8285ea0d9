/// The element types of NumPy that a lesson's arrays can have; the raw value is NumPy's name.
package enum ElementType: String, Sendable, CaseIterable {
  case bool, uint8, int8, uint16, int16, uint32, int32, uint64, int64, float16, float32, float64

  /// Bytes of one.
  package var size: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16, .float16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }
}

/// An array of numbers as NumPy knows it: a shape and row-major elements of one type.
package struct NDArray: Sendable {
  package enum Values: Sendable {
    case bool([Bool]), uint8([UInt8]), int8([Int8]), uint16([UInt16]), int16([Int16]), uint32([UInt32]), int32([Int32])
    case uint64([UInt64]), int64([Int64]), float16([Float16]), float32([Float]), float64([Double])
    /// `float32` numbers, each one of the 256 in `table`: what becomes of images of bytes takes no more room than they.
    case indexed([UInt8], table: [Float])
  }

  package var shape: [Int]
  package var values: Values

  /// The product of `shape` must equal the number of values.
  package init(shape: [Int], values: Values) {
    self.shape = shape
    self.values = values
  }

  package var count: Int { shape.reduce(1, *) }

  /// What its values take in memory.
  package var byteCount: Int64 {
    let size = if case .indexed = values { 1 } else { elementType.size }
    return [Int64(count), Int64(size)].product
  }

  package var elementType: ElementType {
    switch values {
    case .bool: .bool
    case .uint8: .uint8
    case .int8: .int8
    case .uint16: .uint16
    case .int16: .int16
    case .uint32: .uint32
    case .int32: .int32
    case .uint64: .uint64
    case .int64: .int64
    case .float16: .float16
    case .float32, .indexed: .float32
    case .float64: .float64
    }
  }
}

extension NDArray {
  /// (…) → (1, …)
  package var asOneRow: NDArray { NDArray(shape: [1] + shape, values: values) }

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

extension NDArray {
  /// The mean of the pixels at the sides of images of that size, whatever the shape they lie in; of the first hundred
  /// images, which tell enough. At least one image is there.
  package func borderMean(height: Int, width: Int, channels: Int) -> Double {
    let values = rows(0..<min(rowCount, 100)).values.doubles
    let line = width * channels
    var sum = 0.0
    var count = 0
    for start in stride(from: 0, to: values.count, by: line) {
      let row = start / line % height
      let isEnd = row == 0 || row == height - 1
      // Both sides, or the whole line at the top and the bottom.
      for offset in 0..<line where isEnd || offset < channels || offset >= line - channels {
        sum += values[start + offset]
        count += 1
      }
    }
    return sum / Double(count)
  }
}
