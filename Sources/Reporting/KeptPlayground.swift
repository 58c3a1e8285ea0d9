/// The page's part for drawing as it is kept for the next run: a line with the rooms for which it comes out the same and
/// the title's length, the title, and the HTML.
struct KeptPlayground: Equatable {
  var part: PlaygroundPart
  var rooms: Range<Int>

  init(part: PlaygroundPart, rooms: Range<Int>) {
    self.part = part
    self.rooms = rooms
  }

  init?(_ bytes: [UInt8]) {
    guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
    let numbers = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ").map { Int($0) ?? -1 }
    let rest = bytes[(end + 1)...]
    guard numbers.count == 3, numbers[0] >= 0, numbers[0] <= numbers[1], numbers[2] >= 0, numbers[2] <= rest.count,
      let title = String(validating: rest.prefix(numbers[2]), as: UTF8.self),
      let html = String(validating: rest.dropFirst(numbers[2]), as: UTF8.self)
    else { return nil }
    rooms = numbers[0]..<numbers[1]
    part = PlaygroundPart(title: title, html: html)
  }

  var bytes: [UInt8] {
    let title = Array(part.title.utf8)
    return Array("\(rooms.lowerBound) \(rooms.upperBound) \(title.count)\n".utf8) + title + Array(part.html.utf8)
  }
}
