/// "Did you mean": the nearest of the names that are right in that place.
package enum Suggestion {
  /// nil where none is near enough to be likely; a third of the letters may differ.
  package static func nearest(_ word: String, among names: some Sequence<String>) -> String? {
    let folded = Array(Spelling.fold(word).unicodeScalars)
    guard folded.count <= 60 else { return nil }
    let limit = folded.count <= 4 ? 1 : max(2, folded.count / 3)
    var best: (name: String, distance: Int)?
    for name in names {
      let other = Array(Spelling.fold(name).unicodeScalars)
      guard abs(other.count - folded.count) <= limit else { continue }
      let distance = distance(folded, other)
      guard distance <= limit, distance < max(folded.count, other.count) - (limit == 1 ? 1 : 0) else { continue }
      if distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// The number of letters to insert, delete, replace or swap with a neighbour (optimal string alignment).
  package static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, before[j - 2] + 1) }
        row.append(cost)
      }
      before = previous
      previous = row
    }
    return previous[b.count]
  }
}
