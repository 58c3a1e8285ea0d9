import Datasets
import Files
import Grading
import Lesson
import Markdown
import Reporting
import Running
import Steps
import Text

/// Writes what students get.
struct HandingOut {
  let tool: CommandLineTool

  func printHandout(_ path: String) -> ExitCode {
    do throws(Diagnostic) {
      let session = try Session(path: path, options: Session.Options())
      do throws(Handout.Problems) {
        let handout = try Handout.text(of: session.source, Verb.vocabulary) { Seal.of($0).text }
        tool.terminal.document(handout.text(0..<handout.utf8.count))
        return .success
      } catch {
        tool.report(error.diagnostics, of: session)
        return error.diagnostics.exitCode
      }
    } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
  }

  func writeHandout(_ path: String, to folder: String, _ wanted: HandoutOptions) -> ExitCode {
    do throws(Diagnostic) {
      var options = Session.Options()
      options.version = CommandLineTool.version
      options.dataFolders = tool.environment["LESSON_DATA"].map { [$0] } ?? []
      options.cacheFolder = DatasetLibrary.cacheFolder(tool.environment)
      let session = try Session(path: path, options: options)
      guard let roster = wanted.roster else {
        guard let files = try files(session, session.source, wanted, isFirst: true) else {
          tool.terminal.say("\(path): nothing was written to \(folder)\n")
          return .lesson
        }
        try refuse(files, in: folder, path)
        try write(files, to: folder)
        tool.terminal.say("\(path): wrote \(Words.count(files.count, "file")) to \(folder)\n")
        tellStrangers(in: folder, beside: files.map { $0.path })
        return .success
      }
      return try writeVariants(session, Roster(try ClassFile.text(of: roster)), to: folder, wanted)
    } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
  }

  // MARK: One

  /// - Parameter isFirst: whether what the lesson's check says is told.
  /// - Returns: nil where something in them would tell a solution; it is told.
  private func files(
    _ session: Session, _ source: SourceText, _ wanted: HandoutOptions, isFirst: Bool
  ) throws(Diagnostic) -> [FolderFile]? {
    let result = Planner.plan(text: source, surroundings: session.surroundings)
    if isFirst || result.plan == nil {
      tool.report(result.diagnostics.filter { $0.severity != .note }, of: session)
    }
    guard let plan = result.plan else { return nil }
    let made: HandoutFolder
    do throws(Handout.Problems) {
      made = try HandoutFolder(
        session, source: source, plan: plan, allowed: wanted.told, page: wanted.hasPage ? page(session) : nil)
    } catch {
      tool.report(error.diagnostics, of: session)
      return nil
    }
    tool.report(made.problems, of: session)
    return made.problems.isEmpty ? made.files : nil
  }

  private func page(_ session: Session) -> (SourceText, Plan) -> HandoutFolder.Page? {
    { source, plan in
      var page = PageWriter(session: session, version: CommandLineTool.version, edition: .whole)
      page.source = source
      do throws(FileProblem) { return try page.page(plan) } catch {
        tool.terminal.say("\(session.path): no page goes along: the lesson's files do not fit into one\n")
        return nil
      }
    }
  }

  /// The students' edition must not take the place of the lesson, nor their data that of its own.
  private func refuse(_ files: [FolderFile], in folder: String, _ lesson: String) throws(Diagnostic) {
    let source = realPath(lesson)
    guard files.contains(where: { realPath("\(folder)/\($0.path)") == source }) || isLessonFolder(folder, lesson)
    else { return }
    throw Diagnostic(
      cause: .machine, id: .cannotWrite, at: nil,
      "\(folder) is the lesson's own folder, where the students' edition would take its place",
      notes: ["name a folder for the handout alone, such as '--to handout'"])
  }

  private func isLessonFolder(_ folder: String, _ lesson: String) -> Bool {
    guard let real = realPath(folder) else { return false }
    return real == realPath(parentFolder(lesson))
  }

  private func write(_ files: [FolderFile], to folder: String) throws(Diagnostic) {
    var new: [String] = []
    do throws(Diagnostic) {
      for file in files {
        let path = "\(folder)/\(file.path)"
        if !exists(path) { new.append(path) }
        try write(file.bytes, to: path)
      }
    } catch {
      // Half a handout must not be given away.
      for path in new.reversed() {
        removeFile(path)
        removeEmptyFolder(parentFolder(path))
      }
      throw error
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
    do throws(FileProblem) {
      try makeFolders(parentFolder(path))
      try replaceFile(path, with: bytes)
    } catch {
      throw Diagnostic(cause: .machine, id: .cannotWrite, at: nil, "\(path) cannot be written: \(error.words)")
    }
  }

  /// What lies there from before would be given away, too.
  private func tellStrangers(in folder: String, beside paths: [String]) {
    let own = Set(paths.map { $0.split(separator: "/").first.map { String($0) } ?? "" })
    let others = ((try? FolderListing(folder))?.entries ?? []).map { $0.name }.filter { !own.contains($0) }
    guard !others.isEmpty else { return }
    tool.terminal.say("\(folder) also holds \(Words.list(others)), which belong to no handout: look at them first\n")
  }

  // MARK: A class

  /// All are made before any is written: a class gets its handouts together or not at all.
  private func writeVariants(
    _ session: Session, _ roster: Roster, to folder: String, _ wanted: HandoutOptions
  ) throws(Diagnostic) -> ExitCode {
    let students = roster.students.map { $0.name }
    let variants = try Variant.deal(students, lists: wanted.lists, hasSeeds: wanted.hasSeeds)
    let key = wanted.key ?? folder + "-key.csv"
    guard !key.hasPrefix(folder + "/") else {
      throw Diagnostic(
        cause: .machine, id: .cannotWrite, at: nil, "the key would lie in the folder that is given away, \(folder)",
        notes: ["name another place with '--key FILE'"])
    }
    // A page takes megabytes, so they are made once more to be written, and the first check needs only one.
    let hasKey = wanted.hasSeeds || !wanted.lists.isEmpty
    for isWriting in [false, true] {
      // Without it nobody could grade what is written next.
      if isWriting, hasKey {
        try NamedTable.write(Variant.key(variants), to: key, as: "the key", start: "student,seed")
      }
      for (index, variant) in variants.enumerated() {
        var wanted = wanted
        if !isWriting, index > 0 { wanted.hasPage = false }
        let source = try variant.applied(to: session.source)
        guard let files = try files(session, source, wanted, isFirst: index == 0 && !isWriting) else {
          tool.terminal.say("\(session.path): nothing was written for \(variant.student)\n")
          return .lesson
        }
        let own = "\(folder)/\(GradingFolder.safe(variant.student))"
        if isWriting { try write(files, to: own) } else { try refuse(files, in: own, session.path) }
      }
    }
    if hasKey {
      tool.terminal.say("\(session.path): the key of the variants is \(key); 'lesson grade --key \(key)' needs it\n")
    }
    tool.terminal.say("\(session.path): wrote \(Words.count(variants.count, "folder")) to \(folder)\n")
    tellStrangers(in: folder, beside: students.map { GradingFolder.safe($0) })
    return .success
  }
}
