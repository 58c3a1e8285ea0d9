/// Goes through a JPEG file's segments (T.81, B), from its first byte to the marker of its end.
struct JPEGReader {
  let bytes: [UInt8]
  let file: String
  var place = 2
  var frame: JPEGFrame?
  /// In the order of rows.
  var quantisation: [JPEGMemory<UInt16>?] = [nil, nil, nil, nil]
  /// For first coefficients and for the others.
  var codes: [[JPEGCodes?]] = [[nil, nil, nil, nil], [nil, nil, nil, nil]]
  /// Units between two restarts; 0 for none.
  var restartInterval = 0
  private(set) var orientation = Orientation.upright
  private var isJFIF = false
  /// What Adobe's marker says about the colours.
  private var adobe: UInt8?
  private var scans = 0
  /// No program writes as many; each may cost a look at all blocks.
  private static let mostScans = 200

  init(_ bytes: [UInt8], file: String) throws(DataError) {
    guard bytes.starts(with: [0xff, 0xd8]) else {
      throw .damaged(
        file: file, problem: "a JPEG file starts with ff d8, this one with \(hexadecimal(bytes.prefix(8)))",
        place: "byte 0")
    }
    self.bytes = bytes
    self.file = file
  }

  static func refusal(_ what: String, file: String) -> DataError {
    .unsuitable(
      file: file, problem: "is a rare kind of JPEG picture, \(what), which cannot be read",
      advice: "open it in a picture program and save it as an ordinary JPEG, or as PNG")
  }

  func damaged(_ problem: String, at place: Int? = nil) -> DataError {
    .damaged(file: file, problem: problem, place: "byte \(place ?? self.place)")
  }

  /// - Parameter decoding: whether the pixels are wanted, and not the size alone.
  mutating func read(decoding: Bool) throws(DataError) -> JPEGFrame {
    while true {
      let marker = try marker()
      if marker == 0xd9 { break }
      // These stand alone.
      if marker == 0x01 || (0xd0...0xd7).contains(marker) { continue }
      let start = place
      let body = try segment()
      switch marker {
      case 0xdb: try readQuantisation(body)
      case 0xc4: try readCodes(body)
      case 0xdd:
        guard body.count == 2 else { throw damaged("the restart interval has \(body.count) bytes", at: start) }
        restartInterval = Int(body[body.startIndex]) << 8 | Int(body[body.startIndex + 1])
      case 0xc0...0xc2:
        guard frame == nil else { throw damaged("a second picture starts within the first one", at: start) }
        frame = try JPEGFrame(
          body, isProgressive: marker == 0xc2, fileSize: bytes.count, file: file, at: start)
        if decoding { frame?.allocate() }
      case 0xc3, 0xc5...0xcf, 0xf7: throw Self.refusal(Self.kind(marker), file: file)
      case 0xda:
        scans += 1
        guard scans <= Self.mostScans else { throw damaged("it has more than \(Self.mostScans) scans", at: start) }
        try readScan(body, at: start, decoding: decoding)
      default: readApplication(marker, body)
      }
    }
    guard var frame else { throw damaged("it ends before any picture came") }
    self.frame = nil
    guard frame.components.allSatisfy({ $0.wasRead }) else { throw damaged("it ends before all its colours came") }
    if decoding { frame.transform() }
    return frame
  }

  private static func kind(_ marker: UInt8) -> String {
    switch marker {
    case 0xc3: "lossless"
    case 0xc5...0xc7: "hierarchical"
    case 0xf7: "JPEG-LS"
    default: "in arithmetic codes"
    }
  }

  /// The next marker's number; what stands before it is passed over, as other programs do.
  private mutating func marker() throws(DataError) -> UInt8 {
    while place + 1 < bytes.count {
      let (byte, next) = (bytes[place], bytes[place + 1])
      place += 1
      if byte == 0xff, next != 0, next != 0xff {
        place += 1
        return next
      }
    }
    throw .damaged(
      file: file, problem: "it ends before the marker of its end, ff d9", place: "byte \(bytes.count), its end")
  }

  /// What stands behind a marker.
  private mutating func segment() throws(DataError) -> ArraySlice<UInt8> {
    guard place + 2 <= bytes.count else { throw damaged("it ends within a segment") }
    let length = Int(bytes[place]) << 8 | Int(bytes[place + 1])
    guard length >= 2, length <= bytes.count - place else {
      throw damaged("the segment is cut short: \(length) bytes are promised")
    }
    defer { place += length }
    return bytes[place + 2..<place + length]
  }

  private mutating func readApplication(_ marker: UInt8, _ body: ArraySlice<UInt8>) {
    switch marker {
    case 0xe0: if body.starts(with: Array("JFIF\0".utf8)) { isJFIF = true }
    case 0xe1:
      guard orientation == .upright, body.starts(with: Array("Exif\0\0".utf8)) else { return }
      orientation = Orientation(exif: body.dropFirst(6))
    case 0xee: if body.starts(with: Array("Adobe".utf8)), body.count >= 12 { adobe = body[body.startIndex + 11] }
    default: break
    }
  }

  /// As all programs guess them: JFIF has one way, Adobe's marker tells, then the components' numbers do.
  func colours(of frame: JPEGFrame) -> JPEGPicture.Colours {
    switch frame.components.count {
    case 1: return .grey
    case 3:
      if isJFIF { return .luminance }
      if let adobe { return adobe == 0 ? .primaries : .luminance }
      return frame.components.map { $0.id } == Array("RGB".utf8) ? .primaries : .luminance
    default: return .inks(areLuminance: adobe == 2)
    }
  }
}

extension JPEGReader {
  private mutating func readQuantisation(_ body: ArraySlice<UInt8>) throws(DataError) {
    var rest = body
    let order = JPEGBits(bytes, at: place).order
    while let first = rest.popFirst() {
      let size = first >> 4 == 0 ? 1 : 2
      guard first >> 4 < 2, first & 15 < 4, rest.count >= 64 * size else {
        throw damaged("a quantisation table is cut short, or none that can be", at: body.startIndex)
      }
      let table = JPEGMemory<UInt16>(64, repeating: 0)
      for index in 0..<64 {
        let start = rest.startIndex + index * size
        table.start[order[index]] = size == 1 ? UInt16(rest[start]) : UInt16(rest[start]) << 8 | UInt16(rest[start + 1])
      }
      quantisation[Int(first & 15)] = table
      rest = rest.dropFirst(64 * size)
    }
  }

  private mutating func readCodes(_ body: ArraySlice<UInt8>) throws(DataError) {
    var rest = body
    while let first = rest.popFirst() {
      let counts = rest.prefix(16)
      let total = counts.reduce(0) { $0 + Int($1) }
      guard first >> 4 < 2, first & 15 < 4, counts.count == 16, total <= 256, rest.count >= 16 + total,
        let table = JPEGCodes(counts: counts, symbols: rest.dropFirst(16).prefix(total))
      else { throw damaged("a Huffman table is cut short, or none that can be", at: body.startIndex) }
      codes[Int(first >> 4)][Int(first & 15)] = table
      rest = rest.dropFirst(16 + total)
    }
  }
}
