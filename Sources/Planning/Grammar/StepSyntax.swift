/// An indented line: a setting or, in `build`, a layer.
struct LineSyntax: Sendable {
  var tokens: [Token]
  /// Characters of white space before it.
  var indentation: Int
  /// Whether it holds a problem that is reported already.
  var isBroken = false
  /// From its first token to its last.
  var range: Range<Int>
}

/// A step as it is written, before any name in it is looked up.
struct StepSyntax: Sendable {
  enum Clause: String, Sendable, CaseIterable { case on, from, to, `as` }

  struct ClauseSyntax: Sendable {
    var keyword: Token
    var tokens: [Token]
  }

  /// The verb as written.
  var word: Token
  /// nil where no verb has that name.
  var verb: Verb?
  /// How many words it is written with.
  var verbWords = 1
  /// What was probably meant where `verb` is nil.
  var meant: Verb?
  /// What stands between the verb and the first clause.
  var operands: [Token]
  var clauses: [Clause: ClauseSyntax] = [:]
  var lines: [LineSyntax] = []
  /// `fit`, `fit-2`, or the `as` name.
  var id = ""
  /// Whether its headline holds a problem that is reported already.
  var isBroken = false
  /// Of its random numbers.
  var stream: UInt64 = 0
  var range: Range<Int>
  var headline: Range<Int>
  var block: Range<Int>

  /// Whether `as` gives it its id.
  var isNamed: Bool { clauses[.as].map { $0.tokens.count == 1 && $0.tokens[0].kind == .word } ?? false }

  /// Keyed by the verb, what it is done to, and how often that was done before, so that steps between two of them, on
  /// other networks and arrays too, change neither (FNV-1a, 64 bits).
  static func stream(_ key: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}
