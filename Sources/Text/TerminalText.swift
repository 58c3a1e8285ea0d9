extension Unicode.Scalar {
  /// Changes what a terminal does, or the order of what it shows: controls, line separators, marks of direction.
  var steersDisplay: Bool {
    switch value {
    case 0x00..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension String {
  /// With whatever steers a terminal shown as an escape, `\u{1B}`: neither a lesson nor a file's name must.
  package func printable(keeping kept: Set<Unicode.Scalar> = []) -> String {
    guard unicodeScalars.contains(where: { $0.steersDisplay && !kept.contains($0) }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.steersDisplay && !kept.contains(scalar) {
        text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// With U+FFFD for controls other than tabs and line ends: text for files that people open.
  package var withoutControls: String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: false
      case 0x00..<0x20, 0x7F..<0xA0: true
      default: false
      }
    }
    guard unicodeScalars.contains(where: isControl) else { return self }
    var text = ""
    for scalar in unicodeScalars { text.unicodeScalars.append(isControl(scalar) ? "\u{FFFD}" : scalar) }
    return text
  }
}
