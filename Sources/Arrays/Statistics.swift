/// Computed with doubles, whatever the type. Empties `values` while it changes them, so that the old and the new storage
/// are not both kept longer than needed.
package func transform(_ values: inout NDArray.Values, by change: (Double) -> Double) {
  switch values {
  case .float32(var floats):
    values = .float32([])
    for index in floats.indices { floats[index] = Float(change(Double(floats[index]))) }
    values = .float32(floats)
  case .uint8(let bytes): values = .indexed(bytes, table: (0..<256).map { Float(change(Double($0))) })
  case .indexed(let bytes, let table): values = .indexed(bytes, table: table.map { Float(change(Double($0))) })
  default: values = .float32(values.doubles.map { Float(change($0)) })
  }
}

package func extremes(_ values: NDArray.Values) -> (low: Double, high: Double) {
  switch values {
  case .uint8(let bytes): return extremes(of: bytes)
  case .indexed(let bytes, let table):
    return extremes(.float64(occurring(bytes, in: table).map { $0.value }))
  case .float32(let floats):
    var low = SIMD16<Float>(repeating: .infinity)
    var high = -low
    floats.withUnsafeBytes { bytes in
      for offset in stride(from: 0, to: bytes.count / 64 * 64, by: 64) {
        let values = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
        low.replace(with: values, where: values .< low)
        high.replace(with: values, where: values .> high)
      }
    }
    for value in floats[(floats.count / 16 * 16)...] {
      low[0] = value < low[0] ? value : low[0]
      high[0] = value > high[0] ? value : high[0]
    }
    return low.min() <= high.max() ? (Double(low.min()), Double(high.max())) : (.nan, .nan)
  default:
    let doubles = values.doubles.filter { !$0.isNaN }
    return (doubles.min() ?? .nan, doubles.max() ?? .nan)
  }
}

/// (0, 0) for none.
private func extremes(of bytes: [UInt8]) -> (low: Double, high: Double) {
  guard var low = bytes.first else { return (0, 0) }
  var high = low
  bytes.withUnsafeBufferPointer { bytes in
    for start in stride(from: 0, to: bytes.count, by: 4096) {
      for byte in bytes[start..<min(start + 4096, bytes.count)] {
        if byte < low { low = byte }
        if byte > high { high = byte }
      }
      // Of pictures, the first ones mostly have both.
      if low == 0, high == 255 { break }
    }
  }
  return (Double(low), Double(high))
}

package func meanAndDeviation(_ values: NDArray.Values) -> (mean: Double, deviation: Double) {
  switch values {
  case .uint8(let bytes): return moments(occurring(bytes, in: (0..<256).map { Float($0) }))
  case .indexed(let bytes, let table): return moments(occurring(bytes, in: table))
  default:
    let doubles = values.doubles
    let mean = doubles.reduce(0, +) / Double(max(doubles.count, 1))
    let variance = doubles.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(doubles.count, 1))
    return (mean, variance.squareRoot())
  }
}

/// The numbers of the table that occur, and how often: one that does not may be no number.
@_optimize(speed) private func occurring(_ bytes: [UInt8], in table: [Float]) -> [(value: Double, count: Int)] {
  // Four tables, so that equal neighbours do not wait for each other; most of a picture is empty.
  var tables = [Int](repeating: 0, count: 4 * 256)
  tables.withUnsafeMutableBufferPointer { tables in
    guard let tables = tables.baseAddress else { return }
    bytes.withUnsafeBytes { bytes in
      let whole = bytes.count / 8 * 8
      for start in stride(from: 0, to: whole, by: 8) {
        var word = bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        guard word != 0 else {
          tables[0] &+= 8
          continue
        }
        for _ in 0..<2 {
          for part in 0..<4 {
            tables[part << 8 | Int(truncatingIfNeeded: word & 0xFF)] &+= 1
            word >>= 8
          }
        }
      }
      for byte in bytes[whole...] { tables[Int(byte)] &+= 1 }
    }
  }
  var found: [(value: Double, count: Int)] = []
  for (byte, value) in table.prefix(256).enumerated() {
    var count = 0
    for part in 0..<4 { count += tables[256 * part + byte] }
    if count > 0 { found.append((Double(value), count)) }
  }
  return found
}

private func moments(_ counted: [(value: Double, count: Int)]) -> (mean: Double, deviation: Double) {
  let total = Double(max(counted.reduce(0) { $0 + $1.count }, 1))
  let mean = counted.reduce(0) { $0 + $1.value * Double($1.count) } / total
  let variance = counted.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) * Double($1.count) } / total
  return (mean, variance.squareRoot())
}
