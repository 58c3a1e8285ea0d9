extension Verb {
  /// In the order of the reference.
  package static let all: [Verb] = [
    load, shape, print, describe, show, histogram, scatter,
    flatten, reshape, normalise, standardise, invert, oneHot, split, shuffle, augment, rotate,
    build, summary, diagram, fit, plot, evaluate, predict, argmax, confusionMatrix, classificationReport, residuals,
    mistakes, `try`, weights, save, restore, expect,
  ]
}
