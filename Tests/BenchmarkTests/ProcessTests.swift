import Glibc
import Testing

@testable import Benchmark

@Suite struct ProcessTests {
  @Test func givesOutputAndStatus() throws {
    let output = try runProcess(["sh", "-c", "echo out; exit 3"])
    #expect(output.bytes == Array("out\n".utf8))
    #expect(output.status == 3)
    #expect(try runProcess(["sh", "-c", "kill -9 $$"]).status == 137)
  }

  @Test func saysWhatCannotBeStarted() {
    let problem = #expect(throws: ProcessProblem.self) { try runProcess(["/no/such/python"]) }
    #expect(problem?.description == "'/no/such/python' cannot be started: No such file or directory")
  }

  @Test func temporaryFolderGoes() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder?.path)
    try folder?.write([1, 2], to: "a")
    #expect(access(path + "/a", F_OK) == 0)
    folder = nil
    #expect(access(path, F_OK) != 0)
  }
}
