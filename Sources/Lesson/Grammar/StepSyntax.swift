/// An indented line: a setting or, in `build`, a layer.
package struct LineSyntax: Sendable {
  package var tokens: [Token]
  /// Characters of white space before it.
  package var indentation: Int
  /// Whether it holds a problem that is reported already.
  package var isBroken = false
  /// From its first token to its last.
  package var range: Range<Int>

  package init(tokens: [Token], indentation: Int, isBroken: Bool = false, range: Range<Int>) {
    self.tokens = tokens
    self.indentation = indentation
    self.isBroken = isBroken
    self.range = range
  }
}

/// A step as it is written, before any name in it is looked up.
package struct StepSyntax: Sendable {
  package enum Clause: String, Sendable, CaseIterable { case on, from, to, `as` }

  package struct ClauseSyntax: Sendable {
    package var keyword: Token
    package var tokens: [Token]
  }

  /// The verb as written.
  package var word: Token
  /// nil where no verb has that name.
  package var verb: VerbDoc?
  /// How many words it is written with.
  var verbWords = 1
  /// What was probably meant where `verb` is nil.
  package var meant: VerbDoc?
  /// What stands between the verb and the first clause.
  package var operands: [Token]
  package var clauses: [Clause: ClauseSyntax] = [:]
  package var lines: [LineSyntax] = []
  /// `fit`, `fit-2`, or the `as` name.
  package var id = ""
  /// Whether its headline holds a problem that is reported already.
  package var isBroken = false
  /// Of its random numbers.
  package var stream: UInt64 = 0
  package var range: Range<Int>
  package var headline: Range<Int>
  package var block: Range<Int>

  /// Whether `as` gives it its id.
  package var isNamed: Bool { clauses[.as].map { $0.tokens.count == 1 && $0.tokens[0].kind == .word } ?? false }

  /// The setting that steps of all verbs have: the names of warnings that are meant.
  package static func isAllow(_ name: String) -> Bool { Spelling.fold(name) == "allow" }

  /// Keyed by the verb, what it is done to, and how often that was done before, so that steps between two of them, on
  /// other networks and arrays too, change neither (FNV-1a, 64 bits).
  package static func stream(_ key: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}
