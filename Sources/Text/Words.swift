/// Numbers, shapes and lists as messages write them.
package enum Words {
  /// `0.95`, `5000`, `1e-07`: without a needless `.0`.
  package static func number(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return "\(value)"
  }

  /// `1 sample`, `12 samples`.
  package static func count(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }

  /// `a, b and c`; of very many, the first ones.
  package static func list(_ items: [String], _ conjunction: String = "and") -> String {
    if items.count > 24 { return items.prefix(20).joined(separator: ", ") + " and \(items.count - 20) more" }
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
