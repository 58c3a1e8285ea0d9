import Text

/// What the page's worker offers: each call is one of the functions at the end.
enum Host {
  enum Message: Int32 {
    /// What goes on, as `{name, data}`.
    case event = 0
    /// The page that the next event is about.
    case page = 1
    /// The lesson's text as it is now.
    case text = 2
    /// Answers to the request that was given last: done, a text, JSON, why not, bytes.
    case done = 10
    case answerText = 11
    case answerJSON = 12
    case refused = 13
    case answerBytes = 14
  }

  static func send(_ message: Message, _ bytes: [UInt8] = []) {
    bytes.withUnsafeBufferPointer { hostSend(message.rawValue, $0.baseAddress, $0.count) }
  }

  static func send(_ message: Message, _ text: String) { send(message, Array(text.utf8)) }

  /// Lets the page speak, for so many milliseconds where nothing has come yet.
  static func wait(_ milliseconds: Int32) { hostWait(milliseconds) }

  /// `{subject, body}`; nil where nothing is asked.
  static func request() -> [UInt8]? { block(hostRequest()) }

  static var seconds: Double { hostSeconds() }

  // MARK: What is kept

  static func kept(_ key: String) -> [UInt8]? {
    let key = Array(key.utf8)
    return block(key.withUnsafeBufferPointer { hostKept($0.baseAddress, $0.count) })
  }

  /// - Parameter bytes: nil to keep nothing.
  static func keep(_ bytes: [UInt8]?, _ key: String, lasts: Bool) {
    let key = Array(key.utf8)
    key.withUnsafeBufferPointer { key in
      guard let bytes else { return hostKeep(key.baseAddress, key.count, nil, 0, 0) }
      bytes.withUnsafeBufferPointer {
        hostKeep(key.baseAddress, key.count, $0.baseAddress, $0.count, lasts ? 1 : 0)
      }
    }
  }

  /// What the host has allocated: a count, and so many bytes.
  private static func block(_ start: UnsafeMutablePointer<UInt8>?) -> [UInt8]? {
    guard let start else { return nil }
    let count = Int(UnsafeRawPointer(start).loadUnaligned(as: UInt32.self))
    defer { start.deallocate() }
    return Array(UnsafeBufferPointer(start: start + 4, count: count))
  }
}

@_extern(wasm, module: "host", name: "seconds") @_extern(c)
private func hostSeconds() -> Double

@_extern(wasm, module: "host", name: "send") @_extern(c)
private func hostSend(_ message: Int32, _ bytes: UnsafePointer<UInt8>?, _ count: Int)

@_extern(wasm, module: "host", name: "wait") @_extern(c)
private func hostWait(_ milliseconds: Int32)

@_extern(wasm, module: "host", name: "request") @_extern(c)
private func hostRequest() -> UnsafeMutablePointer<UInt8>?

@_extern(wasm, module: "host", name: "kept") @_extern(c)
private func hostKept(_ key: UnsafePointer<UInt8>?, _ count: Int) -> UnsafeMutablePointer<UInt8>?

@_extern(wasm, module: "host", name: "keep") @_extern(c)
private func hostKeep(
  _ key: UnsafePointer<UInt8>?, _ keyCount: Int, _ bytes: UnsafePointer<UInt8>?, _ count: Int, _ lasts: Int32)
