import Lesson
import Networks
import Testing

@testable import Steps

/// Steps as Python; `Tests/Exchange/run` runs whole lessons so.
@Suite struct KerasTests {
  private static func python(_ steps: String) throws -> (lines: [String], gaps: [String]) {
    let plan = try #require(plan(lesson(steps)).plan)
    var script = KerasScript(seed: 1, steps: plan.steps)
    let lines = plan.steps.flatMap { script.code(for: $0) }
    return (lines, script.gaps.map { $0.words })
  }

  private static let start = """
    load mnist as x_train, y_train, x_test, y_test

    """

  private static let network = """
    build network
      flatten
      dense 16 relu
      dense 10 softmax

    """

  @Test(arguments: Verb.all) func everyVerbHasAForm(_ verb: Verb) { #expect(verb.keras != nil) }

  @Test func dataIsLoadedAndCut() throws {
    let lines = try Self.python(
      """
      load mnist as x_train, y_train, x_test, y_test
        train: 6000
      split x_train, y_train as x_val, y_val
        first: 1000
      shape x_val
      shuffle x_train, y_train
      """
    ).lines
    #expect(
      lines == [
        "(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()",
        "x_train, y_train = x_train[:6000], y_train[:6000]",
        "count = 1000", "x_val, x_train = x_train[:count], x_train[count:]",
        "y_val, y_train = y_train[:count], y_train[count:]",
        "print(\"x_val\", x_val.shape, x_val.dtype)",
        "order = np.random.default_rng(1).permutation(len(x_train))", "x_train = x_train[order]",
        "y_train = y_train[order]",
      ])
  }

  /// A step, and lines that stand for it.
  static let changes: [(String, [String])] = [
    ("normalise x_train", ["x_train = x_train.astype(\"float32\") / 255"]),
    ("normalise x_train\n  range: -1..1", ["x_train = x_train.astype(\"float32\") / 255 * 2 - 1"]),
    ("invert x_train", ["x_train = 255 - x_train"]),
    ("normalise x_train\ninvert x_train", ["x_train = 1 - x_train"]),
    ("standardise x_train, x_test", ["x_test = ((x_test - mean) / deviation).astype(\"float32\")"]),
    ("flatten x_train", ["x_train = x_train.reshape(len(x_train), -1)"]),
    ("reshape x_train to (-1, 28, 28, 1)", ["x_train = x_train.reshape(-1, 28, 28, 1)"]),
    ("one-hot y_train as y_cat", ["y_cat = keras.utils.to_categorical(y_train, 10)"]),
    ("rotate x_train\n  by: 270", ["x_train = np.rot90(x_train, 3, axes=(1, 2))"]),
    ("rotate x_train\n  by: transpose", ["x_train = x_train.swapaxes(1, 2)"]),
    (
      "augment x_train, y_train\n  copies: 2",
      [
        "x_train = augment(x_train, copies=2, shift=2, rotate=10, zoom=0.1)",
        "y_train = np.concatenate([y_train] * 3)",
      ]
    ),
    ("print x_train[5]", ["print(x_train[5])"]),
    ("print y_train[0:4]\n  base: 16", ["print(*(\"{:02x}\".format(value) for value in y_train[0:4]))"]),
    (
      "show x_train where y_train = 3\n  labels: y_train where y_train = 3\n  cmap: gray",
      [
        "show_images(x_train[y_train == 3][:12], titles=y_train[y_train == 3][:12], cmap=\"gray\")"
      ]
    ),
    ("show x_train[-1]", ["show_images(x_train[-1:])"]),
    ("load \"digit.png\" as mine\n  digit: true", ["mine = cut_out_digit(\"digit.png\")"]),
    ("load \"x.npz\" as a-b", ["a_b, = load_npz(\"x.npz\", \"a_b\")"]),
    ("load \"x.idx.gz\" as class", ["class_ = read_idx(\"x.idx.gz\")"]),
  ]

