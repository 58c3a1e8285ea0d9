import Lesson

/// Which of a student's steps are the lesson's.
struct Pairing {
  /// By the index of the lesson's step, the index of the student's.
  private(set) var pairs: [Int: Int] = [:]
  /// Steps of the lesson whose first line the student has written otherwise.
  private(set) var renamed: Set<Int> = []
  private(set) var missing: [Int] = []
  /// The student's own.
  private(set) var added: [Int] = []

  init(_ wanted: [Headline], _ found: [Headline]) {
    // lengths[i][j]: of the longest row of what stands behind.
    var lengths = [[Int32]](
      repeating: [Int32](repeating: 0, count: found.count + 1), count: wanted.count + 1)
    for i in wanted.indices.reversed() {
      for j in found.indices.reversed() {
        lengths[i][j] =
          wanted[i].fits(found[j]) ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    var (i, j) = (0, 0)
    while i < wanted.count, j < found.count {
      if wanted[i].fits(found[j]) {
        pairs[i] = j
        (i, j) = (i + 1, j + 1)
      } else if lengths[i + 1][j] >= lengths[i][j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    var taken = Set(pairs.values)
    // Those that were moved.
    for i in wanted.indices where pairs[i] == nil {
      guard let j = found.indices.first(where: { !taken.contains($0) && wanted[i].fits(found[$0]) }) else { continue }
      pairs[i] = j
      taken.insert(j)
    }
    // Those of the same verb between the same neighbours.
    for i in wanted.indices where pairs[i] == nil {
      let before =
        wanted.indices.prefix(i).last { pairs[$0] != nil && !renamed.contains($0) }.flatMap { pairs[$0] } ?? -1
      let after = wanted.indices.dropFirst(i + 1).first { pairs[$0] != nil }.flatMap { pairs[$0] } ?? found.count
      guard before < after,
        let j = found.indices.first(where: {
          $0 > before && $0 < after && !taken.contains($0) && found[$0].verb == wanted[i].verb
        })
      else { continue }
      pairs[i] = j
      taken.insert(j)
      renamed.insert(i)
    }
    missing = wanted.indices.filter { pairs[$0] == nil }
    added = found.indices.filter { !taken.contains($0) }
  }
}
