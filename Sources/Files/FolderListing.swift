#if canImport(Glibc)
/// What stands in a folder, sorted by name; no link is followed.
package struct FolderListing {
  package enum Kind: Sendable { case file, folder, link, other }
  package private(set) var entries: [(name: String, kind: Kind)] = []

  package init(_ path: String) throws(FileProblem) {
    let folder = try Folder(path)
    for name in try folder.names() {
      let kind: Kind =
        switch folder.entry(name)?.kind {
        case .file: .file
        case .folder: .folder
        case .link: .link
        case .other, nil: .other
        }
      entries.append((name, kind))
    }
  }
}
#endif
