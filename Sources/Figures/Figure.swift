/// One value describes a figure; its drawing, alternative text and data table all come from it.
package enum Figure: Sendable {
  case images(ImageGrid)
  case curves(TrainingCurves)
  case confusion(ConfusionFigure)
  case histogram(HistogramFigure)
  case probabilities(ProbabilityBars)
  case weights(WeightPictures)
  case network(NetworkDiagram)
}

/// A rendered figure: PNG bytes at twice the logical size, without any varying chunk.
package struct RenderedFigure: Sendable {
  package var png: [UInt8]
  /// Logical pixels: half the PNG's.
  package var width: Int
  package var height: Int
  package init(png: [UInt8], width: Int, height: Int) {
    self.png = png
    self.width = width
    self.height = height
  }
}

package struct FigureTable: Sendable, Equatable {
  package var header: [String]
  package var rows: [[String]]
  package init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }
}

package enum Palette: String, Sendable { case greys, gray, viridis }

/// Grey values row by row, already scaled to 0…1 (0 is paper in `greys`, black in `gray`).
package struct Picture: Sendable, Equatable {
  package var height: Int
  package var width: Int
  package var values: [Float]
  package init(height: Int, width: Int, values: [Float]) {
    self.height = height
    self.width = width
    self.values = values
  }
}

/// Images in a grid, each with up to two lines below it.
package struct ImageGrid: Sendable {
  package struct Cell: Sendable {
    package var picture: Picture
    package var label: String?
    /// A second line, quieter.
    package var remark: String?
    /// What it is called in the data table: `x_test[247]`.
    package var name: String?
    /// Frame and label in the colour of errors, the label with a sign before it.
    package var isWrong: Bool
    package init(
      picture: Picture, label: String? = nil, remark: String? = nil, name: String? = nil, isWrong: Bool = false
    ) {
      self.picture = picture
      self.name = name
      self.label = label
      self.remark = remark
      self.isWrong = isWrong
    }
  }
  package var cells: [Cell]
  /// Labels are what a network answered where some are wrong.
  var showsAnswers: Bool { cells.contains(where: \.isWrong) }
  package var perRow: Int
  package var palette: Palette
  /// What the images are, for the alternative text: `x_train[0:12]`.
  package var subject: String
  package init(cells: [Cell], perRow: Int, palette: Palette, subject: String) {
    self.cells = cells
    self.perRow = perRow
    self.palette = palette
    self.subject = subject
  }
}

/// Loss and accuracy for each epoch, side by side; validation beside training. Not-finite values leave a gap.
package struct TrainingCurves: Sendable {
  package var loss: [Double]
  package var validationLoss: [Double]
  package var accuracy: [Double]
  package var validationAccuracy: [Double]
  /// The validation arrays are empty where nothing was validated.
  package init(loss: [Double], validationLoss: [Double], accuracy: [Double], validationAccuracy: [Double]) {
    self.loss = loss
    self.validationLoss = validationLoss
    self.accuracy = accuracy
    self.validationAccuracy = validationAccuracy
  }
}

/// Truth down, prediction across. `counts[t][p]`; shown as shares of each row where `isNormalised`.
package struct ConfusionFigure: Sendable {
  package let counts: [[Int]]
  package var classNames: [String]
  package var isNormalised: Bool
  /// Samples of each row.
  let totals: [Double]
  package init(counts: [[Int]], classNames: [String], isNormalised: Bool) {
    self.counts = counts
    totals = counts.map { $0.reduce(0) { $0 + Double(max($1, 0)) } }
    self.classNames = classNames
    self.isNormalised = isNormalised
  }
}

package struct HistogramFigure: Sendable {
  package var names: [String]
  package var counts: [Int]
  package var subject: String
  package init(names: [String], counts: [Int], subject: String) {
    self.names = names
    self.counts = counts
    self.subject = subject
  }
}

/// A digit beside its class probabilities.
package struct ProbabilityBars: Sendable {
  package struct Row: Sendable {
    package var picture: Picture?
    package var probabilities: [Double]
    /// The true class where it is known.
    package var label: Int?
    /// `x_test[99]`
    package var title: String
    package init(picture: Picture?, probabilities: [Double], label: Int?, title: String) {
      self.picture = picture
      self.probabilities = probabilities
      self.label = label
      self.title = title
    }
  }
  package var rows: [Row]
  package var classNames: [String]
  package var palette: Palette
  package init(rows: [Row], classNames: [String], palette: Palette) {
    self.rows = rows
    self.classNames = classNames
    self.palette = palette
  }
}

/// Weights of one layer as pictures, diverging, symmetric about zero, one scale for all.
package struct WeightPictures: Sendable {
  package struct Cell: Sendable {
    package var height: Int
    package var width: Int
    package var values: [Float]
    package var label: String
    package init(height: Int, width: Int, values: [Float], label: String) {
      self.height = height
      self.width = width
      self.values = values
      self.label = label
    }
  }
  package var cells: [Cell]
  package var perRow: Int
  package var layer: String
  package init(cells: [Cell], perRow: Int, layer: String) {
    self.cells = cells
    self.perRow = perRow
    self.layer = layer
  }
}

/// A network drawn: dense layers as columns of neurons, image layers as blocks, with shapes.
package struct NetworkDiagram: Sendable {
  package struct Layer: Sendable {
    /// `conv2d_1`
    package var name: String
    /// `conv2d 32 3×3, relu`
    package var text: String
    /// One sample's shape after it: (H, W, C) or (features).
    package var outputShape: [Int]
    package var isDense: Bool
    /// Whether it is only a word below the layer before it, where it keeps the shape.
    package var isWord: Bool
    /// Strength of the weights into it, row-major (in, out), where known and small enough to draw.
    package var kernel: (rows: Int, columns: Int, values: [Float])?
    package init(
      name: String, text: String, outputShape: [Int], isDense: Bool, isWord: Bool = false,
      kernel: (rows: Int, columns: Int, values: [Float])? = nil
    ) {
      self.name = name
      self.text = text
      self.outputShape = outputShape
      self.isDense = isDense
      self.isWord = isWord
      self.kernel = kernel
    }
  }
  package var inputShape: [Int]
  package var layers: [Layer]
  package init(inputShape: [Int], layers: [Layer]) {
    self.inputShape = inputShape
    self.layers = layers
  }
}

package enum FigureError: Error, Sendable { case cannotEncode }
