/// How a layer is written in `build`, with its settings as those of verbs.
package struct LayerDoc: Sendable {
  package let name: String
  package var aliases: [String]
  package var form: String
  package var summary: String
  package var keys: [KeySpec]

  package init(_ name: String, aliases: [String], form: String, summary: String, keys: [KeySpec]) {
    self.name = name
    self.aliases = aliases
    self.form = form
    self.summary = summary
    self.keys = keys
  }

  package var names: [String] { [name] + aliases }
}
