internal import Operations

/// Operations in a row, with the barriers that the threads need in between.
final class Schedule {
  let operations: UnsafeMutableBufferPointer<Operation>
  /// Whether all threads must have finished what comes before.
  let waits: UnsafeMutableBufferPointer<Bool>
  /// As many threads as are worth it.
  let threads: Int

  init(_ list: [Operation], threads: Int = .max) {
    self.threads = threads
    operations = .allocate(capacity: list.count)
    waits = .allocate(capacity: list.count)
    _ = operations.initialize(from: list)
    for index in list.indices {
      let previous = list[max(0, index - 1)].share
      let share = list[index].share
      waits.initializeElement(at: index, to: index > 0 && (previous != share || share == .whole))
    }
  }

  deinit {
    operations.deinitialize().deallocate()
    waits.deinitialize().deallocate()
  }
}
