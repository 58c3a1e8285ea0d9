import Arrays

extension DataFormat {
  static let png = DataFormat(
    name: ".png", endings: [".png"],
    // A picture of few bytes can have many pixels.
    isCheckedWhole: false,
    likelihood: { $0.starts(with: PNGFile.signature) ? .certain : .none },
    describe: { stream throws(DataError) in [try PNGFile.describe(&stream)] },
    read: { stream throws(DataError) in [(nil, try PNGFile.read(&stream))] })
}

/// PNG (W3C, third edition), of every colour type and depth, interlaced too. Samples stay as they are stored: grey and
/// colour of 8 or 16 bits; 1, 2 and 4 bits of grey are spread over 0…255; palettes become colours; transparency becomes a
/// last channel. Pictures are turned as their Exif says.
enum PNGFile {
  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  private static let largestFile = 1 << 27

  struct Header {
    var width: Int
    var height: Int
    var depth: Int
    var colourType: Int
    var isInterlaced: Bool

    /// Samples a pixel as stored.
    var samples: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colourType] ?? 1 }
    /// As `PNGRows` spreads them.
    var pixelBytes: Int { samples * (depth == 16 ? 2 : 1) }
    var bitsPerPixel: Int { samples * depth }
    func rowBytes(width: Int) -> Int { (width * bitsPerPixel + 7) / 8 }
  }

  struct Chunks {
    var header: Header
    /// Red, green, blue, red, …
    var palette: [UInt8] = []
    private(set) var transparency: [UInt8] = []
    var imageData: [UInt8] = []
    var orientation = Orientation.upright

    init(header: Header) { self.header = header }

    /// One key for all samples of a pixel, or each palette entry's alpha; of another length, it is left out.
    mutating func setTransparency(_ bytes: [UInt8]) {
      switch header.colourType {
      case 0 where bytes.count == 2, 2 where bytes.count == 6, 3: transparency = bytes
      default: break
      }
    }
  }

  /// (H, W), or (H, W, C) with two channels (grey, alpha), three (red, green, blue) or four; `uint8` or `uint16`.
  static func read(_ stream: inout ByteStream) throws(DataError) -> NDArray {
    let file = stream.name
    let chunks = try chunks(try stream.readAll(limit: largestFile), file: file)
    let header = chunks.header
    let raw = try PNGRows.unfiltered(chunks, file: file)
    if header.depth == 16 {
      let samples = stride(from: 0, to: raw.count, by: 2).map { UInt16(raw[$0]) << 8 | UInt16(raw[$0 + 1]) }
      let key = stride(from: 0, to: chunks.transparency.count - 1, by: 2).map {
        UInt16(chunks.transparency[$0]) << 8 | UInt16(chunks.transparency[$0 + 1])
      }
      let pixels = withAlpha(samples, key: key, samplesPerPixel: header.samples)
      return array(chunks, pixels.channels, .uint16(turned(pixels, chunks)))
    }
    if header.colourType == 3 {
      let pixels = try colours(of: raw, chunks, file: file)
      return array(chunks, pixels.channels, .uint8(turned(pixels, chunks)))
    }
    let key = stride(from: 1, to: chunks.transparency.count, by: 2).map { chunks.transparency[$0] }
    var pixels = withAlpha(raw, key: key, samplesPerPixel: header.samples)
    if header.depth < 8 {
      // 255 divides evenly by 1, 3 and 15; the alpha channel is there already.
      let factor = UInt8(255 / ((1 << header.depth) - 1))
      for index in stride(from: 0, to: pixels.samples.count, by: pixels.channels) { pixels.samples[index] *= factor }
    }
    return array(chunks, pixels.channels, .uint8(turned(pixels, chunks)))
  }

  /// What `read` would give, from the chunks alone, without decompressing the pixels.
  static func describe(_ stream: inout ByteStream) throws(DataError) -> ArrayDescription {
    let chunks = try chunks(try stream.readAll(limit: largestFile), file: stream.name)
    let header = chunks.header
    _ = try PNGRows.checkedCount(header, file: stream.name)
    let colours = header.colourType == 3 ? 3 : header.samples
    let channels = colours + (chunks.transparency.isEmpty ? 0 : 1)
    return ArrayDescription(
      shape: shape(chunks, channels),
      elementType: header.depth == 16 ? .uint16 : .uint8)
  }

  private static func array(_ chunks: Chunks, _ channels: Int, _ values: NDArray.Values) -> NDArray {
    NDArray(shape: shape(chunks, channels), values: values)
  }

  private static func shape(_ chunks: Chunks, _ channels: Int) -> [Int] {
    let size = chunks.orientation.size(width: chunks.header.width, height: chunks.header.height)
    return [size.height, size.width] + (channels == 1 ? [] : [channels])
  }

  private static func turned<Sample: FixedWidthInteger & BitwiseCopyable>(
    _ pixels: (samples: [Sample], channels: Int), _ chunks: Chunks
  ) -> [Sample] {
    let header = chunks.header
    return chunks.orientation.turned(
      pixels.samples, width: header.width, height: header.height, channels: pixels.channels)
  }

  /// Adds an alpha channel where a transparent colour is given.
  private static func withAlpha<Sample: FixedWidthInteger>(
    _ samples: [Sample], key: [Sample], samplesPerPixel count: Int
  ) -> (samples: [Sample], channels: Int) {
    guard key.count == count, count == 1 || count == 3 else { return (samples, count) }
    var result: [Sample] = []
    result.reserveCapacity(samples.count / count * (count + 1))
    for start in stride(from: 0, to: samples.count, by: count) {
      let pixel = samples[start..<start + count]
      result += pixel
      result.append(pixel.elementsEqual(key) ? 0 : .max)
    }
    return (result, count + 1)
  }

  private static func colours(
    of indices: [UInt8], _ chunks: Chunks, file: String
  ) throws(DataError) -> (samples: [UInt8], channels: Int) {
    let channels = chunks.transparency.isEmpty ? 3 : 4
    var result: [UInt8] = []
    result.reserveCapacity(indices.count * channels)
    for (place, index) in indices.enumerated() {
      let start = 3 * Int(index)
      guard start + 3 <= chunks.palette.count else {
        throw .damaged(
          file: file, problem: "colour \(index) is used, but the palette has only \(chunks.palette.count / 3)",
          place: "row \(place / chunks.header.width), column \(place % chunks.header.width)")
      }
      result += chunks.palette[start..<start + 3]
      if channels == 4 { result.append(Int(index) < chunks.transparency.count ? chunks.transparency[Int(index)] : 255) }
    }
    return (result, channels)
  }

  private static func chunks(_ bytes: [UInt8], file: String) throws(DataError) -> Chunks {
    guard bytes.starts(with: signature) else {
      throw .damaged(
        file: file,
        problem: "a PNG file starts with \(hexadecimal(signature)), this one with "
          + hexadecimal(bytes.prefix(8)), place: "byte 0")
    }
    var chunks: Chunks?
    var place = signature.count
    while true {
      guard place + 12 <= bytes.count else {
        throw .damaged(
          file: file, problem: "it ends before its last chunk, IEND", place: "byte \(bytes.count), its end")
      }
      let length = Int(clamping: bigEndian(bytes[place..<place + 4]))
      let type = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
      guard length <= bytes.count - place - 12 else {
        throw .damaged(
          file: file, problem: "the chunk is cut short: \(length) bytes are promised", place: "byte \(place)")
      }
      let body = bytes[place + 8..<place + 8 + length]
      var checksum = CRC32()
      bytes[place + 4..<place + 8 + length].withUnsafeBytes { checksum.update($0) }
      guard bigEndian(bytes[place + 8 + length..<place + 12 + length]) == checksum.value else {
        throw .damaged(
          file: file, problem: "the chunk's contents do not have the checksum that it notes",
          place: "chunk \(type) at byte \(place)")
      }
      if chunks == nil {
        guard type == "IHDR" else {
          throw .damaged(file: file, problem: "the first chunk must be IHDR", place: "chunk \(type) at byte \(place)")
        }
        chunks = Chunks(header: try header(body, file: file))
      }
      switch type {
      case "PLTE": chunks?.palette = Array(body)
      case "tRNS": chunks?.setTransparency(Array(body))
      case "IDAT": chunks?.imageData += body
      case "eXIf": chunks?.orientation = Orientation(exif: body)
      default: break
      }
      place += 12 + length
      // Phones and cameras put bytes of their own behind the last chunk; all programs pass them over.
      if type == "IEND", let chunks { return chunks }
    }
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  private static func header(_ body: ArraySlice<UInt8>, file: String) throws(DataError) -> Header {
    let bytes = Array(body)
    guard bytes.count == 13 else {
      throw .damaged(file: file, problem: "its header has \(bytes.count) bytes and not 13", place: "chunk IHDR")
    }
    let header = Header(
      width: Int(clamping: bigEndian(bytes[0..<4])), height: Int(clamping: bigEndian(bytes[4..<8])),
      depth: Int(bytes[8]), colourType: Int(bytes[9]), isInterlaced: bytes[12] == 1)
    let depths =
      [0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]][header.colourType] ?? []
    guard depths.contains(header.depth), bytes[10] == 0, bytes[11] == 0, bytes[12] < 2 else {
      throw .damaged(
        file: file,
        problem: "there are no PNG images of colour type \(header.colourType) with \(header.depth) bits, "
          + "compression \(bytes[10]), filter \(bytes[11]) and interlacing \(bytes[12])", place: "chunk IHDR")
    }
    let lengths = [bigEndian(bytes[0..<4]), bigEndian(bytes[4..<8])]
    guard lengths.allSatisfy({ $0 > 0 && $0 < 1 << 31 }) else {
      throw .damaged(
        file: file, problem: "an image of \(header.width)×\(header.height) pixels cannot be", place: "chunk IHDR")
    }
    return header
  }
}
