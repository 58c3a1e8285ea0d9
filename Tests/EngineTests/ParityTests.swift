import Testing

import Arrays
@testable import Engine
import Networks

/// The engine comes to Keras' numbers: Reference/keras_parity.py made them.
@Suite struct ParityTests {
  @Test(arguments: ReferenceNetwork.all)
  func equalsKeras(_ reference: ReferenceNetwork) throws {
    let network = try Network(
      layers: reference.specs, inputShape: reference.input, seed: 0, step: 0,
      device: Device(threads: 2, processor: nil))
    try network.setWeights(reference.weights("initial"))
    let x = try reference.array("x")
    let y = try reference.labels
    let options = try reference.options
    if reference.epochs > 0 {
      let history = try network.fit(x: x, y: y, validation: nil, options: options) { _ in true }
      expect(history.epochs, equal: reference.history, lowersRate: options.schedule?.followsLosses == true)
      if reference.keepBest == true { #expect(history.keptEpoch != nil && history.keptEpoch != history.epochs.count) }
    }
    try expectWeights(of: network, equal: reference.weights("final"))
    var answers: NDArray?
    let evaluation = try network.evaluate(
      x: x, y: y, loss: options.loss, batchSize: reference.evaluation.batchSize, answers: &answers)
    expectLoss(evaluation.loss, reference.evaluation.loss, "evaluation")
    #expect(abs(evaluation.accuracy - reference.evaluation.accuracy) < 1e-6)
    let predictions = try network.predict(x: x, batchSize: 7)
    let measures = AnswerMeasures(of: predictions, labels: y)
    if let mae = reference.evaluation.mae { #expect(abs(measures.meanAbsoluteError - mae) < 1e-6) }
    if let mse = reference.evaluation.mse { #expect(abs(measures.meanSquaredError - mse) < 1e-6) }
    if let top5 = reference.evaluation.top5 { #expect(abs((measures.topFive ?? -1) - top5) < 1e-6) }
    let expected = try reference.array("predictions")
    #expect(predictions.shape == expected.shape)
    expectValues(predictions, equal: expected, "predictions")
    // What evaluating comes by is what predicting gives, to the last bit; with another loss than its own there is none.
    let activation = network.layers.last { $0.activation != nil }?.activation
    let isAnothers =
      options.loss == .binaryCrossentropy
      ? activation == .softmax
      : activation == .sigmoid && options.loss != .meanSquaredError
    #expect((answers == nil) == isAnothers)
    if let answers { #expect(answers.shape == predictions.shape && answers.values.floats == predictions.values.floats) }
  }

  private func expect(_ epochs: [EpochResult], equal expected: [ReferenceNetwork.Epoch], lowersRate: Bool) {
    #expect(epochs.count == expected.count)
    for (epoch, expected) in zip(epochs, expected) {
      expectLoss(epoch.loss, expected.loss, "epoch \(epoch.epoch)")
      #expect(abs(epoch.accuracy - expected.accuracy) < 1e-6, "epoch \(epoch.epoch)")
      #expect((epoch.validationLoss == nil) == (expected.valLoss == nil))
      if let loss = epoch.validationLoss, let expectedLoss = expected.valLoss {
        expectLoss(loss, expectedLoss, "validation of epoch \(epoch.epoch)")
      }
      if let accuracy = epoch.validationAccuracy, let expectedAccuracy = expected.valAccuracy {
        #expect(abs(accuracy - expectedAccuracy) < 1e-6, "validation of epoch \(epoch.epoch)")
      }
      if let rate = expected.learningRate, lowersRate {
        #expect(abs((epoch.learningRate ?? 0) - rate) < 1e-7, "epoch \(epoch.epoch)")
      }
    }
  }

  private func expectLoss(_ loss: Double, _ expected: Double, _ place: String) {
    #expect(abs(loss - expected) <= 1e-5 * abs(expected), "\(place): \(loss), Keras: \(expected)")
  }

  private func expectWeights(of network: Network, equal expected: [Weight]) throws {
    let weights = Dictionary(uniqueKeysWithValues: network.weights.map { ($0.name, $0) })
    #expect(Set(weights.keys) == Set(expected.map(\.name)))
    for expected in expected {
      let weight = try #require(weights[expected.name])
      #expect(weight.shape == expected.shape)
      expectValues(
        NDArray(shape: weight.shape, values: .float32(weight.values)),
        equal: NDArray(shape: expected.shape, values: .float32(expected.values)), expected.name)
    }
  }

  private func expectValues(_ found: NDArray, equal expected: NDArray, _ name: String) {
    guard case .float32(let found) = found.values, case .float32(let expected) = expected.values,
      found.count == expected.count
    else {
      Issue.record("\(name) has another type or number of elements")
      return
    }
    let worst = found.indices.max { excess(found[$0], expected[$0]) < excess(found[$1], expected[$1]) }
    guard let worst else { return }
    #expect(
      excess(found[worst], expected[worst]) <= 0,
      "\(name)[\(worst)] is \(found[worst]), Keras: \(expected[worst])")
  }

  /// How far beyond 1e-5 + 1e-4·|expected| the difference is; not a number is infinitely far.
  private func excess(_ found: Float, _ expected: Float) -> Float {
    let difference = abs(found - expected)
    return difference.isNaN ? .infinity : difference - (1e-5 + 1e-4 * abs(expected))
  }
}
