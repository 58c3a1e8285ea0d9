import Arrays

extension DataFormat {
  static let npy = DataFormat(
    name: ".npy", endings: [".npy"], isCheckedWhole: true,
    likelihood: { $0.starts(with: NPYFile.magic) ? .certain : .none },
    describe: { stream throws(DataError) in
      let header = try NPYFile.readHeader(&stream)
      let found = try stream.arrayThatFills(shape: header.storedShape, elementType: header.storedType)
      return found.map { _ in [ArrayDescription(shape: header.shape, elementType: header.elementType)] }
    },
    read: { stream throws(DataError) in [(nil, try NPYFile.read(&stream))] })
}

/// NumPy's `.npy` (NumPy Enhancement Proposal 1): a magic string, a version, a Python dictionary, the elements.
enum NPYFile {
  struct Header {
    var shape: [Int]
    var elementType: ElementType
    var isBigEndian: Bool
    var isFortranOrder: Bool
    /// Whether each number takes 16 bytes, which become a double.
    var areLong = false

    /// As the file has them: long ones are bytes.
    var storedShape: [Int] { areLong ? shape + [LongDoubles.size] : shape }
    var storedType: ElementType { areLong ? .uint8 : elementType }
  }

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  static func readHeader(_ stream: inout ByteStream) throws(DataError) -> Header {
    let name = stream.name
    let start = try stream.read(upTo: 8)
    guard start.starts(with: magic), start.count == 8 else {
      throw .damaged(
        file: name, problem: "a .npy file starts with 93 and 'NUMPY', this one with \(hexadecimal(start.prefix(6)))",
        place: "byte 0")
    }
    guard (1...3).contains(start[6]) else {
      throw .unsuitable(
        file: name, problem: "is a .npy file of version \(start[6]).\(start[7]), but only 1 to 3 are known",
        advice: "save it with numpy.save")
    }
    let lengthBytes = try stream.read(upTo: start[6] == 1 ? 2 : 4)
    let promised = lengthBytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    // NumPy itself refuses longer ones.
    guard promised <= 1 << 20 else {
      throw .damaged(file: name, problem: "its header claims to be \(promised) bytes long", place: "byte 8")
    }
    let length = Int(promised)
    let text = try stream.read(upTo: length)
    guard lengthBytes.count == (start[6] == 1 ? 2 : 4), text.count == length else {
      throw .damaged(file: name, problem: "it ends within its header", place: stream.place)
    }
    return try header(NPYDictionary(text), file: name)
  }

  static func read(_ stream: inout ByteStream) throws(DataError) -> NDArray {
    let header = try readHeader(&stream)
    if header.areLong { return try readLong(header, &stream) }
    let values = try stream.readNumbers(
      header.elementType, shape: header.shape, isBigEndian: header.isBigEndian, isFortranOrder: header.isFortranOrder)
    try stream.expectEnd()
    return NDArray(shape: header.shape, values: values)
  }

  private static func readLong(_ header: Header, _ stream: inout ByteStream) throws(DataError) -> NDArray {
    let stored = try stream.readNumbers(.uint8, shape: header.storedShape, isBigEndian: false)
    try stream.expectEnd()
    guard case .uint8(var bytes) = stored else { return NDArray(shape: header.shape, values: stored) }
    if header.isBigEndian {
      for place in stride(from: 0, to: bytes.count, by: LongDoubles.size) {
        bytes[place..<place + LongDoubles.size].reverse()
      }
    }
    let numbers = LongDoubles.doubles(bytes)
    return NDArray(
      shape: header.shape, values: .float64(header.isFortranOrder ? rowMajor(numbers, header.shape) : numbers))
  }

