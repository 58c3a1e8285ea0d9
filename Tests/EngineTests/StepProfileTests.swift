import Arrays
import Networks
import Testing

@testable import Engine

@Suite struct StepProfileTests {
  /// Each operation has its part, and the parts with what is between them are the step.
  @Test(arguments: [1, 3]) func addsUpToTheStep(threads: Int) throws {
    let device = try Device(threads: threads, processor: nil)
    let network = try Network(
      layers: [.dense(units: 20, activation: .relu), .dense(units: 2, activation: .softmax)], inputShape: [2], seed: 1,
      step: 0, device: device)
    let (x, y) = clouds(100)
    var options = FitOptions()
    options.epochs = 3
    let profile = try StepProfile.measured(network, x: x, y: y, options: options)
    let names = profile.parts.map(\.kernel)
    #expect(names.first == "gather")
    #expect(names.contains("loss"))
    #expect(names.contains("dense weights, update"))
    for part in profile.parts {
      #expect(part.seconds > 0 && part.alone > 0, "\(part)")
      #expect(part.waiting >= 0)
    }
    #expect(profile.rest > -1e-3 * profile.seconds && profile.rest < profile.seconds)
    // A thread that has nobody to wait for passes.
    if threads == 1 { #expect(profile.parts.reduce(0) { $0 + $1.waiting } < profile.seconds) }
  }
}
