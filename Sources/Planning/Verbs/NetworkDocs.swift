import Engine
import Networks

extension Verb {
  static let networkDocs: [(Verb, VerbDoc)] = [
    (
      .build,
      VerbDoc(
        forms: ["build net"], summary: "the network's layers, one on each indented line",
        keys: [
          KeySpec(
            "input", aliases: ["input_shape"], .shape, text: "that of the data it is first used on",
            "the shape of one sample")
        ],
        example: "build network\n  conv2d 32 3x3 relu\n  maxpool 2x2\n  flatten\n  dense 10 softmax")
    ),
    (
      .summary,
      VerbDoc(
        aliases: ["summarise"], forms: ["summary net"],
        summary: "a table as Keras prints it: each layer, its output shape and its parameters, and totals",
        example: "summary network")
    ),
    (.diagram, VerbDoc(forms: ["diagram net"], summary: "the network drawn, with shapes", example: "diagram network")),
    (
      .fit,
      VerbDoc(
        aliases: ["train"], forms: ["fit net on x, y"],
        summary: "trains the network, with a progress bar, and tables the epochs",
        keys: fitKeys,
        example: "fit network on x_train, y_train\n  epochs: 3\n  batch_size: 64\n  validation_data: x_val, y_val")
    ),
    (
      .plot,
      VerbDoc(
        forms: ["plot fit"],
        summary: "loss and accuracy for each epoch of the latest fit, and of validation; 'plot fit-2' plots the second",
        example: "plot fit")
    ),
    (
      .save,
      VerbDoc(
        forms: ["save net to \"file\""],
        summary: "writes the network's weights as a .safetensors file into the report's folder, over an earlier one",
        example: "save network to \"digits.safetensors\"")
    ),
    (
      .restore,
      VerbDoc(
        forms: ["restore net from \"file\""], summary: "reads the network's weights from a .safetensors file",
        example: "restore network from \"digits.safetensors\"")
    ),
  ]

  private static func lossKey(text: String, _ summary: String) -> KeySpec {
    KeySpec(
      "loss",
      .choice(
        [
          "categorical_crossentropy": ["crossentropy", "cross_entropy", "categorical_cross_entropy"],
          "sparse_categorical_crossentropy": ["sparse", "sparse_categorical_cross_entropy"],
          "binary_crossentropy": ["binary_cross_entropy"], "mean_squared_error": ["mse"],
        ],
        order: Loss.allCases.map(\.rawValue)),
      text: text, summary)
  }

  private static let fitKeys: [KeySpec] = [
    KeySpec(
      "epochs", aliases: ["epoch_count"], .integer(1...1_000_000), .integer(1), text: "1",
      "how often it sees all samples"),
    KeySpec(
      "batch_size", aliases: ["batch"], .integer(1...1_000_000), .integer(32), text: "32",
      "how many samples between two changes of the weights"),
    KeySpec(
      "optimizer", .words("adam", "sgd", "rmsprop"), .word("adam"), text: "adam", "the rule that changes the weights"),
    KeySpec(
      "learning_rate", aliases: ["lr", "rate", "eta"], .number(.positive), text: "0.001, with sgd 0.01",
      "how far the weights move at each step"),
    KeySpec(
      "momentum", .number(.belowOne), .number(0), text: "0", "how much of the last move goes on; with sgd and rmsprop"),
    KeySpec("nesterov", .flag, .flag(false), text: "false", "Nesterov's momentum; with sgd"),
    KeySpec(
      "decay", .number(.nonNegative), .number(0), text: "0",
      "how fast the learning rate falls: it is divided by 1 + decay · steps"),
    lossKey(text: "the cross-entropy that fits the labels", "what training makes small"),
    KeySpec(
      "metrics", aliases: ["metric"], .choice(["accuracy": ["acc"]], order: ["accuracy"]), .word("accuracy"),
      text: "accuracy", "what else is measured"),
    KeySpec(
      "validation_data", aliases: ["validation", "val_data"], .pair, text: "none",
      "samples that it is tested on after each epoch"),
    KeySpec(
      "validation_split", aliases: ["val_split"], .number(.belowOne), .number(0), text: "0",
      "the share of samples, from the end, that it is tested on instead of trained on"),
    KeySpec("shuffle", .flag, .flag(true), text: "true", "another order of the samples in each epoch"),
    KeySpec("initial_weights", .file, text: "random", "a .safetensors file with the weights to start from"),
    KeySpec(
      "show", .words("nothing", "weights"), .word("nothing"), text: "nothing",
      "weights prints every layer's weights and biases after each epoch"),
    KeySpec(
      "early_stopping", aliases: ["patience"], .patience, .patience(nil), text: "false",
      "stops when the validation loss has not fallen for so many epochs; true means 3"),
    KeySpec("time_limit", .duration, text: "none", "no epoch starts after so many seconds"),
  ]

  static let judgementDocs: [(Verb, VerbDoc)] = [
    (
      .evaluate,
      VerbDoc(
        aliases: ["test"], forms: ["evaluate net on x, y"],
        summary: "loss and accuracy on samples it was not trained on",
        keys: [
          KeySpec("batch_size", .integer(1...1_000_000), .integer(32), text: "32", "how many samples at a time"),
          lossKey(text: "that of the fit", "how wrong answers are measured"),
        ],
        example: "evaluate network on x_test, y_test")
    ),
    (
      .predict,
      VerbDoc(
        forms: ["predict net on x[99]", "predict net on x as y_pred"],
        summary: "the probabilities as bars, and the answer; with 'as', the probabilities of all rows as an array",
        keys: [
          KeySpec("label", aliases: ["labels"], .operand, text: "none", "the true label, to compare with the answer")
        ],
        example: "predict network on x_test[99]\n  label: y_test[99]")
    ),
    (
      .argmax,
      VerbDoc(
        forms: ["argmax y_pred as y_class"],
        summary: "the index of the largest number in each row: from probabilities to classes",
        example: "argmax y_pred as y_class", naming: .arrays)
    ),
    (
      .confusionMatrix,
      VerbDoc(
        aliases: ["confusion"], forms: ["confusion-matrix net on x, y", "confusion-matrix y_class, y"],
        summary: "how often each class was taken for which, as a heat map: truth down, prediction across",
        keys: [KeySpec("normalise", .flag, .flag(false), text: "false", "shares of each row instead of counts")],
        example: "confusion-matrix network on x_test, y_test")
    ),
    (
      .classificationReport,
      VerbDoc(
        forms: ["classification-report net on x, y", "classification-report y_class, y"],
        summary: "precision, recall, F1 and support of each class, as scikit-learn prints them",
        example: "classification-report network on x_test, y_test")
    ),
    (
      .mistakes,
      VerbDoc(
        aliases: ["errors"], forms: ["mistakes net on x, y"], summary: "the images the network got wrong, surest first",
        keys: [KeySpec("count", .integer(1...400), .integer(12), text: "12", "how many images at most")],
        example: "mistakes network on x_test, y_test")
    ),
    (
      .weights,
      VerbDoc(
        forms: ["weights net"],
        summary: "every layer's weights as pictures, of large layers the first ones, and their spread in a table",
        keys: [KeySpec("layer", .text, text: "all", "only the layer of this name, such as dense_1")],
        example: "weights network\n  layer: dense_1")
    ),
    (
      .expect,
      VerbDoc(
        aliases: ["assert", "check"], forms: ["expect evaluate.accuracy >= 0.95"],
        summary: "fails the lesson, in words, where it does not hold; compares with >=, <=, >, <, = and !=",
        example: "expect evaluate.accuracy >= 0.95")
    ),
  ]
}
