import Steps
import Testing

@testable import Exchange

/// Nothing of a script is lost without a word: what no step says is listed, or stays as Python.
@Suite struct LeftOutTests {
  private static let start = """
    (x, y), (xt, yt) = keras.datasets.mnist.load_data()
    x = x / 255

    """

  static func imported(_ text: String, header: String? = nil) throws -> ImportedLesson {
    try ImportedLesson(text: Array(text.utf8), name: "a.py", title: "T") { _ in header }
  }

  private static func steps(_ lesson: ImportedLesson) -> [String] { lesson.steps.map { $0.text } }

  private static func python(_ lesson: ImportedLesson) -> [String] {
    lesson.blocks.compactMap { if case .python(let text) = $0 { text } else { nil } }
  }

  // MARK: Arguments

  /// A layer, and what is told of it.
  @Test(arguments: [
    ("Dense(8, 'relu', False)", "dense 8 relu", ["left out of 'Dense': use_bias=False; here it is True"]),
    ("Dense(8, kernel_initializer=keras.initializers.GlorotUniform(seed=1), bias_initializer='zeros')", "dense 8", []),
    (
      "Dense(8, kernel_initializer='he_normal')", "dense 8",
      ["left out of 'Dense': kernel_initializer='he_normal'; here it is glorot_uniform"]
    ),
    (
      "Dense(8, kernel_regularizer=keras.regularizers.l2(0.01))", "dense 8",
      ["left out of 'Dense': kernel_regularizer=keras.regularizers.l2(0.01); no setting of a lesson says that"]
    ),
    ("Dense(units=8, activation=None, use_bias=True, name='a', dtype='float32')", "dense 8", []),
    ("Dense(8, speed=3)", "dense 8", ["left out of 'Dense': speed=3; no setting of a lesson says that"]),
    ("Dense(8, **more)", "dense 8", ["left out of 'Dense': the arguments in more"]),
    ("Conv2D(8, 3, 2, 'same')", "conv2d 8 3x3\n    padding: same\n    strides: 2x2", []),
    ("Conv2D(8, 3, 3)", "conv2d 8 3x3", []),
    ("Convolution2D(8, 3, 5, border_mode='same')", "conv2d 8 3x5\n    padding: same", []),
    ("Conv2D(8, (3, 3), (1, 1), 'valid', None, (1, 1), 1, 'relu')", "conv2d 8 3x3 relu", []),
    (
      "Conv2D(8, 3, dilation_rate=2)", "conv2d 8 3x3",
      ["left out of 'Conv2D': dilation_rate=2; here it is 1"]
    ),
    ("MaxPooling2D(2, 2, 'valid')", "maxpool 2x2", []), ("Dropout(0.25, None, 7)", "dropout 0.25", []),
    (
      "BatchNormalization(momentum=.9)", "batchnorm",
      ["left out of 'BatchNormalization': momentum=.9; here it is 0.99"]
    ),
    ("BatchNormalization(-1, 0.99, 1e-3)", "batchnorm", []),
  ]) func layers(_ layer: String, _ line: String, _ words: [String]) throws {
    let lesson = try Self.imported(
      Self.start + "m = Sequential([Flatten(), \(layer), Dense(10, 'softmax')])\nm.summary()\n")
    #expect(lesson.text.contains("  flatten\n  \(line)\n  dense 10 softmax\n"), "\(lesson.text)")
    #expect(lesson.remarks.map { $0.words } == words)
    #expect(lesson.remarks.allSatisfy { $0.place == "line 3" })
  }

  /// What a network is compiled with, and the step that trains it.
  @Test(arguments: [
    ("'sgd', 'sparse_categorical_crossentropy', ['accuracy']", ["optimizer: sgd"], []),
    ("SGD(0.1, 0.9, True)", ["optimizer: sgd", "learning_rate: 0.1", "momentum: 0.9", "nesterov: true"], []),
    ("SGD(clipnorm=1.0)", ["optimizer: sgd"], ["left out of 'SGD': clipnorm=1.0; no setting of a lesson says that"]),
    ("Adam(0.01, 0.5)", ["learning_rate: 0.01"], ["left out of 'Adam': beta_1=0.5; here it is 0.9"]),
    ("Adam(beta_1=0.9, beta_2=.999, epsilon=1e-7, amsgrad=False)", [], []),
    ("RMSprop(0.01, 0.9, 0.5)", ["optimizer: rmsprop", "learning_rate: 0.01", "momentum: 0.5"], []),
    (
      "'adam', metrics=['acc', keras.metrics.AUC()]", [],
      ["left out of 'compile': the metric AUC; 'evaluate' takes accuracy, top_5, mae and mse"]
    ),
    (
      "'adam', CategoricalCrossentropy(label_smoothing=0.1)", [],
      ["left out of 'CategoricalCrossentropy': label_smoothing=0.1; here it is 0"]
    ),
    ("'adam', loss_weights=None, jit_compile=True", [], []),
  ]) func compiles(_ given: String, _ lines: [String], _ words: [String]) throws {
    let lesson = try Self.imported(
      Self.start + "m = Sequential([Flatten(), Dense(10, 'softmax')])\nm.compile(\(given))\nm.fit(x, y)\n")
    #expect(lesson.steps.last?.lines == lines)
    #expect(lesson.remarks.map { $0.words } == words)
  }

