import Engine
import Figures
import Planning

/// Steps that show where a network is wrong.
extension Runner {
  mutating func confusionMatrix(_ judged: Judged, normalise: Bool, _ step: PlannedStep) throws(Diagnostic) -> [Output] {
    let judgement = try workspace.judge(judged)
    note(step, ["accuracy": .fraction(judgement.accuracy)])
    if let worst = judgement.mostConfused {
      note(step, "most_confused", class: worst.truth, judgement.classNames)
      note(step, "confused_with", class: worst.predicted, judgement.classNames)
      note(step, ["confusions": .integer(worst.count)])
    } else {
      note(step, ["most_confused": .text("none"), "confused_with": .text("none"), "confusions": .integer(0)])
    }
    return [
      try draw(
        .confusion(
          ConfusionFigure(counts: judgement.counts, classNames: judgement.classNames, isNormalised: normalise)), step)
    ]
  }

  mutating func mistakes(
    _ name: String, _ x: Operand, _ y: Operand, count: Int, _ step: PlannedStep
  ) throws(Diagnostic) -> [Output] {
    let probabilities = try workspace.classProbabilities(workspace.predictRows(name, x), of: name, x)
    let answers = classIndices(probabilities)
    let labels = try workspace.labels(y, alike: x)
    try workspace.sameCount(answers.count, labels.classes.count, x, y)
    let width = probabilities.elementsPerRow
    let values = probabilities.values.doubles
    func certainty(_ row: Int) -> Double { values[row * width + answers[row]] }
    let wrong = answers.indices.filter { answers[$0] != labels.classes[$0] }
    // Ties keep the samples' order, so that the figure is the same everywhere.
    let surest = wrong.sorted { (certainty($1), $0) < (certainty($0), $1) }.prefix(count)
    note(step, ["wrong": .integer(wrong.count), "count": .integer(answers.count)])
    guard !surest.isEmpty else {
      return [.sentence("The network got none of the \(grouped(answers.count)) images wrong.")]
    }
    let images = try workspace.resolveRows(x)
    guard let stack = ImageStack(rows: images.array.rows(at: Array(surest)), pixels: images.pixels) else {
      throw Diagnostic(id: "no-image", at: x.range, "\(x.text) holds no images")
    }
    let names = labels.names ?? workspace.networks[name]?.classNames
    let cells = zip(stack.pictures, surest).map { picture, row in
      ImageGrid.Cell(
        picture: picture, label: "\(className(answers[row], names)), \(percent(certainty(row), 0))",
        remark: "truth \(className(labels.classes[row], names))", isWrong: true)
    }
    return [
      .sentence(
        "\(grouped(wrong.count)) of \(grouped(answers.count)) images were classified wrongly; "
          + "these are the \(surest.count) on which the network was surest."),
      try draw(
        .images(ImageGrid(cells: cells, perRow: 6, palette: .greys, subject: "mistakes on \(x.text)")), step),
    ]
  }
}
