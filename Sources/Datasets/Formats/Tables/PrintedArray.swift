/// An array as Python prints it, `[[1 2 3]` and ` [4 5 6]]`, or as it is written there, `[[1, 2, 3], [4, 5, 6]]`: each
/// pair of brackets with no others inside is a row, on however many lines it stands.
struct PrintedArray {
  private let file: String
  private var row: [UInt8] = []
  private var depth = 0

  init(file: String) { self.file = file }

  /// Whether a text is such an array, by the first of its lines that is not empty.
  static func starts(_ line: Span<UInt8>) -> Bool { !line.isEmpty && line[0] == 0x5b }

  /// The rows that end on the line.
  mutating func rows(of line: Span<UInt8>, _ number: Int) throws(DataError) -> [[UInt8]] {
    var rows: [[UInt8]] = []
    for index in line.indices {
      switch line[index] {
      case 0x5b:
        depth += 1
        guard depth <= 2 else {
          throw problem("an array of three or more dimensions is no table", number)
        }
      case 0x5d:
        depth -= 1
        if row.contains(where: { $0 > 0x20 && $0 != 0x2c }) { rows.append(row) }
        row = []
      case 0x2e where index + 2 < line.count && line[index + 1] == 0x2e && line[index + 2] == 0x2e:
        throw problem("numbers are left out where '...' stands", number)
      // The commas between numbers; those between rows mean nothing.
      default: row.append(line[index] == 0x2c ? 0x20 : line[index])
      }
    }
    row.append(0x20)
    return rows
  }

  private func problem(_ words: String, _ line: Int) -> DataError {
    .unsuitable(
      file: file, problem: "is an array as Python prints it; on line \(line) \(words)",
      advice: "save the array itself: numpy.save('x.npy', x), or numpy.savetxt('x.csv', x, delimiter=',') for a table")
  }
}
