/// output (N, size) = the batch's samples out of all.
package struct Gather {
  package enum Source {
    case uint8(UnsafePointer<UInt8>), int8(UnsafePointer<Int8>), uint16(UnsafePointer<UInt16>)
    case int16(UnsafePointer<Int16>), uint32(UnsafePointer<UInt32>), int32(UnsafePointer<Int32>)
    case uint64(UnsafePointer<UInt64>), int64(UnsafePointer<Int64>), float16(UnsafePointer<Float16>)
    case float32(UnsafePointer<Float>), float64(UnsafePointer<Double>)
    /// Numbers of a table of 256, or by `factors`, which give the same.
    case indexed(UnsafePointer<UInt8>, table: UnsafePointer<Float>, factors: Factors?)
  }

  /// The number of a byte, all of whose bits are flipped first where `flips` is 255: byte · high + byte · low, where
  /// byte · high is exact.
  package struct Factors {
    package var high: Float
    package var low: Float
    package var flips: UInt8

    package init(high: Float, low: Float, flips: UInt8) {
      self.high = high
      self.low = low
      self.flips = flips
    }
  }

  package var source: Source
  /// Numbers a sample.
  package var size: Int
  package var output: Floats
  /// From `output` to words of 64 bits for each sample, which tell the numbers that are not zero; nil for none.
  package var nonzeroOffset: Int?

  /// Threads take these parts of each sample instead of samples.
  package var parts: InputParts?
  /// Subtracted from all numbers.
  package var background: Float = 0

  package static func nonzeroWords(_ size: Int) -> Int { (size + 63) / 64 }

  package init(source: Source, size: Int, output: Floats) {
    self.source = source
    self.size = size
    self.output = output
  }
}
