/// The numbers that each verb leaves behind for prose and `expect`: the planner checks names against this list, and the
/// runner gives exactly these.
package enum ValueCatalogue {
  package enum Kind: String, Sendable {
    /// Between 0 and 1, shown as a percentage where the prose is written so.
    case fraction
    case number, integer, text
    /// A class by its name, `7` or `Sandal`; `expect` compares its number.
    case className
  }

  package struct Entry: Sendable, Equatable {
    package var name: String
    package var kind: Kind
    package var summary: String
    /// Where the step must say more to have it.
    package var condition: Condition?
    init(_ name: String, _ kind: Kind, _ summary: String, _ condition: Condition? = nil) {
      self.name = name
      self.kind = kind
      self.summary = summary
      self.condition = condition
    }
  }

  package enum Condition: Sendable {
    /// A `load` of a data set, not of a file.
    case dataset
    /// A `fit` with `validation_data` or `validation_split`.
    case validation
    /// A `predict` of one sample without `as`.
    case single
    /// A `predict` of one sample, without `as`, with `label`.
    case label
    /// A `predict` without `as`.
    case drawn
    /// A `predict` without `as`, with `label`.
    case labelled
  }

  package static func entries(of verb: Verb) -> [Entry] {
    switch verb {
    case .load:
      [
        Entry("train_count", .integer, "training images", .dataset),
        Entry("test_count", .integer, "test images", .dataset),
        Entry("classes", .integer, "classes of the whole data set", .dataset),
      ]
    case .shape: [Entry("shape", .text, "the first array's shape, as NumPy shows it")]
    case .print:
      [
        Entry("minimum", .number, "the first array's smallest number"),
        Entry("maximum", .number, "the first array's largest number"),
      ]
    case .histogram:
      [
        Entry("smallest", .integer, "samples of the rarest label"),
        Entry("largest", .integer, "samples of the most frequent label"),
      ]
    case .summary: [Entry("params", .integer, "all parameters"), Entry("layers", .integer, "layers")]
    case .fit:
      [
        Entry("accuracy", .fraction, "training accuracy in the last epoch"),
        Entry("loss", .number, "training loss in the last epoch"),
        Entry("val_accuracy", .fraction, "validation accuracy after the last epoch", .validation),
        Entry("val_loss", .number, "validation loss after the last epoch", .validation),
        Entry("epochs", .integer, "epochs that were trained"),
        Entry("best_epoch", .integer, "the epoch with the smallest validation loss, else training loss"),
      ]
    case .evaluate:
      [
        Entry("accuracy", .fraction, "the share it got right"), Entry("loss", .number, "the loss"),
        Entry("error", .fraction, "the share it got wrong"), Entry("correct", .integer, "samples it got right"),
        Entry("wrong", .integer, "samples it got wrong"),
        Entry("count", .integer, "samples"),
      ]
    case .predict:
      [
        Entry("answer", .className, "the class with the highest probability", .single),
        Entry("certainty", .fraction, "that class's probability", .single),
        Entry("label", .className, "the true class", .label),
        Entry("count", .integer, "samples it was asked about", .drawn),
        Entry("correct", .integer, "samples it got right", .labelled),
      ]
    case .confusionMatrix:
      [
        Entry("accuracy", .fraction, "the share on the diagonal"),
        Entry("most_confused", .className, "the true class of the most frequent mistake"),
        Entry("confused_with", .className, "the class it is taken for"),
        Entry("confusions", .integer, "how often that happened"),
      ]
    case .classificationReport:
      [
        Entry("accuracy", .fraction, "the share that is right"), Entry("precision", .fraction, "mean over the classes"),
        Entry("recall", .fraction, "mean over the classes"), Entry("f1", .fraction, "mean over the classes"),
      ]
    case .mistakes: [Entry("wrong", .integer, "samples it got wrong"), Entry("count", .integer, "samples")]
    case .show, .flatten, .reshape, .normalise, .standardise, .invert, .oneHot, .split, .shuffle,
      .augment, .build, .diagram, .plot, .argmax, .weights, .save, .restore, .expect:
      []
    }
  }
}