  @Test(arguments: changes) func arraysAreChanged(_ steps: String, _ expected: [String]) throws {
    let (lines, gaps) = try Self.python(Self.start + steps)
    for line in expected { #expect(lines.contains(line), "\(lines)") }
    #expect(gaps == [])
  }

  @Test func aNetworkIsBuiltTrainedAndTested() throws {
    let (lines, gaps) = try Self.python(
      Self.start + "one-hot y_train as y_cat\nnormalise x_train, x_test\n" + Self.network + """
        fit network on x_train, y_cat
          epochs: 3
          optimizer: sgd
          momentum: 0.9
          validation_split: 0.1
          early_stopping: 2
        evaluate network on x_test, y_test
        expect evaluate.accuracy >= 0.9
        expect fit.best_epoch <= 3
        mistakes network on x_test, y_test
        confusion-matrix network on x_test, y_test
        """)
    #expect(gaps == [])
    let text = lines.joined(separator: "\n")
    for part in [
      "network = keras.Sequential([\n    keras.Input((28, 28)),\n    keras.layers.Flatten(),\n"
        + "    keras.layers.Dense(16, activation=\"relu\"),\n    keras.layers.Dense(10, activation=\"softmax\"),\n])",
      "    optimizer=keras.optimizers.SGD(learning_rate=0.01, momentum=0.9),\n    loss=\"categorical_crossentropy\",",
      "training = network.fit(\n    x_train, y_cat,\n    epochs=3,\n    batch_size=32,\n    validation_split=0.1,\n"
        + "    callbacks=[keras.callbacks.EarlyStopping(patience=2)],\n)",
      // Labels that are not one-hot need another loss than the training's.
      "network.compile(loss=\"sparse_categorical_crossentropy\", metrics=[\"accuracy\"])\n"
        + "test_loss, test_accuracy = network.evaluate(x_test, y_test, verbose=0)",
      "assert test_accuracy >= 0.9, \"expected evaluate.accuracy >= 0.9\"",
      "fit_best_epoch = int(np.argmin(training.history[\"val_loss\"])) + 1", "assert fit_best_epoch <= 3",
      "wrong = np.flatnonzero(outputs.argmax(axis=1) != y_test)", "answers = predict_classes(network, x_test)",
    ] {
      #expect(text.contains(part), "\(part)\nin\n\(text)")
    }
    #expect(lines.count { $0.hasPrefix("def show_images") } == 1)
  }

  @Test func layersHaveTheirKerasForm() throws {
    let lines = try Self.python(
      Self.start + """
        reshape x_train to (-1, 28, 28, 1)
        build network
          conv2d 8 3x3 relu
            padding: same
            strides: 2
          maxpool 2x2
          avgpool 1x2
          batchnorm
          layernorm
          dropout 0.25
          flatten
          dense 10
          activation softmax
        fit network on x_train, y_train
        """
    ).lines
    for layer in [
      "Conv2D(8, (3, 3), activation=\"relu\", padding=\"same\", strides=(2, 2))", "MaxPooling2D((2, 2))",
      "AveragePooling2D((1, 2))", "BatchNormalization()", "LayerNormalization()", "Dropout(0.25)", "Flatten()",
      "Dense(10)", "Activation(\"softmax\")",
    ] {
      #expect(lines.contains("    keras.layers.\(layer),"), "\(layer)")
    }
  }

  @Test func optimizersHaveTheirKerasForm() {
    #expect(Optimizer.adam().keras() == "\"adam\"")
    #expect(Optimizer.adam(learningRate: 0.01).keras() == "keras.optimizers.Adam(learning_rate=0.01)")
    #expect(
      Optimizer.sgd(learningRate: 0.1, momentum: 0.9, nesterov: true, decay: 0.5).keras()
        == "keras.optimizers.SGD(learning_rate=keras.optimizers.schedules.InverseTimeDecay(0.1, decay_steps=1, "
        + "decay_rate=0.5), momentum=0.9, nesterov=True)")
    #expect(Optimizer.rmsprop(momentum: 0.5).keras() == "keras.optimizers.RMSprop(learning_rate=0.001, momentum=0.5)")
  }

