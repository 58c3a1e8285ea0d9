import Engine
import Lesson
import Networks
package import Steps
import Text

/// A step as it was in a run, in words: the next run tells from it why a step is performed again.
package struct StepRecord: Sendable, Equatable {
  package var id: String
  /// What is said of it: settings, the lesson's seed.
  private var settings: [(name: String, text: String)] = []
  /// What it reads, with the keys.
  private var inputs: [(name: String, key: String)] = []
  private var layers = ""

  package static func == (left: StepRecord, right: StepRecord) -> Bool {
    left.id == right.id && left.layers == right.layers && left.settings.elementsEqual(right.settings, by: ==)
      && left.inputs.elementsEqual(right.inputs, by: ==)
  }

  fileprivate init() { id = "" }

  package init(of step: PlannedStep, seed: UInt64, key: (Resource) -> Digest?) {
    id = step.id
    for name in step.settings.keys.sorted() {
      guard let value = step.settings[name] else { continue }
      settings.append((name, value.text { Words.number($0) }))
    }
    if step.verb.keeping.drawsNumbers { settings.append(("seed", "\(seed)")) }
    layers = step.layers.map { $0.text }.joined(separator: ", ")
    for resource in step.effects.reads + step.effects.changes {
      switch resource {
      case .array(let name), .network(let name):
        let digest = key(resource)?.text ?? ""
        if !inputs.contains(where: { $0.name == name }) { inputs.append((name, digest)) }
      case .dataset(let name), .file(let name): inputs.append((name, key(resource)?.text ?? ""))
      case .example, .training, .value: break
      }
    }
  }

  /// What has changed since an earlier run: `epochs 10 → 20`; empty where nothing is known to have.
  package func changes(since earlier: StepRecord) -> [String] {
    var changes: [String] = []
    for (name, text) in settings {
      let before = earlier.settings.first { $0.name == name }?.text
      if before != text { changes.append("\(name) \(before ?? "unset") → \(text)") }
    }
    for (name, text) in earlier.settings where !settings.contains(where: { $0.name == name }) {
      changes.append("\(name) \(text) → unset")
    }
    if layers != earlier.layers { changes.append("other layers") }
    let isRenamed = inputs.map { $0.name } != earlier.inputs.map { $0.name }
    for (place, input) in inputs.enumerated() {
      let known =
        isRenamed
        ? earlier.inputs.indices.contains(place) ? earlier.inputs[place] : nil
        : earlier.inputs.first { $0.name == input.name }
      if known?.key != input.key { changes.append("\(input.name) is another") }
    }
    return changes
  }
}

extension StepRecord {
  package static func code(_ records: inout [StepRecord], with coder: inout Coder) {
    coder.code(&records, blank: StepRecord()) { coder, record in record.code(&coder) }
  }

  fileprivate mutating func code(_ coder: inout Coder) {
    coder.code(&id)
    coder.code(&layers)
    coder.code(&settings, blank: ("", "")) { coder, setting in
      coder.code(&setting.name)
      coder.code(&setting.text)
    }
    coder.code(&inputs, blank: ("", "")) { coder, input in
      coder.code(&input.name)
      coder.code(&input.key)
    }
  }
}
