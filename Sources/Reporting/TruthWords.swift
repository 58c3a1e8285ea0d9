import Steps

/// The words for whether something is so: those that a lesson's prose has, or a student's answer.
enum TruthWords {
  private static let pairs = [
    ("correctly", "incorrectly"), ("correct", "incorrect"), ("rightly", "wrongly"), ("right", "wrong"), ("yes", "no"),
    ("true", "false"), ("richtig", "falsch"), ("korrekt", "inkorrekt"), ("ja", "nein"),
    ("correctement", "incorrectement"),
    ("juste", "faux"), ("oui", "non"), ("correcto", "incorrecto"), ("correctamente", "incorrectamente"), ("sí", "no"),
  ]

  /// The word that fits, of the pair that the prose has one of.
  static func text(_ isSo: Bool, like words: String) -> String {
    let word = Value.plain(words)
    let pair = pairs.first { $0.0 == word || $0.1 == word } ?? ("yes", "no")
    return isSo ? pair.0 : pair.1
  }

  /// What a word says; nil for any other.
  static func meaning(of word: String) -> Bool? {
    if pairs.contains(where: { $0.0 == word }) { return true }
    return pairs.contains { $0.1 == word } || ["not correctly", "not correct", "not right"].contains(word) ? false : nil
  }
}
