/// output (N, size) = the batch's samples out of all.
package struct Gather {
  package enum Source {
    case uint8(UnsafePointer<UInt8>), int8(UnsafePointer<Int8>), uint16(UnsafePointer<UInt16>)
    case int16(UnsafePointer<Int16>), uint32(UnsafePointer<UInt32>), int32(UnsafePointer<Int32>)
    case uint64(UnsafePointer<UInt64>), int64(UnsafePointer<Int64>), float16(UnsafePointer<Float16>)
    case float32(UnsafePointer<Float>), float64(UnsafePointer<Double>)
    /// Numbers of a table of 256; where there are `factors`, byte · high + byte · low is the same, and byte · high exact.
    case indexed(UnsafePointer<UInt8>, table: UnsafePointer<Float>, factors: (high: Float, low: Float)?)
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
