/// What a class is called: its name, or its number where it has none.
package func className(_ index: Int, _ names: [String]?) -> String {
  guard let names, names.indices.contains(index) else { return String(index) }
  return names[index]
}

/// `1 image`, `12 images`.
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// The sum, or the largest number where it is larger.
func total(_ counts: some Sequence<Int>) -> Int {
  counts.reduce(0) { sum, count in
    let (next, isTooLarge) = sum.addingReportingOverflow(max(count, 0))
    return isTooLarge ? .max : next
  }
}

/// `28×28×1`
func shapeWords(_ shape: [Int]) -> String { shape.map { String($0) }.joined(separator: "×") }
