internal import Networks
import Text

/// The checked header of a safetensors file: its tensors lie inside the file, side by side, and fit their shapes.
struct SafetensorsHeader {
  enum ElementType: String, CaseIterable {
    case f32 = "F32"
    case f16 = "F16"
    case bf16 = "BF16"
    case f64 = "F64"

    /// Bytes an element.
    var size: Int {
      switch self {
      case .f16, .bf16: 2
      case .f32: 4
      case .f64: 8
      }
    }
  }

  struct Tensor {
    var name: String
    var type: ElementType
    var shape: [Int]
    /// Bytes, counted from `dataStart`.
    var range: Range<Int>
  }

  /// In the order of their data.
  let tensors: [Tensor]
  let dataStart: Int

  /// - Parameters:
  ///   - bytes: the file's first ones, with all of the header.
  ///   - fileSize: nil where these are all.
  init(of bytes: [UInt8], fileSize: Int? = nil) throws(EngineError) {
    let fileSize = fileSize ?? bytes.count
    let text = try Self.text(of: bytes, fileSize: fileSize)
    dataStart = text.endIndex
    tensors = try SafetensorsHeader.tensors(SafetensorsHeader.members(of: text), dataCount: fileSize - dataStart)
  }

  /// All that the header says, tensors and the rest.
  static func members(ofFile bytes: [UInt8]) throws(EngineError) -> JSON {
    .object(try members(of: text(of: bytes, fileSize: bytes.count)))
  }

  private static func text(of bytes: [UInt8], fileSize: Int) throws(EngineError) -> ArraySlice<UInt8> {
    guard bytes.count >= 8 else {
      throw .badWeights(
        "the file ends after \(bytes.count) of the 8 bytes that a safetensors file starts with; it is cut short or "
          + "of another kind")
    }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= Safetensors.largestHeader else {
      throw .badWeights(
        "the first 8 bytes give the header a length of \(length) bytes, and at most \(Safetensors.largestHeader) are "
          + "read; this is probably no safetensors file")
    }
    guard length <= bytes.count - 8 else {
      throw .badWeights(
        "the header should be \(length) bytes long, but only \(fileSize - 8) follow; the file is cut short")
    }
    return bytes[8..<8 + Int(length)]
  }

  private static func members(of text: ArraySlice<UInt8>) throws(EngineError) -> [JSON.Member] {
    let header: JSON
    do {
      header = try JSON(parsing: text, depth: 8)
    } catch {
      throw .badWeights("the header is not the JSON it should be: at byte \(8 + error.offset), \(error.message)")
    }
    guard text.first == UInt8(ascii: "{"), case .object(let members) = header else {
      throw .badWeights("the header should be a JSON object that starts with '{' at byte 8")
    }
    return members
  }

  private static func tensors(_ members: [JSON.Member], dataCount: Int) throws(EngineError) -> [Tensor] {
    var names: Set<String> = []
    var tensors: [Tensor] = []
    for member in members {
      guard names.insert(member.name).inserted else {
        throw .badWeights("the header names \(quoted(member.name)) twice")
      }
      if member.name == Safetensors.notes { continue }
      tensors.append(try tensor(member, dataCount: dataCount))
    }
    tensors.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    var end = 0
    var last: Tensor?
    for tensor in tensors {
      if tensor.range.lowerBound < end, let last {
        throw .badWeights(
          "\(quoted(tensor.name)) (bytes \(tensor.range.lowerBound) to \(tensor.range.upperBound) of the data) overlaps "
            + "\(quoted(last.name)) (bytes \(last.range.lowerBound) to \(last.range.upperBound))")
      }
      guard tensor.range.lowerBound == end else {
        throw .badWeights(
          "bytes \(end) to \(tensor.range.lowerBound) of the data, before \(quoted(tensor.name)), belong to no tensor")
      }
      end = tensor.range.upperBound
      last = tensor
    }
    guard end == dataCount else {
      throw .badWeights("the tensors end at byte \(end) of the data, but \(dataCount) bytes of it are in the file")
    }
    return tensors
  }

  private static func tensor(_ member: JSON.Member, dataCount: Int) throws(EngineError) -> Tensor {
    let name = quoted(member.name)
    guard case .object(let fields) = member.value else {
      throw .badWeights("\(name) should be described by a JSON object with dtype, shape and data_offsets")
    }
    func field(_ key: String) throws(EngineError) -> JSON {
      let found = fields.filter { $0.name == key }
      guard let value = found.first?.value else { throw .badWeights("\(name) has no '\(key)'") }
      guard found.count == 1 else { throw .badWeights("\(name) gives '\(key)' twice") }
      return value
    }
    guard case .string(let typeName) = try field("dtype") else {
      throw .badWeights("the dtype of \(name) should be a name such as \"F32\"")
    }
    guard let type = ElementType(rawValue: typeName) else {
      throw .badWeights(
        "\(name) holds elements of type \(quoted(typeName)); weights must be F32, F16, BF16 or F64")
    }
    let shape = try sizes(field("shape"), "the shape of \(name)")
    let offsets = try sizes(field("data_offsets"), "the data_offsets of \(name)")
    guard offsets.count == 2 else {
      throw .badWeights(
        "the data_offsets of \(name) should be two numbers, the start and the end, not \(offsets.count)")
    }
    guard offsets[0] <= offsets[1] else {
      throw .badWeights("the data of \(name) should start at byte \(offsets[0]) and end before that, at \(offsets[1])")
    }
    guard offsets[1] <= dataCount else {
      throw .badWeights(
        "the data of \(name) should end at byte \(offsets[1]), but only \(dataCount) bytes of data are in the file; "
          + "it is cut short or damaged")
    }
    guard shape.count <= largestRank else {
      throw .badWeights("the shape of \(name) has \(shape.count) dimensions; weights have at most \(largestRank)")
    }
    var size = type.size
    for dimension in shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: dimension)
      guard !overflows else { throw .badWeights("the shape of \(name) is too large for any memory") }
      size = product
    }
    guard size == offsets[1] - offsets[0] else {
      let dimensions = shape.map(String.init).joined(separator: ", ")
      throw .badWeights(
        "\(name) of type \(typeName) and shape (\(dimensions)) needs \(size) bytes, but its data_offsets give it "
          + "\(offsets[1] - offsets[0])")
    }
    return Tensor(name: member.name, type: type, shape: shape, range: offsets[0]..<offsets[1])
  }

  private static func sizes(_ value: JSON, _ what: String) throws(EngineError) -> [Int] {
    guard case .array(let elements) = value else { throw .badWeights("\(what) should be a list of whole numbers") }
    var sizes: [Int] = []
    for element in elements {
      guard case .integer(let size) = element, size >= 0 else {
        throw .badWeights("\(what) should be whole numbers from 0, but it holds \(shortened(element.text))")
      }
      sizes.append(size)
    }
    return sizes
  }

  private static let largestRank = 32

  /// A name from the file as a short text that cannot break a message.
  private static func quoted(_ name: String) -> String { JSON.string(shortened(name)).text }

  private static func shortened(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(60)
    return start.endIndex == text.unicodeScalars.endIndex ? text : String(start) + "…"
  }
}
