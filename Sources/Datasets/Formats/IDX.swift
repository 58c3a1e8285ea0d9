import Arrays

extension DataFormat {
  static let idx = DataFormat(
    name: "IDX", endings: ["ubyte", ".idx"], isCheckedWhole: true,
    likelihood: { IDXFile.isStart($0) ? .certain : .none },
    describe: { stream throws(DataError) in
      let header = try IDXFile.readHeader(&stream)
      return try stream.arrayThatFills(shape: header.shape, elementType: header.elementType)
    },
    read: { stream throws(DataError) in [(nil, try IDXFile.read(&stream))] })
}

/// MNIST's file format: two zero bytes, a type code, the rank, the lengths (32 bits, big-endian), then the elements
/// row by row, big-endian.
enum IDXFile {
  struct Header {
    var shape: [Int]
    var elementType: ElementType
  }

  static func isStart(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 4 && bytes[0] == 0 && bytes[1] == 0 && elementType(code: bytes[2]) != nil && bytes[3] <= 32
  }

  static func readHeader(_ stream: inout ByteStream) throws(DataError) -> Header {
    let magic = try stream.read(upTo: 4)
    guard magic.count == 4, magic[0] == 0, magic[1] == 0 else {
      throw .damaged(
        file: stream.name, problem: "an IDX file starts with two zero bytes, this one with \(hexadecimal(magic))",
        place: "byte 0")
    }
    guard let elementType = elementType(code: magic[2]) else {
      throw .damaged(
        file: stream.name, problem: "\(hexadecimal([magic[2]])) is no element type of IDX (8, 9, b, c, d or e)",
        place: "byte 2")
    }
    guard magic[3] <= 32 else {
      throw .damaged(file: stream.name, problem: "it claims to have \(magic[3]) dimensions", place: "byte 3")
    }
    var shape: [Int] = []
    for _ in 0..<magic[3] {
      let place = stream.place
      let length = try stream.read(upTo: 4)
      guard length.count == 4 else {
        throw .damaged(file: stream.name, problem: "it ends within its header", place: place)
      }
      shape.append(Int(clamping: length.reduce(0) { $0 << 8 | UInt32($1) }))
    }
    return Header(shape: shape, elementType: elementType)
  }

  static func read(_ stream: inout ByteStream) throws(DataError) -> NDArray {
    let header = try readHeader(&stream)
    let values = try stream.readNumbers(header.elementType, shape: header.shape, isBigEndian: true)
    try stream.expectEnd()
    return NDArray(shape: header.shape, values: values)
  }

  private static func elementType(code: UInt8) -> ElementType? {
    switch code {
    case 0x08: .uint8
    case 0x09: .int8
    case 0x0b: .int16
    case 0x0c: .int32
    case 0x0d: .float32
    case 0x0e: .float64
    default: nil
    }
  }
}
