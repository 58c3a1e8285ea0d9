import Foundation
import Testing

/// A function that two variants define under one name is linked once, for both: code for AVX-512 could then run on a
/// processor without it. Such functions (copies of values, tags of enums) must be linked from the baseline's objects.
@Suite struct SymbolTests {
  static let modules = ["Kernels", "KernelsAVX2", "KernelsAVX512"]

  /// The running test bundle.
  static var bundle: String? {
    let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
    return maps?.split(separator: "\n").compactMap { line in
      line.split(separator: " ").last.map(String.init).flatMap { $0.hasSuffix(".xctest") ? $0 : nil }
    }.first
  }

  /// The objects of a module, in the folder that the test bundle was built into.
  static func objects(_ module: String) -> [URL] {
    guard let bundle else { return [] }
    let folder = URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("\(module).build")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.lastPathComponent.hasSuffix(".swift.o") && !$0.lastPathComponent.contains("swiftmodule") }
  }

  static func run(_ tool: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  static let objdump = ["/usr/bin/objdump", "/usr/bin/llvm-objdump", "/opt/swift/usr/bin/llvm-objdump"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static let nm = ["/usr/bin/nm", "/usr/bin/llvm-nm", "/opt/swift/usr/bin/llvm-nm"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Functions that a module's objects define, with nm's letter: T and t are its own, W and w may be merged.
  static func functions(_ module: String) throws -> [(kind: String, name: String)] {
    guard let nm else { return [] }
    let listing = try run(nm, ["--defined-only"] + objects(module).map(\.path))
    return listing.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 3, ["T", "t", "W", "w"].contains(words[1]) else { return nil }
      return (String(words[1]), String(words[2]))
    }
  }

  static var canList: Bool {
    #if arch(x86_64)
    nm != nil && objdump != nil && modules.allSatisfy { !objects($0).isEmpty }
    #else
    false
    #endif
  }

  @Test(.enabled(if: canList, "needs nm, objdump, the objects beside the test bundle, and the variants for x86-64"))
  func whatVariantsShareIsBaselineCode() throws {
    var owners: [String: Set<String>] = [:]
    for module in Self.modules {
      let functions = try Self.functions(module)
      #expect(functions.contains { $0.kind == "T" && $0.name.contains("execute") })
      for (kind, name) in functions where kind != "t" { owners[name, default: []].insert(module) }
    }
    for (name, modules) in owners where modules.count > 1 {
      #expect(modules.contains("Kernels"), "\(name) stands in \(modules)")
      let code = try Self.run(Self.objdump ?? "", ["--disassemble=\(name)", Self.bundle ?? ""])
      #expect(code.contains("ret") || code.contains("jmp"), "\(name) is not to be found")
      #expect(!code.contains("%ymm") && !code.contains("%zmm"), "\(name) was linked from a variant")
    }
  }
}
