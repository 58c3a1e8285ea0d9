import Engine
import Lesson
import Networks

/// Four letters for a step as it is written. They depend on its verb, what it works on, the settings that are not the
/// standard ones, and its layers; neither on spaces, spellings and comments, nor on captions and expectations of others.
///
/// The first one is of its headline alone, and tells whether it makes or changes anything that later steps work on: all
/// that is known of a step that was taken out. Of 30,000 changes, the other three miss one.
struct StepCode: Sendable, Equatable {
  let text: String

  init(_ text: String) { self.text = text }

  /// - Parameter keys: its settings, those of the command line among them; where they cannot be read, its lines count.
  init(_ step: StepSyntax, _ keys: Keys) {
    let clauses = StepSyntax.Clause.allCases.flatMap { clause -> [String] in
      step.clauses[clause].map { [clause.rawValue] + $0.tokens.map { $0.canonical } } ?? []
    }
    let verb = step.verb?.name ?? step.word.text
    let headline = [verb] + step.operands.map { $0.canonical } + clauses
    var below: [String] = []
    if keys.isValid, step.verb != nil {
      below += keys.specs.compactMap { spec in
        guard let value = keys.entries[spec.name]?.value, value != spec.standard, spec.name != Key<String?>.caption.name
        else {
          return nil
        }
        return "\(spec.name): \(value.text { "\($0)" })"
      }.sorted()
      below += keys.layers.map { $0.canonical }
    } else {
      below += step.lines.flatMap { $0.tokens.map { $0.canonical } }
    }
    let head = Self.hash(headline)
    let isMaker = step.verb.map { Self.isMaker($0, step) } ?? true
    // Other bits than the first letter's, where nothing stands below.
    let whole = Self.hash(headline + [""] + below) >> 20
    text = Self.letters((head & 0xF) << 1 | (isMaker ? 1 : 0), 1) + Self.letters(whole, Self.length - 1)
  }

  /// Whether its verb makes or changes an array or a network.
  private static func isMaker(_ verb: VerbDoc, _ step: StepSyntax) -> Bool {
    switch verb.naming {
    case .arrays, .arrayOrInPlace, .inPlace: true
    case .arrayOrShown: step.clauses[.as] != nil
    // `fit` and `restore` change their network.
    case .step: verb.takesLayers || ["fit", "restore"].contains(verb.name)
    }
  }

  var head: UInt8 { text.utf8.first ?? 0 }
  var isMaker: Bool { Self.alphabet.firstIndex(of: head).map { $0 % 2 == 1 } ?? true }

  // MARK: Letters

  /// Digits and small letters but for i, l, o and u, which are easily misread.
  static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  static let length = 4

  /// The lowest five bits for each letter.
  static func letters(_ number: UInt64, _ count: Int) -> String {
    let codes = (0..<count).reversed().map { alphabet[Int(number >> UInt64(5 * $0) & 31)] }
    return String(decoding: codes, as: UTF8.self)
  }

  static func hash(_ words: [String]) -> UInt64 {
    var hash = StepSyntax.stream(words.joined(separator: "\n"))
    // Of FNV's bits the low ones hang on little.
    hash = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ hash >> 29
  }
}

extension Token {
  /// Alike for all that mean the same: `60_000` and `60000`.
  package var canonical: String {
    switch kind {
    case .number: Numbers.decimal(text).map { "\($0)" } ?? text
    case .quoted: "\"\(text)\""
    case .word, .symbol, .blank: text
    }
  }
}

extension LayerSpec {
  fileprivate var canonical: String {
    let own = kind.settings.compactMap { setting -> String? in
      guard let value = settings[setting.name], value != setting.standard else { return nil }
      return switch value {
      case .word(let word): "\(setting.name) \(word)"
      case .size(let size): "\(setting.name) \(size.height)x\(size.width)"
      }
    }
    let activation = (activation ?? .linear).rawValue
    return "\(kind.name) \(count) \(window.height)x\(window.width) \(rate) \(activation) \(own.joined(separator: " "))"
  }
}
