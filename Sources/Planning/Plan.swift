package import Engine
package import Markdown

/// A checked lesson: every name resolved, every value in range, every shape inferred; running it meets no bad name.
package struct Plan: Sendable {
  package var document: Document
  package var frontMatter: FrontMatter
  package var steps: [PlannedStep]
  /// What stands between marks such as `<!-- hint q1 -->`, in order.
  package var regions: [Region]
  /// The links to values in the prose, every one a value that its step will give.
  package var valueLinks: [ValueLink]
  /// The bytes of each filled blank `[[20]]`, brackets included.
  package var blanks: [Range<Int>]

  package init(
    document: Document, frontMatter: FrontMatter, steps: [PlannedStep], regions: [Region] = [],
    valueLinks: [ValueLink] = [],
    blanks: [Range<Int>] = []
  ) {
    self.document = document
    self.frontMatter = frontMatter
    self.steps = steps
    self.regions = regions
    self.valueLinks = valueLinks
    self.blanks = blanks
  }
}

package struct FrontMatter: Sendable, Equatable {
  package var title: String?
  package var author: String?
  package var date: String?
  package var language = "en"
  package var seed: UInt64 = 0
  /// Its bytes in the lesson, both `---` lines included; empty where there is none. `Document` starts behind it.
  package var range: Range<Int> = 0..<0
  package init() {}
}

package struct PlannedStep: Sendable {
  /// `fit`, `fit-2`, or the `as` name.
  package var id: String
  /// The verb in its canonical spelling: `one-hot`.
  package var verb: String
  package var action: Action
  /// From the verb's first byte to the end of its last indented line.
  package var range: Range<Int>
  /// The verb's line alone: where a failure points unless it knows better.
  package var headline: Range<Int>
  /// The range of the code block (`Block.range`) it stands in.
  package var block: Range<Int>
  /// Keys the random streams. It depends on the verb, what it is done to, and how often that was done before, so that
  /// another step inserted above does not change it.
  package var stream: UInt64

  package init(
    id: String, verb: String, action: Action, range: Range<Int>, headline: Range<Int>, block: Range<Int>,
    stream: UInt64
  ) {
    self.id = id
    self.verb = verb
    self.action = action
    self.range = range
    self.headline = headline
    self.block = block
    self.stream = stream
  }
}

/// An array, or a part of one: `x`, `x[5]`, `x[0:12]`, `x where y = 3`.
package struct Operand: Sendable, Equatable {
  package var name: String
  package var selection: Selection
  /// As written, for captions and messages: `x_train[5]`.
  package var text: String
  package var range: Range<Int>

  package var isOneSample: Bool { if case .element = selection { true } else { false } }

  package init(name: String, selection: Selection, text: String, range: Range<Int>) {
    self.name = name
    self.selection = selection
    self.text = text
    self.range = range
  }
}

package enum Selection: Sendable, Equatable {
  case all
  /// Drops the first dimension; a negative index counts from the end, as in Python.
  case element(Int)
  /// Python's slice with step 1: nil is open, negative counts from the end.
  case slice(from: Int?, to: Int?)
  /// The samples whose label in array `labels` is `value`.
  case matching(labels: String, value: Int)
}

package enum ColourMap: String, Sendable, CaseIterable { case greys, gray, viridis }

/// A count or a share of the samples.
package enum Amount: Sendable, Equatable { case count(Int), fraction(Double) }

package enum Comparison: String, Sendable, CaseIterable {
  case atLeast = ">="
  case atMost = "<="
  case above = ">"
  case below = "<"
  case equal = "="
  case notEqual = "!="
}

package enum Action: Sendable {
  case loadDataset(LoadDataset)
  case loadFile(LoadFile)
  case shape([Operand])
  case print([Operand], precision: Int, threshold: Int)
  case show(Show)
  case histogram(Operand, caption: String?)
  case flatten([String])
  /// One entry may be -1.
  case reshape([String], to: [Int])
  case normalise([String], low: Float, high: Float)
  case standardise([String])
  case invert([String])
  case oneHot(labels: String, into: String, classes: Int?)
  case split(Split)
  case shuffle([String])
  case augment(Augment)
  case build(Build)
  case summary(network: String)
  case diagram(network: String)
  case fit(Fit)
  /// Plots the history of the fit step with this id.
  case plotFit(step: String)
  case evaluate(network: String, x: Operand, y: Operand, loss: Loss, batchSize: Int)
  case predict(Predict)
  case argmax(Operand, into: String)
  case confusionMatrix(Judged, normalise: Bool)
  case classificationReport(Judged)
  case mistakes(network: String, x: Operand, y: Operand, count: Int)
  case weights(network: String, layer: String?)
  case save(network: String, file: String)
  case restore(network: String, file: String, range: Range<Int>)
  case expect(value: ValueName, comparison: Comparison, number: Double, text: String)
}

