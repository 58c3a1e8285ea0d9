import Text

extension Figure {
  /// What a person who cannot see it is told: the point of the figure in one or two sentences.
  package var alternativeText: String {
    switch self {
    case .images(let grid): grid.words
    case .curves(let curves): curves.words
    case .confusion(let matrix): matrix.words
    case .histogram(let histogram): histogram.words
    case .probabilities(let bars): bars.words
    case .weights(let pictures): pictures.words
    case .network(let diagram): diagram.words
    }
  }
}

/// The sum, or the largest number where it is larger.
func total(_ counts: some Sequence<Int>) -> Int {
  counts.reduce(0) { sum, count in
    let (next, isTooLarge) = sum.addingReportingOverflow(max(count, 0))
    return isTooLarge ? .max : next
  }
}

/// `1 image`, `12 images`.
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}

extension ImageGrid {
  fileprivate var words: String {
    let named = cells.prefix(12).compactMap { cell in
      cell.label.map { label in label + (cell.remark.map { " (\($0))" } ?? "") }
    }
    let verb = showsAnswers ? "answered" : "labelled"
    let labels =
      named.isEmpty
      ? ""
      : ", \(verb) " + named.joined(separator: cells.contains { $0.remark != nil } ? "; " : ", ")
        + (cells.count > 12 ? " and so on" : "")
    let wrong = cells.filter(\.isWrong).count
    let errors = wrong == 0 ? "" : "; \(wrong == cells.count && wrong > 1 ? "all" : String(wrong)) of them wrong"
    let images = cells.count == 1 ? "An image, \(subject)" : "\(cells.count) images of \(subject)"
    return "\(images)\(labels)\(errors)."
  }
}

extension TrainingCurves {
  fileprivate var words: String {
    let curves: [(String, [Double])] = [
      ("Training accuracy", accuracy), ("Validation accuracy", validationAccuracy), ("Training loss", loss),
      ("Validation loss", validationLoss),
    ]
    let sentences = curves.filter { !$0.1.isEmpty }.map {
      sentence($0.0, $0.1, isBetterHigh: $0.0.hasSuffix("accuracy"))
    }
    return sentences.isEmpty ? "No epoch was trained." : sentences.joined(separator: " ")
  }

  private func sentence(_ name: String, _ values: [Double], isBetterHigh: Bool) -> String {
    let finite = values.indices.filter { values[$0].isFinite }
    guard let first = finite.first, let last = finite.last else { return "\(name) is never a finite number." }
    let text = { abs(values[$0]) < 1000 ? NumberText.fixed(values[$0], 3) : NumberText.short(values[$0]) }
    guard values.count > 1, first != last else {
      return "\(name) is \(text(last)) after \(counted(last + 1, "epoch"))."
    }
    let best = finite.reduce(first) { best, next in
      (isBetterHigh ? values[next] > values[best] : values[next] < values[best]) ? next : best
    }
    let over = "over \(counted(values.count, "epoch"))"
    if text(first) == text(last), finite.allSatisfy({ text($0) == text(first) }) {
      return "\(name) stays at \(text(first)) \(over)."
    }
    let verb = values[last] > values[first] ? "rises" : values[last] < values[first] ? "falls" : "goes"
    let gaps = finite.count < values.count ? "; \(values.count - finite.count) not finite" : ""
    return "\(name) \(verb) from \(text(first)) to \(text(last)) \(over); best at epoch \(best + 1)\(gaps)."
  }
}

extension ConfusionFigure {
  fileprivate var words: String {
    let all = total(counts.joined())
    let right = total(counts.indices.map { count(truth: $0, prediction: $0) })
    var most: (truth: Int, prediction: Int, count: Int)?
    for truth in counts.indices {
      for prediction in counts.indices where prediction != truth {
        let value = count(truth: truth, prediction: prediction)
        if value > most?.count ?? 0 { most = (truth, prediction, value) }
      }
    }
    let share = all > 0 ? " (\(NumberText.percent(Double(right) / Double(all))))" : ""
    let mistake =
      most.map {
        " The most frequent mistake: \(name($0.truth)) taken for \(name($0.prediction)), \(counted($0.count, "time"))."
      }
      ?? " No mistake."
    return "Confusion matrix of \(counted(counts.count, "class", plural: "classes")): \(right) of \(all) right\(share)."
      + (all > 0 ? mistake : "")
  }
}

extension HistogramFigure {
  fileprivate var words: String {
    let found = counts.indices.filter { counts[$0] > 0 }
    guard let most = found.max(by: { counts[$0] < counts[$1] }),
      let fewest = found.min(by: { counts[$0] < counts[$1] })
    else { return "Histogram of \(subject): nothing to count." }
    let start = "Histogram of \(subject): \(total(counts)) in \(counted(found.count, "class", plural: "classes"))"
    if counts[most] == counts[fewest] { return "\(start), \(counts[most]) in each." }
    return "\(start), most of \(name(most)) (\(counts[most])), fewest of \(name(fewest)) (\(counts[fewest]))."
  }
}

extension ProbabilityBars {
  fileprivate var words: String {
    let sentences = rows.prefix(4).map { row -> String in
      guard let answer = ProbabilityBars.answer(row.probabilities) else { return "\(row.title): no answer." }
      let start = "\(row.title): the answer is \(name(answer)) with \(NumberText.percent(row.probabilities[answer]))"
      guard let label = row.label else { return start + "." }
      return start + (label == answer ? ", which is right." : "; the truth is \(name(label)).")
    }
    let rest = rows.count > 4 ? " And \(rows.count - 4) more." : ""
    return sentences.joined(separator: " ") + rest
  }
}

extension WeightPictures {
  fileprivate var words: String {
    "Weights of \(layer) as \(counted(cells.count, "picture")), from \(NumberText.short(-limit)) (blue) through 0 (white) to "
      + "\(NumberText.short(limit)) (orange)."
  }
}

extension NetworkDiagram {
  fileprivate var words: String {
    let shape = { (shape: [Int]) in shape.map(String.init).joined(separator: "×") }
    let parts = layers.prefix(12).map { "\($0.text) gives \(shape($0.outputShape))" }
    return "Network of \(counted(layers.count, "layer")). Input \(shape(inputShape))"
      + parts.map { "; " + $0 }.joined() + (layers.count > 12 ? "; and so on." : ".")
  }
}
