import Engine
import Lesson
import Markdown
import Networks
import Text

/// `Lessons/reference.md`: every verb, setting, layer and value, from the tables that the parser reads.
package enum Reference {
  /// The command that writes the page anew.
  package static let command = "lesson help --markdown > Lessons/reference.md"

  package static var markdown: String {
    var text = """
      # Reference

      Every verb of a lesson's steps, with its settings and values. This page is made by `\(command)`
      from the tables that the program itself reads.

      A step is one line: a verb, what it works on, and what the result is called. Its settings stand below it, indented,
      as `key: value`. Verbs and settings ignore case, `-` and `_` are the same, and both spellings of a word work
      (`normalise`, `normalize`). `#` starts a comment.

      | verb | does |
      | --- | --- |

      """
    for verb in Verb.all { text += "| [`\(verb.name)`](#\(verb.name)) | \(cell(verb.doc.summary)) |\n" }
    for verb in Verb.all { text += section(verb) }
    return text + layers
  }

  private static func section(_ verb: Verb) -> String {
    let doc = verb.doc
    var text = "\n## \(verb.name)\n\n"
    text += doc.forms.map { "`\($0)`" }.joined(separator: " or ") + ": \(doc.summary).\n"
    if !doc.aliases.isEmpty { text += "\nAlso: \(doc.aliases.map { "`\($0)`" }.joined(separator: ", ")).\n" }
    text += "\n```\n\(doc.example)\n```\n"
    if !doc.keys.isEmpty { text += "\n" + table(doc.keys) }
    if !doc.values.isEmpty {
      text += "\n| value | is |\n| --- | --- |\n"
      for value in doc.values { text += "| `\(verb.name).\(value.name)` | \(cell(value.summary)) |\n" }
    }
    return text
  }

  private static func table(_ keys: [KeySpec]) -> String {
    var text = "| setting | is | takes | default |\n| --- | --- | --- | --- |\n"
    for key in keys {
      text += "| `\(key.name)` | \(cell(key.summary)) | \(cell(key.kind.rangeText)) | \(cell(key.standardText)) |\n"
    }
    return text
  }

  private static func cell(_ text: String) -> String { text.substituting("\\|", for: "|") }

  private static var layers: String {
    var text = "\n## Layers\n\nIn `build`, one on each indented line.\n\n| layer | is |\n| --- | --- |\n"
    for layer in LayerDoc.all { text += "| `\(layer.form)` | \(cell(layer.summary)) |\n" }
    for layer in LayerDoc.all where !layer.keys.isEmpty {
      text += "\nSettings of `\(layer.name)`, below it and further in, or on its line:\n\n" + table(layer.keys)
    }
    return text + "\nActivations: \(LayerDoc.activations).\n"
  }
}

extension LayerDoc {
  static var activations: String { Words.list(Activation.allCases.map { $0.rawValue }) }
}
