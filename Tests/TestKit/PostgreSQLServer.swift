import Glibc
import Pipelines

/// A PostgreSQL server for tests: started when the first one asks, in a folder of its own, reached by a socket in it, and gone
/// with the process of the tests, however that ends.
public final class PostgreSQLServer: Sendable {
  /// The server, or why there is none.
  public static let shared: Result<PostgreSQLServer, Failure> = {
    do throws(Failure) { return .success(try PostgreSQLServer()) } catch { return .failure(error) }
  }()

  public struct Failure: Error, Sendable, CustomStringConvertible {
    public var description: String
  }

  /// The programs of the newest server that is installed; nil when none is.
  public static let programs: String? = {
    let all = "/usr/lib/postgresql"
    let versions = ((try? FileSystem.names(in: all)) ?? []).compactMap { Int($0) }.sorted(by: >)
    return versions.map { "\(all)/\($0)/bin" }.first { access($0 + "/initdb", X_OK) == 0 }
  }()

  /// Whether tests can have one.
  public static var isInstalled: Bool { programs != nil }
  public static let reason = "no PostgreSQL server is installed (apt-get install postgresql)"

  private let folder: String
  private let programs: String

  /// What the server is run by: it refuses to be run by root. It ends when its input does, which is when these tests end.
  private static let script = """
    folder=$1; programs=$2; as=
    if [ "$(id -u)" = 0 ]; then
      user=postgres; id -u $user >/dev/null 2>&1 || user=nobody
      chown $user "$folder"
      as="setpriv --reuid=$(id -u $user) --regid=$(id -g $user) --clear-groups"
    fi
    cd "$folder"
    $as "$programs/initdb" -D "$folder/data" -A trust -U postgres -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 || {
      mv "$folder/log" "$folder/failed"; exit 1
    }
    # One user has a password, to be refused without it.
    sed -i '1i local all locked scram-sha-256' "$folder/data/pg_hba.conf"
    $as "$programs/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" -c fsync=off \\
      -c full_page_writes=off -c max_connections=50 -c shared_buffers=32MB -c lc_messages=C >"$folder/log" 2>&1 </dev/null &
    server=$!
    tries=0
    until "$programs/pg_isready" -q -h "$folder"; do
      tries=$((tries + 1))
      if [ $tries -gt 400 ] || ! kill -0 $server 2>/dev/null; then mv "$folder/log" "$folder/failed"; break; fi
      sleep 0.05
    done
    : > "$folder/ready"
    cat >/dev/null
    kill -QUIT $server 2>/dev/null
    wait $server
    rm -rf "$folder"
    """

  private init() throws(Failure) {
    guard let programs = PostgreSQLServer.programs else { throw Failure(description: PostgreSQLServer.reason) }
    var template = Array("/tmp/lede-server-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure(description: "/tmp cannot be written") }
    folder = String(cString: made)
    self.programs = programs
    var ends: [Int32] = [0, 0]
    // The writing end closes with this process; nobody ever writes.
    guard pipe(&ends) == 0 else { throw Failure(description: "there is no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // A group of its own, so that an interrupt of the tests does not end it before it has cleaned up.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    defer { posix_spawnattr_destroy(&attributes) }
    let words = ["/bin/sh", "-c", PostgreSQLServer.script, "server", folder, programs]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, words[0], &actions, &attributes, &arguments, environ)
    close(ends[0])
    guard failure == 0 else { throw Failure(description: "it cannot be started") }
    for _ in 0..<3_000 {
      if access(folder + "/failed", F_OK) == 0 {
        throw Failure(description: (try? Project.text(folder + "/failed")) ?? "it does not start")
      }
      if access(folder + "/ready", F_OK) == 0 { return }
      usleep(20_000)
    }
    throw Failure(description: "it does not start")
  }

  /// Makes an empty database of a name that no other test has.
  ///
  /// - Returns: its address, as lede takes it.
  public func database(_ name: String, user: String = "postgres", password: String? = nil) throws -> String {
    try run("CREATE DATABASE \(name)", in: "postgres")
    return address(name, user: user, password: password)
  }

  public func address(_ database: String, user: String = "postgres", password: String? = nil) -> String {
    let host = folder.split(separator: "/").map { "%2F" + $0 }.joined()
    return "postgres://\(user)\(password.map { ":" + $0 } ?? "")@\(host)/\(database)"
  }

  /// A command of the shell that runs SQL, which follows it.
  public func client(_ database: String) -> String {
    "\(programs)/psql -X -q -A -t -v ON_ERROR_STOP=1 -h \(folder) -U postgres -d \(database) -c"
  }

  /// Runs a statement, and gives what it prints.
  @discardableResult
  public func run(_ sql: String, in database: String) throws -> String {
    let result = try Program.shell("\(client(database)) \"\(sql)\"", in: "/tmp")
    guard result.status == 0 else { throw Failure(description: result.errors) }
    return result.output.split(separator: "\n").joined(separator: "\n")
  }
}
