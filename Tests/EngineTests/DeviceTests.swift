import Engine
import Networks
import Testing

@Suite struct DeviceTests {
  @Test func namesOfProcessors() throws {
    let error = #expect(throws: EngineError.self) { try Device(threads: 1, processor: "mmx") }
    guard case .unknownProcessor("mmx", let known) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(known.contains(try Device(threads: 1, processor: "").processor))
  }

  @Test func threadCounts() throws {
    #expect(try Device(threads: nil, processor: nil).threads >= 1)
    #expect(try Device(threads: 3, processor: nil).threads == 3)
    #expect(try Device(threads: 0, processor: nil).threads == 1)
  }

  @Test func manyCallersTakeTurns() async throws {
    let device = try Device(threads: 3, processor: nil)
    let (x, y) = clouds(40)
    let results = try await withThrowingTaskGroup(of: [Float].self) { group in
      for _ in 0..<6 {
        group.addTask {
          let network = try Network(
            layers: [.dense(units: 20, activation: .relu), .dense(units: 2, activation: .softmax)], inputShape: [2],
            seed: 1, step: 0, device: device)
          var options = FitOptions()
          options.epochs = 20
          _ = try network.fit(x: x, y: y, validation: nil, options: options) { _ in true }
          return network.weights[0].values
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for result in results { #expect(result == results[0]) }
  }
}
