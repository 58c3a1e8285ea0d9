extension Verb {
  /// In the order of the reference.
  package static let all: [Verb] = [
    load, shape, print, show, histogram,
    flatten, reshape, normalise, standardise, invert, oneHot, split, shuffle, augment, rotate,
    build, summary, diagram, fit, plot, evaluate, predict, argmax, confusionMatrix, classificationReport, mistakes,
    `try`, weights, save, restore, expect,
  ]
}