  /// Keras counts batches where lessons count epochs.
  @Test func learningRatesFallAndTheBestWeightsAreKept() throws {
    func text(_ settings: String, _ below: String = "") throws -> String {
      try Self.python(
        Self.start + "normalise x_train, x_test\n" + Self.network + "fit network on x_train, y_train\n  epochs: 5\n"
          + settings + "\nevaluate network on x_test, y_test\n" + below
      ).lines.joined(separator: "\n")
    }
    let cosine = try text(
      "  learning_rate: cosine 0.01 to 0.001 warmup 1\n  validation_split: 0.1\n  keep: best",
      "  metrics: top_5, mae\nexpect fit.val_loss <= 3")
    for part in [
      "batches = -(-int(len(x_train) * (1 - 0.1)) // 32)",
      "keras.optimizers.schedules.CosineDecay(0.0, 4 * batches, alpha=0.1, warmup_target=0.01, warmup_steps=1 * batches)",
      "keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)",
      "fit_val_loss = training.history[\"val_loss\"][int(np.argmin(training.history[\"val_loss\"]))]",
      "test_top_5 = float(np.mean(keras.ops.in_top_k(y_test, outputs, 5)))",
      "test_mae = float(np.abs(errors(outputs, y_test)).mean())",
    ] {
      #expect(cosine.contains(part), "\(part)\nin\n\(cosine)")
    }
    let step = try text("  optimizer: sgd\n  learning_rate: step 0.1 by 0.5 every 2")
    #expect(
      step.contains("learning_rate=keras.optimizers.schedules.ExponentialDecay(0.1, 2 * batches, 0.5, staircase=True)"))
    let plateau = try text("  learning_rate: plateau 0.01 after 3 to 0.001")
    #expect(
      plateau.contains("ReduceLROnPlateau(monitor=\"loss\", factor=0.1, patience=3, min_lr=0.001)")
        && plateau.contains("keras.optimizers.Adam(learning_rate=0.01)"))
  }

  @Test func triedSettingsAreALoop() throws {
    let start =
      Self.start + Self.network + """
        fit network on x_train, y_train
          epochs: 2
          validation_split: 0.1
        evaluate network on x_test, y_test

        """
    let (lines, gaps) = try Self.python(
      start + """
        try network
          build.dense_1: 4, 16
          fit.epochs: 1, 3
          fit.optimizer: sgd, adam
          seeds: 2
        expect try.best >= 0.5
        """)
    #expect(gaps == [])
    let text = lines.joined(separator: "\n")
    for part in [
      "def try_network(dense_1, optimizer, epochs, seed):\n", "    keras.utils.set_random_seed(seed)\n",
      "        keras.layers.Dense(dense_1, activation=\"relu\"),\n", "        optimizer=optimizer,\n",
      "        epochs=epochs,\n", "        verbose=0,\n    )\n", "    return fit_val_accuracy, test_accuracy\n",
      "    (\"dense_1 16, epochs 3, optimizer adam\", 16, \"adam\", 3),\n",
      "runs = np.array([try_network(*values, seed) for seed in range(0, 2)]).reshape(2, -1)\n",
      "assert try_best >= 0.5",
    ] {
      #expect(text.contains(part), "\(part)\nin\n\(text)")
    }
    for setting in ["build.dense_1: 16, off", "fit.optimizer: sgd, adam\n  normalise.range: 0..1, -1..1"] {
      let other = start.replacing("build", with: "normalise x_train, x_test\nbuild") + "try network\n  \(setting)"
      #expect(try Self.python(other).gaps == ["'try' of settings that change more than a few words of Python"])
    }
  }

  @Test func weightsGoToKerasAndComeFromLessons() throws {
    let lines = try Self.python(
      """
      build network
        input: 784
        dense 10 softmax
      save network to "a.safetensors"
      restore network from "a.safetensors"
      restore network from "given.safetensors"
      """
    ).lines
    #expect(lines.contains("network.save_weights(\"a.weights.h5\")"))
    #expect(lines.contains("network.load_weights(\"a.weights.h5\")"))
    #expect(lines.contains("load_safetensors(network, \"given.safetensors\")"))
  }
}
