/// How a lesson's language writes numbers (as Unicode's CLDR has it).
struct NumberLanguage {
  /// Between whole and decimals.
  var decimalPoint: Character
  /// `60.000` for sixty thousand.
  var groupsByPoint: Bool

  /// With a decimal comma and points between thousands.
  private static let points: Set<Substring> = [
    "de", "nl", "it", "es", "pt", "da", "el", "tr", "id", "ca", "gl", "eu", "ro", "hr", "sr", "bs", "sl", "is", "vi",
    "mk", "lb", "fy", "fo", "az", "fil", "jv",
  ]
  /// With a decimal comma and blanks between thousands.
  private static let blanks: Set<Substring> = [
    "fr", "sv", "fi", "nb", "nn", "no", "pl", "cs", "sk", "hu", "ru", "uk", "be", "bg", "et", "lv", "lt", "kk", "hy",
    "ka", "sq", "se", "uz", "br", "oc",
  ]
  /// Regions that write a point for decimals, whatever the language: Switzerland's German, Mexico's Spanish.
  private static let pointRegions: Set<String> = [
    "de-ch", "de-li", "it-ch", "es-mx", "es-us", "es-419", "es-gt", "es-hn", "es-ni", "es-pa", "es-pe", "es-pr",
    "es-sv",
    "es-do",
  ]

  /// - Parameter code: as in `language: de`.
  init(_ code: String) {
    let parts = code.lowercased().split { $0 == "-" || $0 == "_" }
    let language = parts.first ?? ""
    let hasComma = !Self.pointRegions.contains(parts.prefix(2).joined(separator: "-"))
    groupsByPoint = hasComma && Self.points.contains(language)
    decimalPoint = hasComma && (groupsByPoint || Self.blanks.contains(language)) ? "," : "."
  }
}
