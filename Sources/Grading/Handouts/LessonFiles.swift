import Files
package import Running
package import Steps

extension Session {
  /// The files that a step reads, as the lesson names them; each of those that it names together.
  package func fileNames(readBy step: PlannedStep) -> [String] {
    let files = FileAccess(
      lessonFolder: parentFolder(path), reportFolder: "", readableFolders: options.dataFolders + options.allowedFolders)
    if case .success(let pictures)? = files.pictures(readBy: step) { return pictures.files.map { $0.name } }
    return step.effects.reads.compactMap { if case .file(let name) = $0 { name } else { nil } }
  }
}
