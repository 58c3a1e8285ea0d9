/// How a verb is written and what it does: `help`, `params`, the reference and the parser all read this.
package struct VerbDoc: Sendable {
  /// What the `as` clause does.
  package enum As: Sendable {
    /// Names new arrays.
    case arrays
    /// Names a new array; without it the verb changes the one it is given.
    case arrayOrInPlace
    /// Names a new array; without it the verb shows what the array would hold.
    case arrayOrShown
    /// Names the step, so that its numbers can be told apart.
    case step
    /// Is refused: the verb changes its arrays in place.
    case inPlace

    package var makesArrays: Bool {
      switch self {
      case .arrays, .arrayOrInPlace, .arrayOrShown: true
      case .step, .inPlace: false
      }
    }
  }

  /// The canonical spelling: `one-hot`.
  package let name: String
  package var aliases: [String] = []
  /// `fit net on x, y`
  package var forms: [String]
  /// One sentence, without a full stop.
  package var summary: String
  /// The clauses it takes besides `as`.
  package var clauses: Set<StepSyntax.Clause>
  /// The clause that holds a file's name.
  package var fileClause: StepSyntax.Clause?
  package var naming: As
  package var keys: [KeySpec]
  /// The numbers it leaves behind for prose and `expect`.
  package var values: [ValueDoc]
  package var example: String
  /// Whether its indented lines are a network's layers, and its operand names that network.
  package var takesLayers: Bool
  /// Whether shapes and meanings of the arrays that it changes stay.
  package var keepsFacts: Bool

  package init(
    _ name: String, aliases: [String] = [], forms: [String], summary: String, clauses: Set<StepSyntax.Clause> = [],
    fileClause: StepSyntax.Clause? = nil, naming: As = .step, keys: [KeySpec] = [], values: [ValueDoc] = [],
    example: String, takesLayers: Bool = false, keepsFacts: Bool = false
  ) {
    self.name = name
    self.aliases = aliases
    self.forms = forms
    self.summary = summary
    self.clauses = clauses.union(fileClause.map { [$0] } ?? [])
    self.fileClause = fileClause
    self.naming = naming
    self.keys = keys
    self.values = values
    self.example = example
    self.takesLayers = takesLayers
    self.keepsFacts = keepsFacts
  }

  package var names: [String] { [name] + aliases }
  /// Whether it puts a network and data together: `fit net on x, y`.
  package var usesData: Bool { clauses.contains(.on) }
  /// `'fit net on x, y'`, for messages.
  package var formText: String { "'\(forms.joined(separator: "' or '"))'" }

  package func key(named word: String) -> KeySpec? { keys.first { $0.answers(to: word) } }

  package func value(named word: String) -> ValueDoc? {
    let folded = Spelling.fold(word)
    return values.first { Spelling.fold($0.name) == folded }
  }
}

extension VerbDoc: Equatable {
  package static func == (left: VerbDoc, right: VerbDoc) -> Bool { left.name == right.name }
}

/// A number or word that a verb's steps leave behind: the check knows names and kinds, the run gives exactly these.
package struct ValueDoc: Sendable, Equatable {
  package enum Kind: String, Sendable {
    /// Between 0 and 1, shown as a percentage where the prose is written so.
    case fraction
    case number, integer, text
    /// A class by its name, `7` or `Sandal`; `expect` compares its number.
    case className
    /// Whether something is so; `expect` compares 1 or 0.
    case truth
  }

  package var name: String
  package var kind: Kind
  package var summary: String

  package init(_ name: String, _ kind: Kind, _ summary: String) {
    self.name = name
    self.kind = kind
    self.summary = summary
  }
}
