/// One character of the stroke font: its strokes in units of the em's 24th.
struct Glyph: Sendable {
  struct Node: Sendable {
    var x: Double
    var y: Double
    /// A corner cut by a quarter of an ellipse.
    var isCorner = false
  }
  var advance: Double
  var strokes: [[Node]]
}

/// Reads `GlyphData` once.
enum Font {
  static let unitsPerEm = 24.0
  /// From the centre line of the lowest stroke to that of the highest of a capital.
  static let capitalHeight = 16.0
  static let lowerCaseHeight = 11.0

  static func glyph(_ character: Character) -> Glyph {
    if let glyph = glyphs[character] { return glyph }
    return character.isWhitespace ? space : unknown
  }

  static func knows(_ character: Character) -> Bool { glyphs[character] != nil || character.isWhitespace }

  private static let space = Glyph(advance: 7, strokes: [])
  /// A box, as browsers show what no font has.
  private static let unknown = Glyph(
    advance: 14, strokes: parsed("2,16 12,16 12,0 2,0 2,16"))

  private static let glyphs: [Character: Glyph] = {
    var glyphs = table(GlyphData.letters)
    for (character, glyph) in table(GlyphData.signs) where glyphs[character] == nil { glyphs[character] = glyph }
    let accents = table(GlyphData.accents)
    for entry in GlyphData.composed.split(separator: " ") {
      let parts = Array(entry)
      guard parts.count == 3, let base = glyphs[parts[1]], let accent = accents[parts[2]] else { continue }
      glyphs[parts[0]] = combined(base, accent, isCapital: parts[1].isUppercase)
    }
    glyphs["-"].map { glyphs["\u{2010}"] = $0 }
    return glyphs
  }()

  private static func combined(_ base: Glyph, _ accent: Glyph, isCapital: Bool) -> Glyph {
    // An accent is wider than an `i`.
    let shift = max(0, ((8 - base.advance) / 2).rounded())
    var base = base
    base.advance += 2 * shift
    base.strokes = base.strokes.map { $0.map { Glyph.Node(x: $0.x + shift, y: $0.y, isCorner: $0.isCorner) } }
    let nodes = base.strokes.joined()
    let low = nodes.map { $0.x }.min() ?? 0
    let middle = ((low + (nodes.map { $0.x }.max() ?? 0)) / 2).rounded()
    var glyph = base
    for stroke in accent.strokes {
      let isBelow = stroke.allSatisfy { $0.y <= 0 }
      let lift = isCapital && !isBelow ? capitalHeight - lowerCaseHeight - 0.5 : 0
      glyph.strokes.append(stroke.map { Glyph.Node(x: $0.x + middle, y: $0.y + lift, isCorner: $0.isCorner) })
    }
    return glyph
  }

  private static func table(_ text: String) -> [Character: Glyph] {
    var glyphs: [Character: Glyph] = [:]
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 2)
      guard fields.count == 3, let character = fields[0].first, let advance = Double(String(fields[1])) else {
        continue
      }
      glyphs[character] = Glyph(advance: advance, strokes: parsed(fields[2]))
    }
    return glyphs
  }

  private static func parsed(_ text: some StringProtocol) -> [[Glyph.Node]] {
    text.split(separator: "/").map { stroke in
      stroke.split(separator: " ").compactMap { field in
        let isCorner = field.hasPrefix("(")
        let numbers = field.split { $0 == "(" || $0 == ")" || $0 == "," }.compactMap {
          Double(String($0))
        }
        return numbers.count == 2 ? Glyph.Node(x: numbers[0], y: numbers[1], isCorner: isCorner) : nil
      }
    }
  }
}