  private static func header(_ dictionary: NPYDictionary?, file: String) throws(DataError) -> Header {
    guard let dictionary else {
      throw .damaged(file: file, problem: "its header is not the dictionary that NumPy writes", place: "byte 10")
    }
    guard let description = dictionary.elementDescription else {
      throw .unsuitable(
        file: file, problem: "holds records of several fields, not an array of numbers",
        advice: "save each field with numpy.save on its own")
    }
    let areLong = ["f16", "g"].contains(String(description.dropFirst()))
    guard let order = description.first, "<>=|".contains(order),
      let elementType = areLong ? .float64 : elementType(description.dropFirst())
    else {
      let kind =
        switch description.dropFirst().prefix(1) {
        case "O": "Python objects"
        case "U", "S", "a": "text"
        case "c": "complex numbers"
        case "M", "m": "dates or times"
        case "V": "records or raw bytes"
        default: "elements of type '\(description.prefix(20))'"
        }
      throw .unsuitable(
        file: file, problem: "holds \(kind), which a lesson cannot use",
        advice: "save numbers, for instance numpy.save(\"x.npy\", x.astype(\"float32\"))")
    }
    return Header(
      shape: dictionary.shape, elementType: elementType, isBigEndian: description.hasPrefix(">"),
      isFortranOrder: dictionary.isFortranOrder, areLong: areLong)
  }

  private static func elementType(_ code: Substring) -> ElementType? {
    switch code {
    case "b1": .bool
    case "u1": .uint8
    case "i1": .int8
    case "u2": .uint16
    case "i2": .int16
    case "u4": .uint32
    case "i4": .int32
    case "u8": .uint64
    case "i8": .int64
    case "f2": .float16
    case "f4": .float32
    case "f8": .float64
    default: nil
    }
  }
}

/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`
struct NPYDictionary {
  /// nil for records: a list of fields.
  var elementDescription: String?
  var isFortranOrder: Bool
  var shape: [Int]

  init?(_ bytes: [UInt8]) {
    var scanner = Scanner(bytes: bytes[...])
    guard scanner.take("{") else { return nil }
    var description: String??
    var isFortranOrder: Bool?
    var shape: [Int]?
    while !scanner.take("}") {
      guard let key = scanner.string(), scanner.take(":") else { return nil }
      switch key {
      case "descr":
        if scanner.isAt("[") {
          // Records cannot be used anyway, so the rest does not matter.
          self.init(elementDescription: nil, isFortranOrder: false, shape: [])
          return
        }
        guard let text = scanner.string() else { return nil }
        description = text
      case "fortran_order":
        guard scanner.isAt("T") || scanner.isAt("F") else { return nil }
        isFortranOrder = scanner.take("True")
        guard isFortranOrder == true || scanner.take("False") else { return nil }
      case "shape":
        guard let lengths = scanner.tuple() else { return nil }
        shape = lengths
      default: return nil
      }
      guard scanner.take(",") || scanner.isAt("}") else { return nil }
    }
    guard scanner.isAtEnd, let description, let isFortranOrder, let shape else { return nil }
    self.init(elementDescription: description, isFortranOrder: isFortranOrder, shape: shape)
  }

  private init(elementDescription: String?, isFortranOrder: Bool, shape: [Int]) {
    self.elementDescription = elementDescription
    self.isFortranOrder = isFortranOrder
    self.shape = shape
  }

  private struct Scanner {
    var bytes: ArraySlice<UInt8>

    private mutating func skipSpace() { bytes = bytes.drop { $0 == 0x20 || $0 == 0x0a } }

    var isAtEnd: Bool {
      mutating get {
        skipSpace()
        return bytes.isEmpty
      }
    }

    mutating func isAt(_ word: StaticString) -> Bool {
      skipSpace()
      return word.withUTF8Buffer { bytes.starts(with: $0) }
    }

    mutating func take(_ word: StaticString) -> Bool {
      guard isAt(word) else { return false }
      bytes = bytes.dropFirst(word.utf8CodeUnitCount)
      return true
    }

    mutating func string() -> String? {
      skipSpace()
      guard let quote = bytes.first, quote == 0x27 || quote == 0x22 else { return nil }
      guard let end = bytes.dropFirst().firstIndex(of: quote) else { return nil }
      defer { bytes = bytes[(end + 1)...] }
      return String(decoding: bytes[(bytes.startIndex + 1)..<end], as: UTF8.self)
    }

    /// At most NumPy's 64 dimensions.
    mutating func tuple() -> [Int]? {
      guard take("(") else { return nil }
      var lengths: [Int] = []
      while !take(")") {
        skipSpace()
        let digits = bytes.prefix { (0x30...0x39).contains($0) }
        guard let length = Int(String(decoding: digits, as: UTF8.self)), lengths.count < 64 else { return nil }
        bytes = bytes.dropFirst(digits.count)
        _ = take("L")
        lengths.append(length)
        guard take(",") || isAt(")") else { return nil }
      }
      return lengths
    }
  }
}
