package import Engine
import Networks

/// How a layer is written in `build`: its kind, with its settings as those of verbs.
package struct LayerDoc: Sendable {
  package var kind: LayerKind
  package var keys: [KeySpec]

  package var aliases: [String] { kind.aliases }
  package var form: String { kind.form }
  package var summary: String { kind.summary }

  private init(_ kind: LayerKind) {
    self.kind = kind
    keys = kind.settings.map { KeySpec($0) }
  }

  package static let all = LayerKind.all.map { LayerDoc($0) }

  package static func named(_ word: String) -> LayerDoc? { byName[Spelling.fold(word)] }

  private static let byName: [String: LayerDoc] = {
    var names: [String: LayerDoc] = [:]
    for layer in all {
      for name in [layer.kind.name] + layer.aliases { names[Spelling.fold(name)] = layer }
    }
    return names
  }()
}

extension KeySpec {
  fileprivate init(_ setting: LayerSetting) {
    let kind: KeyKind =
      switch setting.kind {
      case .words(let words): .choice([:], order: words)
      case .size: .size
      }
    self.init(
      setting.name, aliases: setting.aliases, kind, KeyValue(setting.standard), text: setting.standardText, setting.help
    )
  }
}

extension KeyValue {
  fileprivate init(_ value: LayerSetting.Value) {
    switch value {
    case .word(let word): self = .word(word)
    case .size(let size): self = .size(size)
    }
  }

  /// As a layer takes it; nil for kinds of values that no layer has.
  var ofLayer: LayerSetting.Value? {
    switch self {
    case .word(let word): .word(word)
    case .size(let size): .size(size)
    default: nil
    }
  }
}

extension KeyKind {
  /// The words it takes; empty where it takes others than words.
  var words: [String] { if case .choice(_, let order) = self { order } else { [] } }
}