  /// A training, its settings, and what is told of it.
  @Test(arguments: [
    ("16, 20", ["epochs: 20", "batch_size: 16"], []),
    (
      "16, 20, 2, [EarlyStopping('val_loss', 0, 5)], 0.1",
      ["epochs: 20", "batch_size: 16", "validation_split: 0.1", "early_stopping: 5"], []
    ),
    (
      "16, 2, 0, None, 0.0, (xt, yt), False",
      ["epochs: 2", "batch_size: 16", "validation_data: xt, yt", "shuffle: false"], []
    ),
    ("class_weight={0: 2.0}", [], ["left out of 'fit': class_weight={0: 2.0}; no setting of a lesson says that"]),
    ("sample_weight=y", [], ["left out of 'fit': sample_weight=y; no setting of a lesson says that"]),
    (
      "initial_epoch=5, steps_per_epoch=5, validation_freq=2", [],
      [
        "left out of 'fit': initial_epoch=5; here it is 0",
        "left out of 'fit': steps_per_epoch=5; no setting of a lesson says that",
        "left out of 'fit': validation_freq=2; here it is 1",
      ]
    ),
    ("verbose=2, shuffle=True, class_weight=None, initial_epoch=0", [], []),
    (
      "validation_split=0.1, callbacks=[EarlyStopping(monitor='val_accuracy', patience=5, min_delta=0.01)]",
      ["validation_split: 0.1", "early_stopping: 5"],
      [
        "left out of 'EarlyStopping': monitor='val_accuracy'; here it is 'val_loss'",
        "left out of 'EarlyStopping': min_delta=0.01; here it is 0",
      ]
    ),
    ("callbacks=EarlyStopping('loss', patience=5)", ["early_stopping: 5"], []),
    (
      "validation_split=0.1, callbacks=[EarlyStopping('loss', patience=5)]",
      ["validation_split: 0.1", "early_stopping: 5"],
      ["left out of 'EarlyStopping': monitor='loss'; here it is 'val_loss'"]
    ),
    (
      "validation_split=0.1, callbacks=[ReduceLROnPlateau('val_loss', 0.5, 3, cooldown=2)]",
      ["validation_split: 0.1", "learning_rate: plateau 0.001 by 0.5 after 3"],
      ["left out of 'ReduceLROnPlateau': cooldown=2; here it is 0"]
    ),
  ]) func trains(_ given: String, _ lines: [String], _ words: [String]) throws {
    let lesson = try Self.imported(
      Self.start + "m = Sequential([Flatten(), Dense(10, 'softmax')])\nm.compile('adam')\nm.fit(x, y, \(given))\n")
    #expect(lesson.steps.last?.lines == lines)
    #expect(lesson.remarks.map { $0.words } == words)
    #expect(lesson.remarks.allSatisfy { $0.place == "line 5" })
  }

