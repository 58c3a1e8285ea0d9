import Arrays
import Engine
import Networks
import Testing

extension PinnedNetwork: CustomTestStringConvertible {
  var testDescription: String { name }
}

@Suite struct PinnedNetworkTests {
  private static let isFused = (try? Device(threads: 1, processor: nil).processor != "baseline") ?? false

  @Test(
    .enabled(if: isFused, "without fused multiply-add each product is rounded by itself"),
    arguments: PinnedNetwork.all, [1, 2, 3])
  func everyMachineFindsTheSameBits(network: PinnedNetwork, threads: Int) throws {
    let device = try Device(threads: threads, processor: nil)
    let found = try network.train(on: device)
    #expect(found == network.fingerprint)
  }

  /// Kept results of other bits must not be taken for these: another fingerprint needs another number.
  @Test func otherBitsHaveAnotherNumber() {
    let recorded: [Int: UInt64] = [1: 0x1e8b_b89e_d502_5eca]
    let all = PinnedNetwork.all.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1.fingerprint) &* 0x100_0000_01b3 }
    #expect(
      recorded[Arithmetic.number] == all,
      "raise Arithmetic.number in Sources/Engine/Arithmetic.swift, and record what belongs to it here")
  }

  /// Going on from the end of an epoch gives the bits of one go.
  @Test(arguments: PinnedNetwork.all) func goesOnFromAnEpochsEnd(_ pinned: PinnedNetwork) throws {
    let device = try Device(threads: 2, processor: nil)
    #expect(try pinned.train(on: device, isTwice: true) == pinned.train(on: device))
  }

  /// A state of another network or optimizer is none: training starts anew.
  @Test func anotherNetworksStateIsNone() throws {
    let device = try Device(threads: 1, processor: nil)
    let (x, y) = clouds(60)
    func network(_ units: Int) throws -> Network {
      try Network(
        layers: [.dense(units: units, activation: .relu), .dense(units: 2, activation: .softmax)], inputShape: [2],
        seed: 1, step: 0, device: device)
    }
    func train(_ optimizer: Optimizer, units: Int = 8, epochs: Int, from start: FitState? = nil) throws -> FitStates? {
      var options = FitOptions()
      options.epochs = epochs
      options.optimizer = optimizer
      var states: FitStates? = FitStates(start: start)
      let history = try network(units).fit(
        x: x, y: y, validation: nil, options: options, states: &states
      ) { _ in true }
      #expect(history.epochs.count == epochs)
      return states
    }
    let wanted = try #require(try train(.adam(), epochs: 2))
    #expect(try train(.adam(), epochs: 2, from: wanted.reached[0])?.reached.last == wanted.reached[1])
    var cut = wanted.reached[0]
    cut.second.removeLast()
    var short = wanted.reached[0]
    short.first[0].values.removeLast()
    var foreign: [FitState?] = [cut, short]
    foreign.append(try train(.adam(), units: 9, epochs: 1)?.reached[0])
    foreign.append(try train(.sgd(), epochs: 1)?.reached[0])
    foreign.append(try train(.rmsprop(), epochs: 1)?.reached[0])
    for state in foreign {
      let states = try train(.adam(), epochs: 2, from: state)
      #expect(states?.start == nil)
      #expect(states?.reached == wanted.reached)
    }
  }
}
