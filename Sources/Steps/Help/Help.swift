import Networks
import Engine
package import Lesson

/// The text of `lesson help`, from the tables that the parser reads.
package enum Help {
  private static let width = 80

  /// All verbs and layers, each with its first form and what it does.
  package static var overview: String {
    var text = "A lesson's steps, one verb each:\n\n"
    for verb in Verb.all { text += entry(verb.doc.forms.joined(separator: "\n"), verb.doc.summary) }
    text += "\nThe layers of 'build':\n\n"
    for layer in LayerDoc.all { text += entry(layer.form, layer.summary) }
    return text + "\n'lesson help fit' tells more of a verb: its settings, its values, an example.\n"
  }

  /// What there is to know of a verb or a layer; fails where there is none of that name.
  package static func text(verb word: String) -> Result<String, Diagnostic> {
    if let verb = Verb.named(word) { return .success(text(verb)) }
    if let layer = Verb.vocabulary.layer(named: word) { return .success(text(layer)) }
    let names = Verb.all.flatMap { $0.doc.names } + LayerDoc.all.map { $0.name }
    let nearest = Suggestion.nearest(word, among: names)
    let meant = nearest.map { Verb.named($0)?.name ?? $0 }
    return .failure(
      Diagnostic(
        id: .unknownVerb, at: nil, "there is no verb '\(word)'", hint: meant.map { "did you mean '\($0)'?" },
        notes: meant == nil ? ["'lesson help' lists the verbs"] : []))
  }

  private static func text(_ verb: Verb) -> String {
    let doc = verb.doc
    var text = doc.forms.joined(separator: "\n") + "\n\n" + wrapped(sentence(doc.summary), indent: 2)
    if !doc.keys.isEmpty { text += "\nSettings, each on an indented line below:\n\n" + settings(doc.keys) }
    if doc.takesLayers {
      text += "\nLayers, each on an indented line below:\n\n"
      for layer in LayerDoc.all { text += entry(layer.form, layer.summary) }
    }
    if !doc.values.isEmpty {
      text += "\nValues, for the prose and for 'expect':\n\n"
      text += columns(doc.values.map { ("\(verb.name).\($0.name)", $0.summary) })
    }
    return text + "\nExample:\n\n" + indented(doc.example, by: 2) + "\n"
  }

  private static func text(_ layer: LayerDoc) -> String {
    var text = layer.form + "\n\n" + wrapped(sentence("a layer of 'build': " + layer.summary), indent: 2)
    if layer.kind.takes(.activation) { text += wrapped("Activations: \(LayerDoc.activations).", indent: 2) }
    if !layer.keys.isEmpty { text += "\nSettings:\n\n" + settings(layer.keys) }
    return text
  }

  private static func settings(_ keys: [KeySpec]) -> String {
    columns(keys.map { ($0.name, "\($0.summary); \($0.kind.rangeText) [\($0.standardText)]") })
  }

  /// Terms, and their explanations beside them.
  private static func columns(_ rows: [(term: String, explanation: String)]) -> String {
    let column = (rows.map { $0.term.count }.max() ?? 0) + 4
    return rows.map { term, explanation in
      let lines = wrapped(explanation, indent: column)
      return "  " + term + lines.dropFirst(term.count + 2)
    }.joined()
  }

  /// A term, and its explanation below it.
  private static func entry(_ term: String, _ explanation: String) -> String {
    indented(term, by: 2) + "\n" + wrapped(explanation, indent: 6)
  }

  private static func indented(_ text: String, by count: Int) -> String {
    text.split(separator: "\n").map { String(repeating: " ", count: count) + $0 }.joined(separator: "\n")
  }

  /// With a capital and a full stop.
  static func sentence(_ text: String) -> String {
    guard let first = text.first else { return "" }
    return first.uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
  }

  private static func wrapped(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines = ""
    var line = margin
    for word in text.split(separator: " ") {
      if line.count > indent, line.count + word.count + 1 > width {
        lines += line + "\n"
        line = margin
      }
      line += (line.count > indent ? " " : "") + word
    }
    return lines + line + "\n"
  }
}
