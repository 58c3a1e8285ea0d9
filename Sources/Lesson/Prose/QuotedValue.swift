/// A value of a lesson's head in quotes, as YAML reads it.
enum QuotedValue {
  /// What the quotes hold; nil where not all of the value, but for a comment behind it, stands in one pair of them.
  static func text(of value: String) -> String? {
    guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    let characters = Array(value)
    var text = ""
    var index = 1
    while index < characters.count {
      let character = characters[index]
      if character == quote {
        guard quote == "'", index + 1 < characters.count, characters[index + 1] == quote else {
          let rest = characters[(index + 1)...].drop { $0 == " " }
          return rest.isEmpty || (rest.first == "#" && characters[index + 1] == " ") ? text : nil
        }
        text += "'"
        index += 2
      } else if character == "\\", quote == "\"", index + 1 < characters.count {
        text += escape(characters[index + 1])
        index += 2
      } else {
        text.append(character)
        index += 1
      }
    }
    return nil
  }

  private static func escape(_ character: Character) -> String {
    switch character {
    case "n", "t", "r": " "
    case "_": "\u{A0}"
    case "\"", "\\", "/", " ": String(character)
    default: "\\\(character)"
    }
  }
}
