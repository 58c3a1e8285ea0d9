import Engine
import Lesson
import Markdown
import Networks
import Testing

@testable import Steps

/// What stands behind a layer's name is a setting: `--set build.dense_1=64`.
@Suite struct LayerSettingTests {
  private static let text = lesson(
    """
    load mnist as x_train, y_train, x_test, y_test
    reshape x_train to (-1, 28, 28, 1)
    normalise x_train
    build network
      conv2d 8 3x3 relu
        padding: same
      maxpool 2x2
      batchnorm
      flatten
      dense 16 relu
      dropout 0.25
      dense 10 softmax
    fit network on x_train, y_train
    """)

  private func layers(_ settings: String...) throws -> [LayerSpec] {
    let result = plan(Self.text, settings: settings)
    let plan = try #require(result.plan, "\(result.diagnostics)")
    return try #require(plan.steps.first { $0.verb.doc.takesLayers }).layers
  }

  @Test func aNumberAloneChangesNothingElse() throws {
    let plain = try layers()
    var wanted = plain
    wanted[4].count = 64
    #expect(try layers("build.dense_1=64") == wanted)
    wanted = plain
    wanted[0].count = 4
    wanted[0].window = Size2D(5, 5)
    #expect(try layers("build.conv2d_1=4 5x5") == wanted, "its padding stays")
    wanted = plain
    wanted[0].window = Size2D(5, 5)
    #expect(try layers("build.conv2d_1=5x5") == wanted)
    wanted = plain
    wanted[5].rate = 0.5
    #expect(try layers("build.dropout_1=0.5") == wanted)
    wanted[5].rate = 0.4
    #expect(try layers("build.Dropout-1=40 %") == wanted)
    wanted = plain
    wanted[4].activation = .tanh
    #expect(try layers("build.dense_1=tanh") == wanted)
  }

  @Test func layersAreLeftOutAndPutBack() throws {
    let names = { (layers: [LayerSpec]) in layers.map { $0.kind.name } }
    #expect(try names(layers("build.batchnorm_1=off")) == names(try layers()).filter { $0 != "batchnorm" })
    #expect(try layers("build.batchnorm_1=on") == layers())
    // The second one stays the second where the first is gone.
    #expect(try layers("build.dense_1=off", "build.dense_2=20").last?.count == 20)
    let written = Self.text.replacing("batchnorm", with: "batchnorm off")
    let without = try #require(plan(written).plan).steps[3].layers
    #expect(without == (try layers("build.batchnorm_1=off")))
    #expect(try #require(plan(written, settings: ["build.batchnorm_1=on"]).plan).steps[3].layers == layers())
  }

  /// As if the lesson were written so.
  @Test func theShapesFollow() throws {
    let result = plan(Self.text, settings: ["build.maxpool_1=off", "build.dense_1=3"])
    let parameters = try #require(result.plan).steps.parameters(of: "network")
    #expect(parameters == 80 + 32 + (28 * 28 * 8 + 1) * 3 + 40)
  }

  @Test func theyAreListed() {
    let rows = plan(Self.text, settings: ["build.dense_1=64"]).parameters.filter { $0.isLayer }
    #expect(
      rows.map { "\($0.step).\($0.key)=\($0.value ?? "")" } == [
        "build.conv2d_1=8 3x3 relu", "build.maxpool_1=2x2", "build.batchnorm_1=on", "build.flatten_1=on",
        "build.dense_1=64 relu", "build.dropout_1=0.25", "build.dense_2=10 softmax",
      ])
    #expect(rows[4].range == "neurons from 1 to 1000000, an activation, off")
  }

  @Test(arguments: [
    ("build.dense_3=64", "'build' has no layer 'dense_3'", "did you mean 'dense_1'?"),
    ("build.dense=64", "'build' has no layer 'dense'", "did you mean 'dense_1'?"),
    ("build.dense1=64", "'build' has no layer 'dense1'", "did you mean 'dense_1'?"),
    ("build.dense_1=0.5", "'dense' takes a whole number of neurons, not 0.5", "write 'build.dense_1=16'"),
    ("build.dense_1=0", "'dense' must have 1 or more neurons, not 0", nil),
    ("build.dense_1=", "'dense_1' has no value", "write 'build.dense_1=16'"),
    ("build.dense_1", "'dense_1' has no value", "write 'build.dense_1=16'"),
    ("build.dense_1=many", "a number is needed here, and 'many' is none", nil),
    ("build.dropout_1=64", "'dropout' must be 0 or more and below 1, not 64", "write 'build.dropout_1=0.64'"),
    ("build.batchnorm_1=64", "'batchnorm' takes nothing but on and off, not 64", "write 'build.batchnorm_1=off'"),
    ("build.conv2d_1=2.5", "'conv2d' takes a whole number of filters, not 2.5", "write 'build.conv2d_1=8'"),
    ("build.units=64", "'build' has no setting 'units'", nil),
  ])
  func mistakesTeach(_ setting: String, _ summary: String, _ hint: String?) throws {
    let result = plan(Self.text, settings: [setting])
    let problem = try #require(result.diagnostics.first { $0.severity == .error })
    #expect(problem.summary == summary)
    if let hint { #expect(problem.hint == hint) }
    #expect(problem.setting == setting && result.plan == nil)
  }

  @Test func aSealKnowsThem() throws {
    let sealed = try Seal.sealed(SourceText(Self.text), as: SourceText(Self.text))
    #expect(plan(sealed.text(0..<sealed.utf8.count)).diagnostics.filter { $0.id == .changedSteps } == [])
    #expect(plan(sealed.text(0..<sealed.utf8.count), settings: ["build.dense_1=64"]).plan != nil)
  }
}
