package import Networks
import Text

/// Weights as a safetensors file (<https://huggingface.co/docs/safetensors>): an 8-byte little-endian header length, a
/// JSON header that gives each tensor's type, shape and place, then the tensors' bytes without gaps.
package enum Safetensors {
  /// The 32-bit weights in the order given, the header padded with spaces so that the data starts at a multiple of 8.
  ///
  /// - Parameter notes: what the file says of itself.
  package static func encode(_ weights: [Weight], notes: [(key: String, value: String)] = []) -> [UInt8] {
    var end = 0
    let said = JSON.object(notes.map { JSON.Member($0.key, .string($0.value)) })
    let members =
      (notes.isEmpty ? [] : [JSON.Member(Self.notes, said)])
      + weights.map { weight in
        let start = end
        end += 4 * weight.values.count
        return JSON.Member(
          weight.name,
          .object([
            JSON.Member("dtype", .string("F32")),
            JSON.Member("shape", .array(weight.shape.map { .integer($0) })),
            JSON.Member("data_offsets", .array([.integer(start), .integer(end)])),
          ]))
      }
    var header = Array(JSON.object(members).text.utf8)
    header.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: header.count >> (8 * shift))) }
    bytes += header
    // Every processor this builds for stores numbers little-endian, as the format does.
    for weight in weights { weight.values.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    return bytes
  }

  /// The weights in the order of their data; F16, BF16 and F64 are converted.
  ///
  /// Nothing in the file is trusted. Apart from the weights themselves, reading takes memory in proportion to the
  /// header, which is held to `largestHeader` bytes.
  package static func decode(_ bytes: [UInt8]) throws(EngineError) -> [Weight] {
    let header = try SafetensorsHeader(of: bytes)
    var weights: [Weight] = []
    weights.reserveCapacity(header.tensors.count)
    for tensor in header.tensors {
      let data = header.dataStart + tensor.range.lowerBound..<header.dataStart + tensor.range.upperBound
      weights.append(
        Weight(name: tensor.name, shape: tensor.shape, values: floats(bytes[data], type: tensor.type)))
    }
    return weights
  }

  /// What a file says of itself under a key.
  package static func note(_ key: String, in bytes: [UInt8]) -> String? {
    guard let header = try? SafetensorsHeader.members(ofFile: bytes), case .string(let text)? = header[notes]?[key]
    else {
      return nil
    }
    return text
  }

  static let notes = "__metadata__"

  /// The names and shapes of the weights, from the header alone.
  package static func describe(_ bytes: [UInt8]) throws(EngineError) -> [(name: String, shape: [Int])] {
    try SafetensorsHeader(of: bytes).tensors.map { ($0.name, $0.shape) }
  }

  /// As `describe`, of a file's first bytes, `longestStart` where it has as many.
  package static func describe(
    start: [UInt8], fileSize: Int
  ) throws(EngineError) -> [(name: String, shape: [Int])] {
    try SafetensorsHeader(of: start, fileSize: fileSize).tensors.map { ($0.name, $0.shape) }
  }

  static let largestHeader = 10_000_000
  package static let longestStart = 8 + largestHeader

  private static func floats(_ data: ArraySlice<UInt8>, type: SafetensorsHeader.ElementType) -> [Float] {
    let count = data.count / type.size
    return data.withUnsafeBytes { data in
      [Float](unsafeUninitializedCapacity: count) { values, initialized in
        for index in 0..<count {
          let offset = index * type.size
          let value: Float =
            switch type {
            case .f32: data.loadUnaligned(fromByteOffset: offset, as: Float.self)
            case .f64: Float(data.loadUnaligned(fromByteOffset: offset, as: Double.self))
            case .f16: Float(data.loadUnaligned(fromByteOffset: offset, as: Float16.self))
            case .bf16: Float(bitPattern: UInt32(data.loadUnaligned(fromByteOffset: offset, as: UInt16.self)) << 16)
            }
          values.initializeElement(at: index, to: value)
        }
        initialized = count
      }
    }
  }
}
