/// What begins a list item (CommonMark 0.31.2, section 5.2).
struct ListMarker {
  /// `-`, `+`, `*`, or the `.` or `)` behind a number.
  var delimiter: UInt8
  /// nil for a bullet.
  var number: Int?
  /// In bytes.
  var length: Int

  /// The marker at the cursor's next character, if one stands there and white space or the line's end follows.
  init?(_ cursor: LineCursor) {
    switch cursor.next {
    case "-", "+", "*":
      delimiter = cursor.next
      number = nil
      length = 1
    case 0x30...0x39:
      var digits = 0
      var value = 0
      while cursor.peek(digits).isDigit {
        guard digits < 9 else { return nil }
        value = value * 10 + Int(cursor.peek(digits) - 0x30)
        digits += 1
      }
      guard cursor.peek(digits) == "." || cursor.peek(digits) == ")" else { return nil }
      delimiter = cursor.peek(digits)
      number = value
      length = digits + 1
    default: return nil
    }
    guard cursor.nonspace + length >= cursor.end || cursor.peek(length).isSpaceOrTab else { return nil }
  }

  func isSameList(as other: ListMarker) -> Bool {
    delimiter == other.delimiter && (number == nil) == (other.number == nil)
  }
}
