/// Students whose work is alike beyond what chance would make: a hint to look, no proof.
package struct Likeness {
  package struct Group: Equatable {
    package var students: [String]
    /// In words.
    package var what: String
  }

  package private(set) var groups: [Group] = []

  /// Shorter answers are alike by themselves.
  private static let fewestWords = 8
  private static let length = 4

  package init(_ book: Gradebook) {
    for item in book.scheme.items where item.kind == .question {
      let answers = book.records.compactMap { record in
        record.answers.first { $0.name == item.subject }.map { (student: record.student, text: $0.text) }
      }
      groups += Self.alike(answers).map {
        Group(students: $0, what: "the answer to '\(item.subject)' in nearly the same words")
      }
    }
    groups += Self.sameChanges(book.records)
  }

  /// Those whose rows of words are mostly the same.
  private static func alike(_ answers: [(student: String, text: String)]) -> [[String]] {
    let words = answers.map { answer in
      answer.text.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(2000).map { String($0) }
    }
    let runs = words.map { words -> Set<String> in
      guard words.count >= fewestWords else { return [] }
      return Set((0...(words.count - length)).map { words[$0..<($0 + length)].joined(separator: " ") })
    }
    var holders: [String: [Int]] = [:]
    for (index, set) in runs.enumerated() { for run in set { holders[run, default: []].append(index) } }
    var shared: [Int: [Int: Int]] = [:]
    // What a third of the class writes is the lesson's own wording.
    let common = max(3, answers.count / 3)
    for list in holders.values where list.count > 1 && list.count <= common {
      for (place, first) in list.enumerated() {
        for second in list[(place + 1)...] { shared[first, default: [:]][second, default: 0] += 1 }
      }
    }
    var parent = Array(answers.indices)
    func root(_ index: Int) -> Int { parent[index] == index ? index : root(parent[index]) }
    for (first, others) in shared {
      for (second, count) in others where 10 * count >= 6 * min(runs[first].count, runs[second].count) {
        let (a, b) = (root(first), root(second))
        parent[max(a, b)] = min(a, b)
      }
    }
    let grouped = Dictionary(grouping: answers.indices) { root($0) }.values.filter { $0.count > 1 }
    return grouped.map { group in group.map { answers[$0].student }.sorted() }.sorted { $0[0] < $1[0] }
  }

  /// Those with the same changes, where these are rare enough: chosen independently, fewer than one in twenty classes
  /// would have a student with all of them.
  private static func sameChanges(_ records: [Record]) -> [Group] {
    let all = records.filter { $0.ending != .missing }
    var counts: [String: Int] = [:]
    for record in all { for change in record.changes { counts["\(change.name): \(change.text)", default: 0] += 1 } }
    let groups = Dictionary(grouping: all.filter { !$0.changes.isEmpty }) { record in
      record.changes.map { "\($0.name): \($0.text)" }.sorted().joined(separator: "; ")
    }
    return groups.filter { $0.value.count > 1 }.compactMap { changes, records in
      let share = (records.first?.changes ?? []).reduce(1.0) { product, change in
        product * Double(counts["\(change.name): \(change.text)"] ?? 0) / Double(all.count)
      }
      guard Double(all.count) * share < 0.05 else { return nil }
      return Group(students: records.map { $0.student }.sorted(), what: "the same changes: \(changes)")
    }.sorted { ($0.students[0], $0.what) < ($1.students[0], $1.what) }
  }
}
