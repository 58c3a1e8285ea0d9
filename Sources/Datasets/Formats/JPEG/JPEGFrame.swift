/// A picture's size and components (T.81, B.2.2), with what its scans brought so far.
struct JPEGFrame {
  var width: Int
  var height: Int
  var isProgressive: Bool
  var components: [JPEGComponent]
  /// The largest of the components' sampling factors.
  var across: Int
  var down: Int

  /// Of the array that it gives.
  var channels: Int { components.count == 1 ? 1 : 3 }
  /// Units that interleaved scans consist of (A.2.3).
  var unitColumns: Int { (width + 8 * across - 1) / (8 * across) }
  var unitRows: Int { (height + 8 * down - 1) / (8 * down) }
}

struct JPEGComponent {
  var id: UInt8
  /// Sampling factors.
  var across: Int
  var down: Int
  var quantisationTable: Int
  /// Samples (A.1.1).
  var width: Int
  var height: Int
  /// Blocks that the samples lie in, and those of whole units.
  var columns: Int { (width + 7) / 8 }
  var rows: Int { (height + 7) / 8 }
  var paddedColumns: Int
  var paddedRows: Int
  /// In the order of rows; the table that stood there when the first scan came.
  var quantisation: JPEGMemory<UInt16>?
  /// `stride` samples a row.
  var samples: JPEGMemory<UInt8>?
  /// Of progressive pictures, 64 a block in the order of rows.
  var coefficients: JPEGMemory<Int16>?
  /// For each coefficient, in zigzag order, how many of its last bits are still to come; nil where all are.
  var missingBits: [Int?] = Array(repeating: nil, count: 64)

  var stride: Int { 8 * paddedColumns }
  var wasRead: Bool { missingBits[0] != nil }
}

extension JPEGFrame {
  private static let largestPicture: Int64 = 1 << 28

  /// - Parameters:
  ///   - body: the frame header.
  ///   - fileSize: bytes of the file, which bound the memory that the picture gets.
  init(_ body: ArraySlice<UInt8>, isProgressive: Bool, fileSize: Int, file: String, at place: Int) throws(DataError) {
    let bytes = Array(body)
    func damaged(_ problem: String) -> DataError { .damaged(file: file, problem: problem, place: "byte \(place)") }
    guard bytes.count >= 6, bytes.count == 6 + 3 * Int(bytes[5]) else {
      throw damaged("the frame header has \(bytes.count) bytes, which do not fit its components")
    }
    guard bytes[0] == 8 else { throw JPEGReader.refusal("with \(bytes[0]) bits a sample and not 8", file: file) }
    height = Int(bytes[1]) << 8 | Int(bytes[2])
    width = Int(bytes[3]) << 8 | Int(bytes[4])
    self.isProgressive = isProgressive
    guard height > 0 else { throw JPEGReader.refusal("whose height stands behind its pixels (DNL)", file: file) }
    let count = Int(bytes[5])
    guard width > 0, count > 0 else { throw damaged("a picture has no \(width > 0 ? "component" : "column")") }
    guard [1, 3, 4].contains(count) else { throw JPEGReader.refusal("with \(count) components", file: file) }
    let factors = (0..<count).map { index -> (Int, Int) in
      let both = Int(bytes[7 + 3 * index])
      return (both >> 4, both & 15)
    }
    guard factors.allSatisfy({ (1...4).contains($0.0) && (1...4).contains($0.1) }),
      (0..<count).allSatisfy({ bytes[8 + 3 * $0] < 4 })
    else { throw damaged("the sampling factors or quantisation tables of its components cannot be") }
    across = factors.reduce(1) { max($0, $1.0) }
    down = factors.reduce(1) { max($0, $1.1) }
    components = []
    let (unitColumns, unitRows) = ((width + 8 * across - 1) / (8 * across), (height + 8 * down - 1) / (8 * down))
    for (index, factor) in factors.enumerated() {
      guard !components.contains(where: { $0.id == bytes[6 + 3 * index] }) else {
        throw damaged("two components have the same number")
      }
      components.append(
        JPEGComponent(
          id: bytes[6 + 3 * index], across: factor.0, down: factor.1,
          quantisationTable: Int(bytes[8 + 3 * index]), width: (width * factor.0 + across - 1) / across,
          height: (height * factor.1 + down - 1) / down, paddedColumns: unitColumns * factor.0,
          paddedRows: unitRows * factor.1))
    }
    let stored = components.reduce(Int64(0)) { $0 + Int64($1.paddedColumns) * Int64($1.paddedRows) * 64 }
    let most = max(stored, Int64(width) * Int64(height) * Int64(channels))
    guard most <= Self.largestPicture else {
      throw .tooLarge(file: file, bytes: UInt64(most), limit: UInt64(Self.largestPicture))
    }
    // The first coefficient of each block takes a bit or more.
    guard components.reduce(0, { $0 + $1.columns * $1.rows }) / 8 <= fileSize else {
      throw damaged("the file has too few bytes for \(width)×\(height) pixels")
    }
  }

  /// Takes the memory that scans write to.
  mutating func allocate() {
    for index in components.indices {
      let count = components[index].stride * components[index].paddedRows * 8
      if isProgressive {
        components[index].coefficients = JPEGMemory(count, repeating: 0)
      } else {
        components[index].samples = JPEGMemory(count, repeating: 0)
      }
    }
  }

  /// Turns a progressive picture's coefficients into samples, and lets go of them.
  mutating func transform() {
    let transform = JPEGTransform()
    for index in components.indices {
      let component = components[index]
      guard let coefficients = component.coefficients, let quantisation = component.quantisation else { continue }
      let samples = JPEGMemory<UInt8>(component.stride * component.paddedRows * 8, repeating: 0)
      for row in 0..<component.rows {
        for column in 0..<component.columns {
          transform.apply(
            coefficients.start + (row * component.paddedColumns + column) * 64, quantisation.start,
            to: samples.start + row * component.stride * 8 + column * 8, stride: component.stride)
        }
      }
      components[index].samples = samples
      components[index].coefficients = nil
    }
  }
}