package struct LoadDataset: Sendable {
  package enum Name: String, Sendable, CaseIterable { case mnist, fashionMNIST = "fashion-mnist" }
  package var dataset: Name
  /// Training images, training labels, test images, test labels.
  package var names: [String]
  package var train: Int?
  package var test: Int?
  package init(dataset: Name, names: [String], train: Int?, test: Int?) {
    self.dataset = dataset
    self.names = names
    self.train = train
    self.test = test
  }
}

package struct LoadFile: Sendable {
  /// As written in the lesson.
  package var file: String
  package var fileRange: Range<Int>
  package var names: [String]
  /// Whether to cut out, centre and scale a photographed digit.
  package var isDigit: Bool
  /// Which column of a table holds the labels: the second name's array.
  package enum LabelColumn: String, Sendable { case first, last }
  package var labels: LabelColumn?
  package init(file: String, fileRange: Range<Int>, names: [String], isDigit: Bool, labels: LabelColumn? = nil) {
    self.labels = labels
    self.file = file
    self.fileRange = fileRange
    self.names = names
    self.isDigit = isDigit
  }
}

package struct Show: Sendable {
  /// Images of a slice that are shown where the lesson gives no count.
  package static let mostOfSlice = 100
  package var images: Operand
  package var colourMap: ColourMap
  package var labels: Operand?
  /// The most that are shown; nil where the lesson leaves it open.
  package var count: Int?
  package var perRow: Int
  package var caption: String?
  package init(images: Operand, colourMap: ColourMap, labels: Operand?, count: Int?, perRow: Int, caption: String?) {
    self.images = images
    self.colourMap = colourMap
    self.labels = labels
    self.count = count
    self.perRow = perRow
    self.caption = caption
  }
}

package struct Split: Sendable {
  package enum End: Sendable { case first, last }
  package var arrays: [String]
  package var into: [String]
  package var end: End
  package var amount: Amount
  package init(arrays: [String], into: [String], end: End, amount: Amount) {
    self.arrays = arrays
    self.into = into
    self.end = end
    self.amount = amount
  }
}

package struct Augment: Sendable {
  package var images: String
  package var labels: String?
  package var copies: Int
  /// Largest shift in pixels, turn in degrees, zoom as a fraction.
  package var shift: Double
  package var rotate: Double
  package var zoom: Double
  package init(images: String, labels: String?, copies: Int, shift: Double, rotate: Double, zoom: Double) {
    self.images = images
    self.labels = labels
    self.copies = copies
    self.shift = shift
    self.rotate = rotate
    self.zoom = zoom
  }
}

package struct Build: Sendable {
  package var network: String
  package var layers: [LayerSpec]
  /// One sample's shape: the `input` key's, or that of the data the network is first used on.
  package var inputShape: [Int]
  /// Each layer's line.
  package init(network: String, layers: [LayerSpec], inputShape: [Int]) {
    self.network = network
    self.layers = layers
    self.inputShape = inputShape
  }
}

package struct Fit: Sendable {
  package var network: String
  package var x: Operand
  package var y: Operand
  package var validation: Pair?
  /// `seed` and `step` are set when it runs.
  package var options: FitOptions
  package var showsWeights: Bool
  package var initialWeights: String?
  package struct Pair: Sendable {
    package var x: Operand
    package var y: Operand
    package init(x: Operand, y: Operand) {
      self.x = x
      self.y = y
    }
  }
  package init(
    network: String, x: Operand, y: Operand, validation: Pair?, options: FitOptions, showsWeights: Bool,
    initialWeights: String?
  ) {
    self.network = network
    self.x = x
    self.y = y
    self.validation = validation
    self.options = options
    self.showsWeights = showsWeights
    self.initialWeights = initialWeights
  }
}

package struct Predict: Sendable {
  /// Samples whose probabilities are drawn as bars.
  package static let mostShown = 100

  package static func tooMany(_ x: Operand, _ count: String) -> Diagnostic {
    Diagnostic(
      id: "too-many-to-show", at: x.range, "\(x.text) has \(count) samples, too many to show as bars",
      notes: ["choose some, as in '\(x.name)[0:12]', or keep all probabilities with 'as y_pred'"])
  }

  package var network: String
  package var x: Operand
  /// Where the probabilities of all rows go; nil draws them as bars.
  package var into: String?
  package var label: Operand?
  package init(network: String, x: Operand, into: String?, label: Operand?) {
    self.network = network
    self.x = x
    self.into = into
    self.label = label
  }
}

/// What a confusion matrix or a classification report judges.
package enum Judged: Sendable {
  case network(String, x: Operand, y: Operand)
  case classes(predicted: Operand, truth: Operand)
}

/// `evaluate.accuracy`: a step's id and the name of one of its numbers.
package struct ValueName: Sendable, Hashable {
  package var step: String
  package var key: String
  package init(step: String, key: String) {
    self.step = step
    self.key = key
  }
}

/// `[about 95 %](value:evaluate.accuracy)`: `range` is the name's place.
package struct ValueLink: Sendable, Equatable {
  package var value: ValueName
  package var range: Range<Int>
  package init(value: ValueName, range: Range<Int>) {
    self.value = value
    self.range = range
  }
}
