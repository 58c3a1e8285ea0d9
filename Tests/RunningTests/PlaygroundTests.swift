import Testing

import Steps

@testable import Running

struct PlaygroundTests {
  /// The starting kernels are those that the engine draws: a rate of nearly zero leaves them as they were.
  @Test func kernelsStartAsTheEngineDrawsThem() throws {
    let text = LessonRun.trained.replacing("epochs: 2", with: "epochs: 1\n  learning_rate: 1e-30")
    let run = try LessonRun("---\nseed: 5\n---\n" + text)
    defer { run.remove() }
    let network = try #require(run.outcome?.playground())
    #expect(network.layers.count == 2)
    for layer in network.layers {
      let start = try #require(layer.start)
      #expect(zip(start.values, layer.weights[0]).allSatisfy { abs($0 - $1) < 1e-12 })
      #expect(start.values.count == layer.weights[0].count)
    }
  }

  /// What the layers take in are the training samples and the first layer's outputs for them.
  @Test func layersKnowTheirInputs() throws {
    let run = try LessonRun(LessonRun.trained)
    defer { run.remove() }
    let network = try #require(run.outcome?.playground())
    let (first, second) = (network.layers[0], network.layers[1])
    #expect(first.inputs.count == 300 * 784 && second.inputs.count == 300 * 12)
    for sample in [0, 150, 299] {
      for unit in 0..<12 {
        let sum = (0..<784).reduce(first.weights[1][unit]) {
          $0 + first.inputs[sample * 784 + $1] * first.weights[0][$1 * 12 + unit]
        }
        #expect(abs(max(sum, 0) - second.inputs[sample * 12 + unit]) < 1e-4)
      }
    }
  }
}
