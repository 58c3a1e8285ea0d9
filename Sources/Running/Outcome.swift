package import Figures
package import Planning

/// What a run gave: each step's outputs in order, the values that prose may name, and how it ended.
package struct Outcome {
  package var plan: Plan
  /// In the plan's order; shorter than the plan where a step failed or the run was interrupted.
  package var steps: [StepOutcome]
  package var values: [ValueName: Value]
  /// The failed steps' problems (an `expect` that does not hold does not stop the run); empty where all went well.
  package var failures: [Diagnostic]
  package var provenance: Provenance
  /// Gives the last trained network on 28×28 images, for the page's playground; it takes some time.
  package var playground: () -> PlaygroundNetwork?
  /// Ctrl-C or the like ended the run; its report is not written.
  package var isInterrupted: Bool

  package init(
    plan: Plan, steps: [StepOutcome], values: [ValueName: Value], failures: [Diagnostic], provenance: Provenance,
    playground: @escaping () -> PlaygroundNetwork? = { nil }, isInterrupted: Bool = false
  ) {
    self.plan = plan
    self.steps = steps
    self.values = values
    self.failures = failures
    self.provenance = provenance
    self.playground = playground
    self.isInterrupted = isInterrupted
  }
}

package struct StepOutcome: Sendable {
  package var id: String
  package var outputs: [Output]
  /// Wall time in seconds; in reports only with `--timings`.
  package var seconds: Double
  /// Why this step failed, where it did.
  package var failure: Diagnostic?

  package init(id: String, outputs: [Output], seconds: Double, failure: Diagnostic?) {
    self.id = id
    self.outputs = outputs
    self.seconds = seconds
    self.failure = failure
  }
}

package enum Output: Sendable {
  /// Monospaced, lines kept: what `print` and `shape` show.
  case text(String)
  /// A sentence of ordinary text.
  case sentence(String)
  case table(OutputTable)
  case figure(OutputFigure)
  /// Something the student should know: the sample was used, training stopped early.
  case remark(String)
}

package struct OutputTable: Sendable {
  package enum Alignment: Sendable { case left, right }
  package var header: [String]
  package var alignments: [Alignment]
  package var rows: [[String]]
  /// How many of the last rows are totals.
  package var footerRows: Int

  package init(
    header: [String], alignments: [Alignment], rows: [[String]], footerRows: Int = 0
  ) {
    self.header = header
    self.alignments = alignments
    self.rows = rows
    self.footerRows = footerRows
  }
}

package struct OutputFigure: Sendable {
  /// `02-show`: unique in the run, stable, safe as a file name without extension.
  package var name: String
  package var figure: Figure
  package var caption: String?

  package init(name: String, figure: Figure, caption: String?) {
    self.name = name
    self.figure = figure
    self.caption = caption
  }

  package var alternativeText: String { figure.alternativeText }

  /// The figure's numbers; nil where it has none.
  package var table: OutputTable? {
    figure.table.map { table in
      OutputTable(
        header: table.header, alignments: table.header.indices.map { $0 == 0 ? .left : .right }, rows: table.rows)
    }
  }
}

/// A value that prose and `expect` can name.
package enum Value: Sendable, Equatable {
  /// A share between 0 and 1, shown as a percentage where the prose is written so.
  case fraction(Double)
  case number(Double)
  case integer(Int)
  case text(String)
}

/// What is folded away in the report's "how this was made".
package struct Provenance: Sendable {
  package struct Source: Sendable, Equatable {
    /// `mnist`, or a file's name as the lesson has it.
    package var name: String
    /// `built-in sample`, `original files` or `file`.
    package var origin: String
    /// SHA-256 or CRC-32 of the data, in hexadecimal.
    package var checksum: String
    package init(name: String, origin: String, checksum: String) {
      self.name = name
      self.origin = origin
      self.checksum = checksum
    }
  }
  package var version: String
  package var seed: UInt64
  package var settings: [String]
  package var sources: [Source]
  /// What stands at the top of the report where the sample was used; nil otherwise.
  package var sampleNotice: String?

  package init(version: String, seed: UInt64, settings: [String], sources: [Source], sampleNotice: String?) {
    self.version = version
    self.seed = seed
    self.settings = settings
    self.sources = sources
    self.sampleNotice = sampleNotice
  }
}

/// A kernel whose i-th value is (2u − 1) · `limit`, with u the i-th number of the random stream `key`.
package struct StartingKernel: Sendable {
  package var key: UInt64
  package var limit: Double
  package var values: [Float]

  package init(key: UInt64, limit: Double, values: [Float]) {
    self.key = key
    self.limit = limit
    self.values = values
  }
}

/// A trained network as plain values, with what its input needs: enough to run it in the page.
package struct PlaygroundNetwork: Sendable {
  package struct Layer: Sendable {
    /// `dense`, `conv2d`, `maxpool`, `avgpool`, `flatten`, `batchnorm`, `activation` (dropout does nothing there).
    package var kind: String
    package var activation: String
    package var kernelHeight: Int
    package var kernelWidth: Int
    package var strideHeight: Int
    package var strideWidth: Int
    package var isSame: Bool
    package var outputShape: [Int]
    /// Kernel then bias; gamma, beta, moving mean, moving variance.
    package var weights: [[Float]]
    /// What a dense layer took in for some training samples, (N, inputs); empty where that is not known.
    package var inputs: [Float]
    /// What a dense layer's kernel was before training.
    package var start: StartingKernel?

    package init(
      kind: String, activation: String, kernelHeight: Int = 0, kernelWidth: Int = 0, strideHeight: Int = 1,
      strideWidth: Int = 1, isSame: Bool = false, outputShape: [Int], weights: [[Float]], inputs: [Float] = []
    ) {
      self.kind = kind
      self.activation = activation
      self.kernelHeight = kernelHeight
      self.kernelWidth = kernelWidth
      self.strideHeight = strideHeight
      self.strideWidth = strideWidth
      self.isSame = isSame
      self.outputShape = outputShape
      self.weights = weights
      self.inputs = inputs
    }
  }
  /// (784) or (28, 28, 1) or (28, 28).
  package var inputShape: [Int]
  package var layers: [Layer]
  package var classNames: [String]
  /// The network's input for no ink and for full ink: 0 and 1, 0 and 255, or 1 and 0 where the pixels were inverted.
  package var paper: Float
  package var ink: Float
  /// A test image (784 values, 0…1, ink 1) with the engine's own probabilities, to start with and to check against.
  package var example: (pixels: [Float], probabilities: [Float])?

  package init(
    inputShape: [Int], layers: [Layer], classNames: [String], paper: Float, ink: Float,
    example: (pixels: [Float], probabilities: [Float])?
  ) {
    self.inputShape = inputShape
    self.layers = layers
    self.classNames = classNames
    self.paper = paper
    self.ink = ink
    self.example = example
  }
}
