/// What a report may keep of its making for the next run, where that takes it long: bytes that belong to the very network
/// that the page has.
package struct PageMemory: Sendable {
  /// nil where nothing is kept.
  package var read: @Sendable () -> [UInt8]?
  package var write: @Sendable ([UInt8]) -> Void

  package init(read: @escaping @Sendable () -> [UInt8]?, write: @escaping @Sendable ([UInt8]) -> Void) {
    self.read = read
    self.write = write
  }
}
