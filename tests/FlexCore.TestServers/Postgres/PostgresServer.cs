using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace FlexCore.TestServers.Postgres;

/// <summary>A PostgreSQL server of its own for tests: a new cluster in a temporary folder, on a free port of the loopback and on a Unix socket.</summary>
/// <remarks>
/// It flushes as in production, because that is what tests claim. A watchdog shell ends the server and removes the folder when its input closes, so nothing is left
/// behind when the test run dies. Its methods are used by one test at a time.
/// </remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The password of user <c>postgres</c> over TCP; the socket needs none.</summary>
    public const string Password = "s3cret-of-the-tests";

    private const string Watchdog = """
        folder=$1; shift
        "$@" & server=$!
        echo "pid $server"
        read -r command
        kill -QUIT "$server" 2>/dev/null
        wait "$server"
        [ "$command" = keep ] || rm -rf "$folder"
        """;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly string[] _settings;
    private Process? _watchdog;
    private int _processId;

    private PostgresServer(string folder, string[] settings)
    {
        _folder = folder;
        _settings = settings;
        Port = TcpPorts.Free();
    }

    /// <summary>The TCP port on 127.0.0.1, and the number in the socket's name.</summary>
    public int Port { get; }

    /// <summary>Connects as superuser over the socket.</summary>
    public string ConnectionString => $"Host={_folder};Port={Port};Database=postgres;Username=postgres";

    /// <summary>Connects as superuser over TCP, as processes of a cluster do.</summary>
    public string TcpConnectionString => $"Host=127.0.0.1;Port={Port};Database=postgres;Username=postgres;Password={Password}";

    /// <summary>Creates and starts a server.</summary>
    /// <param name="settings">More settings, each <c>name=value</c>.</param>
    public static Task<PostgresServer> StartAsync(params string[] settings) => StartAsync(new PostgresPlace(Directory.CreateTempSubdirectory("flexcore-pg-").FullName), settings);

    /// <summary>Creates and starts a server in a place of the caller's. What is in the folder goes when the server ends.</summary>
    /// <param name="place">Where.</param>
    /// <param name="settings">More settings, each <c>name=value</c>.</param>
    public static async Task<PostgresServer> StartAsync(PostgresPlace place, params string[] settings)
    {
        ArgumentNullException.ThrowIfNull(place);
        var bin = PostgresPrograms.Folder ?? throw new InvalidOperationException(PostgresPrograms.SkipReason);
        var folder = place.Folder;
        try
        {
            await InitializeAsync(bin, place);
            var server = new PostgresServer(folder, settings);
            await server.StartAsync();
            return server;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Creates and starts a standby of a server. From now on that server acknowledges a commit when the standby has it on disk, too.</summary>
    /// <param name="primary">The server that it follows.</param>
    public static async Task<PostgresServer> StandByAsync(PostgresServer primary)
    {
        ArgumentNullException.ThrowIfNull(primary);
        var bin = PostgresPrograms.Folder ?? throw new InvalidOperationException(PostgresPrograms.SkipReason);
        var folder = Directory.CreateTempSubdirectory("flexcore-pg-").FullName;
        try
        {
            if (Environment.UserName == "root")
            {
                await RunAsync("chown", "postgres:", folder);
            }

            await RunAsync(AsServerUser([
                Path.Combine(bin, "pg_basebackup"), "-h", primary._folder, "-p", primary.Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres",
                "-D", Path.Combine(folder, "data"), "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]));
            var standby = new PostgresServer(folder, []);
            await standby.StartAsync();
            await primary.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
            await primary.ExecuteAsync("SELECT pg_reload_conf()");
            return standby;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Starts the server again after <see cref="StopAsync"/>, on the same data and port.</summary>
    public async Task StartAsync()
    {
        var bin = PostgresPrograms.Folder ?? throw new InvalidOperationException(PostgresPrograms.SkipReason);
        string[] own = [$"port={Port.ToString(CultureInfo.InvariantCulture)}", $"unix_socket_directories={_folder}", "listen_addresses=127.0.0.1", "max_connections=200", "lc_messages=C", "log_line_prefix=", "shared_buffers=64MB"];
        var command = AsServerUser([Path.Combine(bin, "postgres"), "-D", Path.Combine(_folder, "data"), .. own.Concat(_settings).SelectMany(setting => new[] { "-c", setting })]);
        var start = new ProcessStartInfo("bash", ["-c", Watchdog, "watchdog", _folder, .. command])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        var watchdog = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        _watchdog = watchdog;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new List<string>();
        watchdog.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.Add(line.Data ?? "");
                if (line.Data is null)
                {
                    ready.TrySetException(new InvalidOperationException($"The server ended: {string.Join('\n', log)}"));
                }
            }

            if (line.Data?.Contains("ready to accept", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        watchdog.BeginErrorReadLine();
        var line = await watchdog.StandardOutput.ReadLineAsync().WaitAsync(_patience) ?? throw new InvalidOperationException("The server did not start.");
        _processId = int.Parse(line.AsSpan("pid ".Length), CultureInfo.InvariantCulture);
        await ready.Task.WaitAsync(_patience);
    }

    /// <summary>Ends the server at once, as a crash would (<c>pg_ctl stop -m immediate</c>): nothing is written out, sessions break.</summary>
    public async Task StopAsync()
    {
        if (_watchdog is { } watchdog)
        {
            await watchdog.StandardInput.WriteLineAsync("keep");
            await watchdog.WaitForExitAsync().WaitAsync(_patience);
            watchdog.Dispose();
            _watchdog = null;
        }
    }

    /// <summary>Makes a standby a primary, as a tool for fail-over does; returns when it takes writes.</summary>
    public Task PromoteAsync() => ExecuteAsync("SELECT pg_promote()");

    /// <summary>Starts the server again if it has ended by itself, as a service manager would.</summary>
    public async Task RestartIfEndedAsync()
    {
        // One that has ended stays in the list of processes until its watchdog has been told.
        var status = $"/proc/{_processId}/stat";
        if (!File.Exists(status) || (await File.ReadAllTextAsync(status)).Contains(") Z ", StringComparison.Ordinal))
        {
            await StopAsync();
            await StartAsync();
        }
    }

    /// <summary>Keeps a copy of everything as it is now, as after a crash; the server is away meanwhile.</summary>
    public async Task BackUpAsync()
    {
        await StopAsync();
        await RunAsync("cp", "-a", "--no-target-directory", Path.Combine(_folder, "data"), Path.Combine(_folder, "backup"));
        await StartAsync();
    }

    /// <summary>Puts the copy in the place of what there is.</summary>
    public async Task RestoreAsync()
    {
        await StopAsync();
        Directory.Delete(Path.Combine(_folder, "data"), recursive: true);
        Directory.Move(Path.Combine(_folder, "backup"), Path.Combine(_folder, "data"));
        await StartAsync();
    }

    /// <summary>Stops all processes of the server without ending them: connections stay open and nothing answers.</summary>
    public Task PauseAsync() => SignalAllAsync("-STOP");

    /// <summary>Lets them go on.</summary>
    public Task ResumeAsync() => SignalAllAsync("-CONT");

    /// <summary>Runs SQL as superuser.</summary>
    /// <returns>The first column of the first row, or <see langword="null"/>.</returns>
    public async Task<object?> ExecuteAsync(string sql)
    {
        // Not pooled: a pooled connection would not survive the faults that tests inject. The driver's own 30 s to answer are too short for a busy machine.
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Command Timeout={(int)_patience.TotalSeconds}");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Creates a database beside <c>postgres</c>.</summary>
    /// <param name="name">Its name, which is not quoted.</param>
    /// <remarks>
    /// Not a copy of template1, as the server makes by itself: its own upkeep may be at work in that, and a copy is refused as long as anybody is. Nobody connects to template0.
    /// </remarks>
    public Task CreateDatabaseAsync(string name) => ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0");

    /// <summary>Drops a database, and ends whoever is still in it.</summary>
    /// <param name="name">Its name, which is not quoted.</param>
    public Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");

    /// <summary>Ends the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_watchdog is { } watchdog)
        {
            watchdog.StandardInput.Close();
            await watchdog.WaitForExitAsync().WaitAsync(_patience);
            watchdog.Dispose();
            _watchdog = null;
        }
        else if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task InitializeAsync(string bin, PostgresPlace place)
    {
        var folder = place.Folder;
        await File.WriteAllTextAsync(Path.Combine(folder, "password"), Password);
        if (Environment.UserName == "root")
        {
            await RunAsync(["chown", "-R", "postgres:", folder, .. WalFolder(place, "")]);
        }

        await RunAsync(AsServerUser([
            Path.Combine(bin, "initdb"), "-D", Path.Combine(folder, "data"), "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256",
            $"--pwfile={Path.Combine(folder, "password")}", "--no-sync", "--locale=C", "-E", "UTF8",
            .. WalFolder(place, "--waldir=")]));
    }

    private static string[] WalFolder(PostgresPlace place, string prefix) => place.WalFolder is { } folder ? [prefix + folder] : [];

    // The server refuses to run as root.
    private static string[] AsServerUser(string[] command) =>
        Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command] : command;

    private static async Task RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync().WaitAsync(_patience);
        await process.WaitForExitAsync().WaitAsync(_patience);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {await output}{error}");
        }
    }

    private async Task SignalAllAsync(string signal)
    {
        // The postmaster first when stopping, so that it starts nothing new; its children are the backends and writers.
        var children = await File.ReadAllTextAsync($"/proc/{_processId}/task/{_processId}/children");
        await RunAsync("kill", signal, _processId.ToString(CultureInfo.InvariantCulture));
        foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // One that has ended meanwhile needs no signal.
            await RunAsync("bash", "-c", "kill \"$1\" \"$2\" || [ ! -d \"/proc/$2\" ]", "kill", signal, child);
        }
    }
}
