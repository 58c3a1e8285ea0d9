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
      ---
      allow: no-steps
      ---

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
    return text + layers + lessons
  }

  /// What belongs to no verb.
  private static let lessons = """

    ## Warnings that are meant

    Below a step of any verb, `allow: raw-pixels` keeps `lesson check` and `lesson run` from warning of it there. `lesson check`
    says what the warnings are called; several stand one behind the other, with commas. Where a step does not, or no
    longer, give the warning, that is told. `allow: no-steps` in a lesson's head is for a page that is only read.

    ## Among the prose

    | written | is |
    | --- | --- |
    | `[95 %](value:evaluate.accuracy)` | the value, in the style of the words |
    | `[[95 %]](value:evaluate.accuracy)` | the value, which students find out themselves: a blank for them |
    | `[____](blank:evaluate.accuracy)` | such a blank in the students’ lesson, as `lesson handout` writes it |

    A student writes the answer in the place of `____`: `[95 %](blank:evaluate.accuracy)`. The report says whether it is
    right, and does not tell the value. A number may be rounded or cut off anywhere: it counts as precisely as it is written.
    In a step `[[20]]` is a blank, too, and becomes `____` for students.

    An answer to a question stands between `<!-- answer q1 -->` and `<!-- /answer -->`.

    ## Points

    `<!-- question q1 points: 2 -->` gives points for an answer, which a person reads; `points: 3` below an `expect`, with a
    `hint: "…"` for who misses it; `[[9]](value:predict.answer "points: 1")` for a blank among the prose, right where its answer
    is; and `epochs: [[20]]   # points: 1` for a blank in a step, right where it holds what the author wrote. `lesson check` adds
    them up, `lesson grade` gives them. A lesson that says none gives one for each expectation, blank and answer.

    ## Sealed lessons

    `lesson fmt --seal FILE` writes a line `seal: …` into the lesson’s head, a short code for each step as it is then:
    what it works on, its settings, its layers. Spaces, comments, captions, prose and expectations do not count. An `expect`
    that does not hold fails the lesson only where nothing was changed that its value comes from. Where a student changed a step
    above it, by hand or with `--set`, or the seed, it says so instead: “does not apply: you changed 'build'”, and the
    exit code is 0. Without a seal, only what `--set` and `--seed` change is known.

    `lesson check` notes what was changed; to seal the lesson anew is its author’s business, and `lesson fmt --check --seal`
    tells when it is due. A handed-out lesson has a seal of its own, for which a blank that is filled in as its author has it
    is no change.

    """

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
