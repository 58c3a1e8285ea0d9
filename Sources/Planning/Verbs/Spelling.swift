/// Verbs and keys ignore case, `-` and `_` are the same, and British and American spellings are.
enum Spelling {
  static func fold(_ word: String) -> String {
    var folded = ""
    for character in word.lowercased() { folded.append(character == "-" || character == " " ? "_" : character) }
    for (american, british) in [("iz", "is"), ("gray", "grey"), ("color", "colour"), ("center", "centre")] {
      folded = folded.replacing(american, with: british)
    }
    return folded
  }
}

extension String {
  func replacing(_ old: String, with new: String) -> String {
    guard utf8.count >= old.utf8.count else { return self }
    let bytes = Array(utf8)
    let pattern = Array(old.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: pattern) {
        result += Array(new.utf8)
        index += pattern.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