  /// A note has the place of what it is about, also within a function that another cell calls.
  @Test func placesWithinFunctions() throws {
    func cell(_ source: String) -> String { #"{"cell_type": "code", "metadata": {}, "source": "\#(source)"}"# }
    let make = "def make(n):\\n    m = Sequential()\\n    m.add(Dense(n, use_bias=False))\\n    return m"
    let cells = ["(x, y), (xt, yt) = mnist.load_data()", make, "\\n\\nm = make(10)\\nm.summary()"].map { cell($0) }
    let text = #"{"cells": [\#(cells.joined(separator: ","))]}"#
    let lesson = try ImportedLesson(text: Array(text.utf8), name: "a.ipynb", title: "T")
    #expect(lesson.remarks.map { $0.place } == ["cell 2, line 3"], "\(lesson.remarks)")
  }

  // MARK: What no step needs

  /// A script, what stays of it as Python, and how many steps there are.
  @Test(arguments: [
    ("w = 3 * 4", ["w = 3 * 4"], 2), ("n = 10\nn = 9\nm.add(Dense(n))\nm.summary()", ["n = 10"], 4),
    ("opt = keras.optimizers.Adam(0.1, beta_1=0.5)", ["opt = keras.optimizers.Adam(0.1, beta_1=0.5)"], 2),
    ("s = Sequential([Dense(3)])\ns.compile('sgd')", ["s = Sequential([Dense(3)])", "s.compile('sgd')"], 2),
    ("m.add(Dense(3))\nm.summary()\nm.compile('sgd')", ["m.compile('sgd')"], 4),
    (
      "m.add(Dense(3))\nm.add(LSTM(3))\nm.summary()",
      ["m = Sequential()", "m.add(Dense(3))", "m.add(LSTM(3))", "m.summary()"], 2
    ),
    ("a = x[:100]\nb = np.outer(a, a)", ["a = x[:100]", "b = np.outer(a, a)"], 2),
    ("t = np.linspace(0, 1)\nplt.plot(t)", ["t = np.linspace(0, 1)", "plt.plot(t)"], 2),
    ("prepare(3)", ["prepare(3)"], 2),
    (
      "def f():\n    s = Sequential([Dense(3)])\n    return s\ns = f()",
      ["def f():\n    s = Sequential([Dense(3)])\n    return s\ns = f()"], 2
    ),
    ("size = 16\nm.add(Dense(3))\nm.compile('sgd')\nm.fit(x, y, batch_size=size)", [], 4),
  ]) func whatNothingUsesStays(_ text: String, _ python: [String], _ steps: Int) throws {
    let start = Self.start + (text.contains("m.") ? "m = Sequential()\n" : "")
    let lesson = try Self.imported(start + text)
    #expect(Self.python(lesson).joined(separator: "\n") == python.joined(separator: "\n"), "\(lesson.text)")
    #expect(lesson.remarks.count == python.count)
    #expect(lesson.steps.count == steps)
    #expect(lesson.problem == nil)
  }

  @Test func itStaysAtItsPlace() throws {
    let lesson = try Self.imported(Self.start + "k = 7\nxt = xt / 255\nl = 8\nprint(x.shape)\nnp.pad(x)\nj = 9\n")
    #expect(
      lesson.text == """
        # T

        ```step
        load mnist as x, y, xt, yt
        normalise x, xt
        ```

        ```python
        k = 7
        l = 8
        ```

        ```step
        shape x
        ```

        ```python
        np.pad(x)
        j = 9
        ```

        """)
    #expect(lesson.remarks.map { $0.place } == ["line 3", "line 5", "line 7", "line 8"])
    #expect(
      lesson.remarks.map { $0.words.prefix { $0 != ":" } } == [
        "no step uses it", "no step uses it", "not understood", "no step uses it",
      ])
  }

  /// Scripts of which nothing becomes a step, and the library that they are for.
  @Test(arguments: [
    (
      "import torch\nmodel = torch.nn.Sequential(torch.nn.Linear(784, 10))\nopt = torch.optim.SGD(model.parameters(), lr=0.1)\nw = 3 * 4\n",
      "PyTorch", 3
    ),
    ("from torch import nn, optim as o\nnet = nn.Sequential()\nopt = o.Adam(net.parameters())", "PyTorch", 2),
    ("import numpy as np\nprint('hello')\n", nil, 0), ("", nil, 0), ("k = 3", nil, 1),
  ]) func nothingIsUnderstood(_ text: String, _ library: String?, _ count: Int) throws {
    let lesson = try Self.imported(text)
    let problem = try #require(lesson.problem)
    #expect(problem.note.contains("written for \(library ?? "PyTorch")") == (library != nil))
    #expect(lesson.remarks.count == count)
  }

  @Test func proseAloneIsALesson() throws {
    let lesson = try ImportedLesson(text: Array("# A\n\nWords.\n".utf8), name: "a.md", title: "T")
    #expect(lesson.problem == nil)
  }

  @Test(arguments: ["iris.csv", "notes.txt", "seven.jpg", "seven"]) func otherTextIsRefused(_ name: String) {
    #expect(throws: ImportedLesson.Problem.self) {
      try ImportedLesson(text: Array("a,b\n1,2\n".utf8), name: name, title: "")
    }
  }

  @Test(arguments: ["a.py", "a.md", "a.jpg"]) func bytesAreRefused(_ name: String) {
    #expect(throws: ImportedLesson.Problem(words: "it is no text")) {
      try ImportedLesson(text: [0xFF, 0xD8, 0, 16], name: name, title: "")
    }
  }

  @Test func fencedPythonMayHaveAnyName() throws {
    let lesson = try ImportedLesson(
      text: Array("# A\n\n```python\n\(Self.start)```\n".utf8), name: "notes.txt", title: "T")
    #expect(lesson.steps.count == 2)
  }
}
