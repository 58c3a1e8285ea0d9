import Lesson
import Networks

/// The settings of `fit`.
enum FitKeys {
  static let epochs = Key<Int>.integer(
    "epochs", aliases: ["epoch_count", "nb_epoch"], in: 1...1_000_000, standard: 1, "how often it sees all samples")
  static let batchSize = Key<Int>.integer(
    "batch_size", aliases: ["batch"], in: 1...1_000_000, standard: 32,
    "how many samples between two changes of the weights")
  static let loss = Key<Loss?>.loss(
    text: "the cross-entropy that fits the labels", "what training makes small")
  static let metrics = Key<Metric>.choice(
    "metrics", aliases: ["metric"], [(.accuracy, ["acc"])], standard: .accuracy, "what else is measured")
  static let validationData = Key<SamplePair?>.pair(
    "validation_data", aliases: ["validation", "val_data"], "samples that it is tested on after each epoch")
  static let validationSplit = Key<Double>.number(
    "validation_split", aliases: ["val_split"], in: .belowOne, standard: 0,
    "the share of samples, from the end, that it is tested on instead of trained on")
  static let shuffles = Key<Bool>.flag(
    "shuffle", standard: true, "another order of the samples in each epoch")
  static let initialWeights = Key<String?>.file(
    "initial_weights", text: "random", "a .safetensors file with the weights to start from")
  static let shown = Key<Shown>.choice(
    "show", [(.nothing, []), (.weights, [])], standard: .nothing,
    "weights prints every layer's weights and biases after each epoch")
  static let earlyStopping = Key<Int?>.patience(
    "early_stopping", aliases: ["patience"],
    "stops when the validation loss has not fallen for so many epochs; true means 3")
  static let kept = Key<Kept>.choice(
    "keep", aliases: ["restore_best_weights"], [(.last, ["false"]), (.best, ["true", "best_weights"])], standard: .last,
    "the weights that the network ends with: best are those of the epoch with the smallest validation loss")
  static let timeLimit = Key<Double?>.duration("time_limit", "no epoch starts after so many seconds")

  enum Metric: String, Sendable { case accuracy }
  enum Kept: String, Sendable { case last, best }
  enum Shown: String, Sendable { case nothing, weights }
}
