internal import Operations

/// Operations in a row, with the barriers that the threads need in between.
final class Schedule {
  let operations: UnsafeMutableBufferPointer<Operation>
  /// Whether all threads must have finished what comes before.
  let waits: UnsafeMutableBufferPointer<Bool>
  /// Whether they must have finished a step before its results are looked at: no barrier behind the loss says so.
  let waitsAtEnd: Bool
  /// Whether they must have finished a step before the next one.
  let waitsBetween: Bool
  /// As many threads as are worth it.
  let threads: Int
  /// Where the threads note what each operation takes; nil for not at all.
  var meter: Meter?

  init(_ list: [Operation], threads: Int = .max) {
    self.threads = threads
    operations = .allocate(capacity: list.count)
    waits = .allocate(capacity: list.count)
    _ = operations.initialize(from: list)
    var isSettled = false
    var hasLoss = false
    for index in list.indices {
      let previous = list[max(0, index - 1)].share
      let share = list[index].share
      let isWaiting = index > 0 && (previous != share || share == .whole)
      waits.initializeElement(at: index, to: isWaiting)
      isSettled = isSettled || hasLoss && isWaiting
      if case .loss = list[index] { hasLoss = true }
    }
    waitsAtEnd = !isSettled
    waitsBetween = !Schedule.keepsInputsApart(list)
  }

  deinit {
    operations.deinitialize().deallocate()
    waits.deinitialize().deallocate()
  }

  /// Whether a step starts and ends with what each thread does with the inputs and the weights that are its own.
  private static func keepsInputsApart(_ list: [Operation]) -> Bool {
    guard case .gather(let gather)? = list.first, gather.parts != nil, list[list.count - 1].share == .weights else {
      return false
    }
    return list.allSatisfy { operation in
      guard case .denseWeights(let product) = operation, product.input == gather.output else { return true }
      return product.ownership == .inputs
    }
  }
}
