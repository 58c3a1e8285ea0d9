import Text

/// The colours and words of a confusion matrix's cells.
extension ConfusionFigure {
  func name(_ index: Int) -> String { className(index, classNames) }

  func count(truth: Int, prediction: Int) -> Int {
    prediction < counts[truth].count ? max(counts[truth][prediction], 0) : 0
  }

  func share(truth: Int, prediction: Int) -> Double {
    totals[truth] > 0 ? Double(count(truth: truth, prediction: prediction)) / totals[truth] : 0
  }

  /// What a cell shows: a count, or a percentage where normalised.
  func text(truth: Int, prediction: Int) -> String {
    guard isNormalised else { return String(count(truth: truth, prediction: prediction)) }
    let percent = share(truth: truth, prediction: prediction) * 100
    if percent == 0 || percent >= 9.95 { return NumberText.fixed(percent, 0) }
    return percent < 0.05 ? "<0.1" : NumberText.fixed(percent, 1)
  }

  /// The values that full colour stands for: on the diagonal, and of the errors, which have a scale of their own so
  /// that they are seen beside a large diagonal.
  struct FullColour: Equatable {
    var right = 1.0
    /// 0 where there is no error.
    var wrong = 0.0
  }

  var fullColour: FullColour {
    var full = FullColour()
    for truth in counts.indices {
      for prediction in counts.indices {
        let value = Double(count(truth: truth, prediction: prediction))
        if truth == prediction { full.right = max(full.right, value) } else { full.wrong = max(full.wrong, value) }
      }
    }
    // A single error is no reason for the darkest colour.
    if full.wrong > 0 { full.wrong = max(full.wrong, 4) }
    return isNormalised ? FullColour(right: 1, wrong: 1) : full
  }

  func colour(truth: Int, prediction: Int, _ full: FullColour) -> Colour {
    let value =
      isNormalised
      ? share(truth: truth, prediction: prediction) : Double(count(truth: truth, prediction: prediction))
    if truth == prediction { return ColourScale.right.colour(value / full.right) }
    return value > 0 ? wrongColour(value / full.wrong) : .paper
  }

  /// By a root, so that few errors are seen as well; a higher one where the scale ends at 100 % of the row.
  func wrongColour(_ share: Double) -> Colour {
    let root = share.squareRoot()
    return ColourScale.wrong.colour(isNormalised ? root.squareRoot() : root)
  }
}
