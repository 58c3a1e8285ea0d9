/// A file of a folder that is replaced as one: its path inside the folder, with `/`, and its bytes.
package struct FolderFile: Sendable, Equatable {
  package var path: String
  package var bytes: [UInt8]
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
