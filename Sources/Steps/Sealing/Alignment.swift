/// Which steps of a lesson are those that were sealed: the longest row of codes that both have in the same order.
struct Alignment {
  /// A step that is not as it was sealed.
  enum Change: Sendable, Equatable {
    /// It works on and makes what it did, or is one of those that only show something.
    case changed
    /// It stands where steps are missing that made or changed something, whatever that was.
    case replacing
    case added
  }

  /// By the index of the step.
  private(set) var changes: [Int: Change] = [:]
  /// Where, in front of which step, some were taken out that made or changed something, and none stands in their place.
  private(set) var losses: [Int] = []
  /// More steps than these, each against each, are not compared.
  private static let mostCompared = 4_000_000

  init(sealed: [StepCode], now: [StepCode]) {
    var start = 0
    while start < min(sealed.count, now.count), sealed[start] == now[start] { start += 1 }
    var end = 0
    while end < min(sealed.count, now.count) - start, sealed[sealed.count - 1 - end] == now[now.count - 1 - end] {
      end += 1
    }
    let (old, new) = (start..<(sealed.count - end), start..<(now.count - end))
    var matches = [(old: old.upperBound, new: new.upperBound)]
    if old.count * new.count <= Self.mostCompared {
      matches = Self.matches(sealed[old], now[new]) + matches
    }
    var (before, first) = (start, start)
    for match in matches {
      note(sealed[before..<match.old], now[first..<match.new])
      (before, first) = (match.old + 1, match.new + 1)
    }
  }

  /// The indices of the longest common row.
  private static func matches(
    _ old: ArraySlice<StepCode>, _ new: ArraySlice<StepCode>
  ) -> [(old: Int, new: Int)] {
    // lengths[i][j]: of the longest row of what stands behind.
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
    let (a, b) = (Array(old), Array(new))
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        lengths[i][j] = a[i] == b[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    var matches: [(old: Int, new: Int)] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        matches.append((old.startIndex + i, new.startIndex + j))
        (i, j) = (i + 1, j + 1)
      } else if lengths[i + 1][j] >= lengths[i][j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return matches
  }

  /// Between two steps that are as they were: a step has other settings where its headline is there still.
  private mutating func note(_ old: ArraySlice<StepCode>, _ new: ArraySlice<StepCode>) {
    var missing = Array(old)
    var others: [Int] = []
    for index in new.indices {
      if let place = missing.firstIndex(where: { $0.head == new[index].head }) {
        missing.remove(at: place)
        changes[index] = .changed
      } else {
        others.append(index)
      }
    }
    let isLost = missing.contains { $0.isMaker }
    for (count, index) in others.enumerated() {
      changes[index] = isLost ? .replacing : count < missing.count ? .changed : .added
    }
    if isLost, others.isEmpty { losses.append(new.startIndex) }
  }
}
