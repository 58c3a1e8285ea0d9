import Arrays
import Lesson
import Text

/// A table's rows as text.
struct TableHead {
  /// More columns than these do not stand beside each other.
  private static let mostColumns = 12

  var variable: Variable
  /// Where the rows that are shown stand in the whole array.
  var rows: [String]
  /// The labels' name, and those of the rows.
  var labels: (name: String, texts: [String])?

  var table: OutputTable {
    let names = TableColumns.names(of: variable)
    let width = names.count
    let isCut = width > Self.mostColumns
    let shown = isCut ? Array(0..<6) + Array(width - 5..<width) : Array(0..<width)
    let head = variable.array.rows(0..<min(rows.count, variable.array.rowCount))
    let columns = shown.map { column in Self.texts(head.column(column), head.elementType) }
    func cells(_ own: [String]) -> [String] { isCut ? own.prefix(6) + ["…"] + own.dropFirst(6) : own }
    let header = ["row"] + cells(shown.map { names[$0] }) + (labels.map { [$0.name] } ?? [])
    return OutputTable(
      header: header,
      alignments: header.indices.map { labels != nil && $0 == header.count - 1 ? .left : .right },
      rows: rows.indices.map { row in
        [rows[row]] + cells(columns.map { $0[row] }) + (labels.map { [$0.texts[row]] } ?? [])
      })
  }

  /// Numbers of one column, with as many decimals as they have.
  static func texts(_ numbers: [Double], _ type: ElementType) -> [String] {
    switch type {
    case .float16, .float32, .float64: break
    default: return numbers.map { Words.number($0) }
    }
    let needed = (0...4).first { places in
      let unit = [1.0, 10, 100, 1000, 10_000][places]
      return numbers.allSatisfy {
        !$0.isFinite || abs($0 * unit - ($0 * unit).rounded()) < 1e-6 * max(1, abs($0 * unit))
      }
    }
    return numbers.map { decimal($0, needed ?? 4) }
  }
}
