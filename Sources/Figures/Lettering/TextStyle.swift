/// How text looks. Sizes are logical pixels an em.
struct TextStyle: Sendable {
  var size: Double = 12
  var isBold = false
  var colour = Colour.ink

  static let label = TextStyle()
  static let small = TextStyle(size: 11)
  static let tick = TextStyle(size: 11, colour: .quietInk)
  static let title = TextStyle(size: 13, isBold: true)

  func coloured(_ colour: Colour) -> TextStyle { TextStyle(size: size, isBold: isBold, colour: colour) }
  var bold: TextStyle { TextStyle(size: size, isBold: true, colour: colour) }

  /// Device pixels for one unit of the font.
  var unit: Double { size * Double(Canvas.scale) / Font.unitsPerEm }
  /// A whole number of device pixels, so that stems are crisp.
  var strokeWidth: Double { max(1, (unit * (isBold ? 3 : 2)).rounded()) }
  /// From one baseline to the next.
  var lineHeight: Double { (size * 1.3).rounded() }

  /// Device pixels, a whole number.
  func advance(of character: Character) -> Double {
    (Font.glyph(character).advance * unit + (isBold ? 1 : 0)).rounded()
  }

  func width(of text: String) -> Double {
    text.reduce(0) { $0 + advance(of: $1) } / Double(Canvas.scale)
  }

  /// The text, or as much of its beginning as fits with `…` after it.
  func shortened(_ text: String, to width: Double) -> String {
    if self.width(of: text) <= width { return text }
    var kept = Array(text)
    while !kept.isEmpty {
      kept.removeLast()
      while kept.last?.isWhitespace == true { kept.removeLast() }
      let candidate = String(kept) + "…"
      if self.width(of: candidate) <= width { return candidate }
    }
    return "…"
  }

  /// Names, each as `shortened`; those that would then be the same keep their ends instead.
  func shortened(_ names: [String], to width: Double) -> [String] {
    let cut = names.map { shortened($0, to: width) }
    var whole: [String: Set<String>] = [:]
    for (name, short) in zip(names, cut) { whole[short, default: []].insert(name) }
    return zip(names, cut).map { name, short in
      (whole[short]?.count ?? 0) > 1 ? withoutMiddle(name, to: width) : short
    }
  }

  private func withoutMiddle(_ text: String, to width: Double) -> String {
    let characters = Array(text)
    for kept in (0..<characters.count).reversed() {
      let candidate = String(characters.prefix((kept + 1) / 2)) + "…" + String(characters.suffix(kept / 2))
      if self.width(of: candidate) <= width { return candidate }
    }
    return "…"
  }

  /// Lines broken at spaces; the last one takes what is left, and every line is shortened where it must be.
  func wrapped(_ text: String, to width: Double, lines limit: Int) -> [String] {
    var words: [String] = []
    for part in text.split(separator: " ") {
      let word = String(part)
      // A unit stays with its number.
      if word == "%", let number = words.popLast() { words.append(number + " %") } else { words.append(word) }
    }
    var lines: [String] = []
    for word in words {
      if let last = lines.last, lines.count == limit || self.width(of: last + " " + word) <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines.map { shortened($0, to: width) }
  }
}
