/// A JSON value (RFC 8259). An object keeps its members in the order written, repeated names included.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number written without fraction or exponent that fits.
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  package struct Member: Sendable, Equatable {
    package var name: String
    package var value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// What is wrong, in words, and the byte it was found at.
  package struct Problem: Error, Sendable, Equatable {
    package var message: String
    package var offset: Int
  }

  /// The first member called `name`; nil where there is none, or no object.
  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}

extension JSON {
  /// The shortest text: no white space; NaN and the infinities, which JSON lacks, become `null`.
  package var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? String(value) : "null"
    case .string(let value): JSON.write(value, to: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        JSON.write(member.name, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  /// A line for each member and element, further in by so many spaces, as people compare files.
  package func text(indent: Int) -> String {
    var text = ""
    write(to: &text, indent: indent, depth: 0)
    return text
  }

  private func write(to text: inout String, indent: Int, depth: Int) {
    let parts: [(name: String?, value: JSON)]
    let ends: (open: String, close: String)
    switch self {
    case .array(let elements): (parts, ends) = (elements.map { (nil, $0) }, ("[", "]"))
    case .object(let members): (parts, ends) = (members.map { ($0.name, $0.value) }, ("{", "}"))
    default: return write(to: &text)
    }
    text += ends.open
    for (index, part) in parts.enumerated() {
      text += (index > 0 ? ",\n" : "\n") + String(repeating: " ", count: indent * (depth + 1))
      if let name = part.name {
        JSON.write(name, to: &text)
        text += ": "
      }
      part.value.write(to: &text, indent: indent, depth: depth + 1)
    }
    if !parts.isEmpty { text += "\n" + String(repeating: " ", count: indent * depth) }
    text += ends.close
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.steersDisplay:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
