import Engine
package import Lesson
import Networks
import Text

extension LayerDoc {
  package static let all = LayerKind.all.map { LayerDoc($0) }

  static var activations: String { Words.list(Activation.allCases.map { $0.rawValue }) }

  private init(_ kind: LayerKind) {
    self.init(
      kind.name, aliases: kind.aliases, form: kind.form, summary: kind.summary,
      keys: kind.settings.map { KeySpec($0) })
  }

  /// What it can do.
  var kind: LayerKind { LayerKind.all.first { $0.name == name } ?? .flatten }
}

extension KeySpec {
  fileprivate init(_ setting: LayerSetting) {
    let kind: KeyKind =
      switch setting.kind {
      case .words(let words): .choice(words.map { KeyKind.Word($0) })
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
  var words: [String] {
    switch self {
    case .choice(let words), .choices(let words): words.map { $0.name }
    case .rate: RateSchedule.Name.allCases.map { $0.rawValue }
    default: []
    }
  }
}
