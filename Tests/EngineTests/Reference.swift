import Foundation

/// The files in Tests/EngineTests/Reference; each script there makes those it names.
enum Reference {
  struct Missing: Error { var name: String }

  static func bytes(_ name: String) throws -> [UInt8] {
    let parts = name.split(separator: ".")
    guard
      let url = Bundle.module.url(
        forResource: String(parts[0]), withExtension: String(parts[1]), subdirectory: "Reference")
    else { throw Missing(name: name) }
    return Array(try Data(contentsOf: url))
  }
}
