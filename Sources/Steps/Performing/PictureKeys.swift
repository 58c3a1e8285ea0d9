import Lesson
import Text

/// The settings with which `load` reads pictures.
enum PictureKeys {
  static let digits = Key<Int?>.integer(
    "digits", in: 1...400, text: "1", sample: 10,
    "how many digits each picture shows; they are found and come row by row, from the left")
  static let size = Key<[Int]?>.shape(
    "size", aliases: ["image_size", "target_size"], text: "their own",
    "height and width that pictures get, as 32x32; of other proportions the middle is taken")
  static let colour = Key<PictureColour?>.choice(
    "colour", aliases: ["color", "color_mode", "colors", "colours"],
    [(.grey, ["gray", "grayscale", "greyscale", "grey_scale"]), (.rgb, ["color", "colour"])], text: "their own",
    "grey gives pictures one number a pixel, rgb three: red, green and blue")
  /// What the check finds: whether pictures are read in a form of their own, and whether several.
  enum Count: String, Sendable { case plain, one, many }
  static let count = Key<Count>.choice("pictures", [(.plain, []), (.one, []), (.many, [])], standard: .plain, "")
}

enum PictureColour: String, Sendable { case grey, rgb }

/// What pictures show, as a lesson writes it down: `7, 4, 2`, or `cat, dog, cat`.
struct WrittenLabels: Equatable {
  var classes: [Int]
  /// nil where they are numbers.
  var names: [String]?

  /// nil where there are none, or a number is none of a label.
  init?(_ text: String) {
    var text = text[...]
    if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
    let hasCommas = text.utf8.contains(UInt8(ascii: ","))
    let parts = text.split(omittingEmptySubsequences: !hasCommas) { hasCommas ? $0 == "," : $0 == " " }
      .map { WrittenLabels.plain($0) }
    guard !parts.isEmpty, !parts.contains("") else { return nil }
    let numbers = parts.compactMap { Int($0) }
    if numbers.count == parts.count {
      guard numbers.allSatisfy({ (0..<1000).contains($0) }) else { return nil }
      (classes, names) = (numbers, nil)
      return
    }
    let known = Set(parts).sorted { naturallyPrecedes($0, $1) }
    classes = parts.compactMap { known.firstIndex(of: $0) }
    names = known
  }

  /// Without blanks and quotes around it.
  private static func plain(_ part: Substring) -> String {
    var part = part
    while let first = part.first, first == " " || first == "\"" || first == "'" { part.removeFirst() }
    while let last = part.last, last == " " || last == "\"" || last == "'" { part.removeLast() }
    return String(part)
  }
}
