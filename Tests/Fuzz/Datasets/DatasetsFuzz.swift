import CZlib
import Datasets
import Arrays
import Glibc

/// Any bytes can be loaded as a file, or fail with words: nothing traps, hangs or takes memory without bound; what was
/// loaded has as many values as its shape says, and can be printed. One reader gets them all, with the marks, counts and
/// checksums around them that a fuzzer would not hit on.
enum DatasetsFuzz {
  enum Reader: String, CaseIterable { case idx, npy, npz, text, png, jpeg, gzip, digit }

  private static let reader = getenv("READER").flatMap { Reader(rawValue: String(cString: $0)) }

  static func check(_ bytes: [UInt8]) {
    guard let reader else { fatalError("READER must be idx, npy, npz, text, png, jpeg, gzip or digit") }
    check(bytes, by: reader)
  }

  static func check(_ bytes: [UInt8], by reader: Reader) {
    var source = Source(bytes)
    switch reader {
    case .idx:
      if bytes.starts(with: [0, 0]) { load(bytes, "x-ubyte") } else { mustLoad(source.idx(), "x-ubyte") }
    case .npy:
      if bytes.starts(with: [0x93]) {
        load(bytes, "x.npy")
      } else if bytes.first == UInt8(ascii: "{") {
        load(source.npy(header: source.line()), "x.npy")
      } else {
        mustLoad(source.npy(), "x.npy")
      }
    case .npz: load(bytes.starts(with: [0x50, 0x4b]) ? bytes : source.npz(), "x.npz")
    case .text:
      let isUTF16 = bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff])
      let text = isUTF16 ? bytes : bytes.map { $0 < 9 ? $0 + 0x30 : (14..<32).contains($0) ? 0x2c : $0 }
      load(text, "x.csv")
      loadTable(text, Int(bytes.last ?? 0))
    case .png: load(bytes.starts(with: pngSignature) ? withChecksums(bytes) : source.png(), "x.png")
    case .jpeg: load(bytes.starts(with: [0xff, 0xd8]) ? bytes : source.jpeg(), "x.jpg")
    case .gzip:
      if bytes.starts(with: [0x1f, 0x8b]) {
        load(bytes, "x.gz")
      } else {
        let (members, contents) = source.gzip()
        let (read, expected) = (load(members, "x.csv.gz"), load(contents, "x.csv"))
        precondition(
          read.map { $0.map { ArrayText.describe($0) } } == expected.map { $0.map { ArrayText.describe($0) } })
      }
    case .digit:
      let image = source.image()
      if let stages = try? Handwriting.recover(image, file: "x.png") {
        precondition(stages.digit.shape == [28, 28] && stages.stages.count == 5)
      }
      let count = 1 + bytes.count % 5
      if let sheet = try? DigitSheet.recover(image, count: count, file: "x.png") {
        precondition(sheet.digits.shape == [count, 28, 28] && sheet.rows.reduce(0, +) == count)
      }
      let form = PictureForm(height: 9, width: 8 + bytes.count % 30, colour: bytes.count % 2 == 0 ? .grey : .rgb)
      if let formed = form.apply(to: image) { precondition(formed.shape == form.shape(of: image.shape)) }
    }
  }

  @discardableResult
  private static func load(_ bytes: [UInt8], _ name: String) -> [NDArray]? {
    do {
      let arrays = try DataFile.read(bytes: bytes, shownAs: name).map { $0.array }
      for array in arrays {
        precondition(array.values.doubles.count == array.count)
        _ = ArrayText.describe(
          array, precision: bytes.count % 20, threshold: bytes.isEmpty ? 0 : Int(bytes[bytes.count / 2]))
      }
      return arrays
    } catch {
      precondition(error.summary.hasPrefix("'\(name)"))
      return nil
    }
  }

  /// A table by any choice: as many labels as rows, each the place of a name, and no gap where gaps are dealt with.
  private static func loadTable(_ bytes: [UInt8], _ wish: Int) {
    let labels: [TableChoice.Labels?] = [nil, .first, .last, .named("2"), .named("a")]
    let choice = TableChoice(
      labels: labels[wish % 5], columns: wish / 5 % 3 == 0 ? ["1", "b"] : [],
      missing: [nil, .drop, .mean][wish / 15 % 3])
    do {
      guard let table = try DataFile.readTable(bytes: bytes, shownAs: "x.csv", choice) else { return }
      for part in table.parts {
        let numbers = part.array.values.doubles
        precondition(numbers.count == part.array.count)
        precondition(choice.missing == nil || !numbers.contains { $0.isNaN })
        if part.array.shape.count == 2 { precondition(part.columns.count == part.array.shape[1]) }
        guard let names = part.classNames else { continue }
        precondition(Set(numbers) == Set((0..<names.count).map { Double($0) }) && Set(names).count == names.count)
      }
      if table.parts.count == 2 { precondition(table.parts[0].array.rowCount == table.parts[1].array.rowCount) }
      precondition((table.missing > 0) == (table.remark != nil))
    } catch {
      precondition(error.summary.hasPrefix("'x.csv'"))
    }
  }

  private static func mustLoad(_ file: (bytes: [UInt8], shape: [Int]), _ name: String) {
    precondition(load(file.bytes, name)?.map { $0.shape } == [file.shape])
  }
}
