/// A GitHub table with aligned columns; the first ones are text, the others numbers.
struct MarkdownTable {
  var textColumns = 1
  var header: [String]
  var rows: [[String]] = []

  var text: String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return column < textColumns ? cell.0 + padding : padding + cell.0
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = widths.enumerated().map { column, width in
      String(repeating: "-", count: max(width, 3) - (column < textColumns ? 0 : 1)) + (column < textColumns ? "" : ":")
    }
    return ([line(header), "| " + rule.joined(separator: " | ") + " |"] + rows.map(line)).joined(separator: "\n")
  }
}

/// `digits` decimals, rounded to the nearest.
func decimal(_ value: Double, _ digits: Int) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "–" }
  var scale = 1
  for _ in 0..<digits { scale *= 10 }
  let scaled = Int((abs(value) * Double(scale)).rounded())
  let fraction = String(scaled % scale)
  let whole = (value < 0 && scaled > 0 ? "-" : "") + String(scaled / scale)
  return digits == 0 ? whole : whole + "." + String(repeating: "0", count: digits - fraction.count) + fraction
}

/// Seconds with three significant digits.
func seconds(_ value: Double) -> String {
  decimal(value, value < 0.0995 ? 4 : value < 0.995 ? 3 : value < 9.95 ? 2 : 1)
}
