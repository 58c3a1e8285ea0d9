import Text

extension Figure {
  /// The figure's numbers; nil where it has none (images without labels).
  package var table: FigureTable? {
    switch self {
    case .images(let grid): grid.table
    case .curves(let curves): curves.table
    case .confusion(let matrix): matrix.table
    case .histogram(let histogram): histogram.table
    case .probabilities(let bars): bars.table
    case .weights(let pictures): pictures.table
    case .network(let diagram): diagram.table
    }
  }
}

extension ImageGrid {
  fileprivate var table: FigureTable? {
    let hasRemarks = cells.contains { $0.remark != nil }
    guard hasRemarks || cells.contains(where: { $0.label != nil }) else { return nil }
    return FigureTable(
      header: ["image", showsAnswers ? "answer" : "label"] + (hasRemarks ? ["remark"] : []),
      rows: cells.enumerated().map { index, cell in
        [cell.name ?? String(index + 1), ImageGrid.signed(cell.label ?? "", cell)]
          + (hasRemarks ? [cell.remark ?? ""] : [])
      })
  }
}

extension TrainingCurves {
  fileprivate var table: FigureTable? {
    let columns = [
      ("loss", loss), ("accuracy", accuracy), ("validation loss", validationLoss),
      ("validation accuracy", validationAccuracy),
    ].filter { !$0.1.isEmpty }
    guard epochs > 0 else { return nil }
    return FigureTable(
      header: ["epoch"] + columns.map(\.0),
      rows: (0..<epochs).map { epoch in
        [String(epoch + 1)] + columns.map { epoch < $0.1.count ? NumberText.fixed($0.1[epoch], 4) : "" }
      })
  }
}

extension ConfusionFigure {
  fileprivate var table: FigureTable? {
    if counts.count > ConfusionFigure.mostWithText { return summary }
    return FigureTable(
      header: ["truth"] + counts.indices.map(name),
      rows: counts.indices.map { truth in
        [name(truth)]
          + counts.indices.map {
            isNormalised
              ? NumberText.percent(share(truth: truth, prediction: $0)) : text(truth: truth, prediction: $0)
          }
      })
  }

  /// A line for each class that has samples, where there are too many classes for a column each.
  private var summary: FigureTable {
    FigureTable(
      header: ["truth", "samples", "right", "most often taken for"],
      rows: counts.indices.filter { totals[$0] > 0 }.map { truth in
        let wrong = counts.indices.filter { $0 != truth && count(truth: truth, prediction: $0) > 0 }
        let most = wrong.max { count(truth: truth, prediction: $0) < count(truth: truth, prediction: $1) }
        return [
          name(truth), NumberText.fixed(totals[truth], 0), String(count(truth: truth, prediction: truth)),
          most.map { "\(name($0)) (\(count(truth: truth, prediction: $0)))" } ?? "",
        ]
      })
  }
}

extension HistogramFigure {
  fileprivate var table: FigureTable? {
    FigureTable(header: ["class", "count"], rows: counts.indices.map { [name($0), String(counts[$0])] })
  }
}

extension ProbabilityBars {
  fileprivate var table: FigureTable? {
    let classes = rows.map(\.probabilities.count).max() ?? 0
    if rows.count == 1 {
      return FigureTable(
        header: ["class", "probability"],
        rows: rows[0].probabilities.enumerated().map { [name($0.offset), NumberText.percent($0.element)] })
    }
    return FigureTable(
      header: ["sample", "truth", "answer"] + (0..<classes).map(name),
      rows: rows.map { row in
        [row.title, row.label.map(name) ?? "", ProbabilityBars.answer(row.probabilities).map(name) ?? ""]
          + (0..<classes).map { $0 < row.probabilities.count ? NumberText.percent(row.probabilities[$0]) : "" }
      })
  }
}

extension WeightPictures {
  /// The spread of each picture's weights; single weights are in the saved file.
  fileprivate var table: FigureTable? {
    FigureTable(
      header: ["picture", "smallest", "mean", "largest"],
      rows: cells.enumerated().map { index, cell in
        let finite = cell.values.filter(\.isFinite).map(Double.init)
        let mean = finite.isEmpty ? .nan : finite.reduce(0, +) / Double(finite.count)
        return [
          cell.label.isEmpty ? String(index + 1) : cell.label, NumberText.fixed(finite.min() ?? .nan, 4),
          NumberText.fixed(mean, 4), NumberText.fixed(finite.max() ?? .nan, 4),
        ]
      })
  }
}

extension NetworkDiagram {
  fileprivate var table: FigureTable? {
    FigureTable(
      header: ["layer", "what it is", "output shape"],
      rows: [["input", "", inputShape.map(String.init).joined(separator: "×")]]
        + layers.map { [$0.name, $0.text, $0.outputShape.map(String.init).joined(separator: "×")] })
  }
}
