internal import Operations

/// Operations in a row, with the barriers that the threads need in between.
final class Schedule {
  let operations: UnsafeMutableBufferPointer<Operation>
  /// Whether all threads must have finished what comes before.
  let waits: UnsafeMutableBufferPointer<Bool>

  /// Not empty where the step is too short to be shared out: then one thread takes it, and meanwhile the last thread
  /// gathers the next batch with these.
  let ahead: [Operation]

  init(_ list: [Operation], ahead: [Operation] = []) {
    self.ahead = ahead
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
