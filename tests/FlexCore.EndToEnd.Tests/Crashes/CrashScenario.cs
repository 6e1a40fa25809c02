using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.Examples.AccessLog;

namespace FlexCore.EndToEnd.Tests.Crashes;

/// <summary>A pipeline over a log that is large enough to be interrupted many times, and what a straight run makes of it.</summary>
public sealed class CrashScenario : IDisposable
{
    public const string Window = """
        name: windowed
        source: { file: { path: access.log } }
        steps:
          - parse: combined
          - window:
              tumbling: 1m
              time: time
              lateness: 10s
              late: deadletter
              by: [status]
              aggregate: { requests: count(), bytes: sum(bytes), p95: "quantile(latency, 0.95)", hosts: distinct(host), paths: "topk(path, 3)" }
        sinks:
          - file: { path: out.ndjson }
          - sqlite: { path: out.db, table: rows, mode: upsert, key: [window, status] }
        onError: deadletter
        deadLetter: { file: { path: dead.ndjson } }
        checkpoint: { every: 20ms }
        partitions: 3
        """;

    public const string Rows = """
        name: rows
        source: { file: { path: access.log } }
        steps:
          - parse: combined
          - filter: status >= 400
          - map: { day: "formatTime(time).slice(0, 10)", slow: latency > 1 }
          - select: [time, day, host, path, status, slow]
        sinks:
          - file: { path: out.ndjson, format: csv }
          - sqlite: { path: out.db, table: rows }
        onError: deadletter
        deadLetter: { file: { path: dead.ndjson } }
        checkpoint: { every: 20ms }
        """;

    private readonly string _pipeline;
    private readonly byte[] _log;
    private readonly Workspace _straight = new();
    private readonly List<Workspace> _attempts = [];

    public CrashScenario(string pipeline, int lines)
    {
        _pipeline = pipeline;
        using var log = new MemoryStream();
        new AccessLogGenerator(new AccessLogOptions { Lines = lines, Seed = 21, Span = TimeSpan.FromHours(3) }).WriteTo(log);
        _log = log.ToArray();
    }

    /// <summary>Runs once without interruption: what every interrupted run must give.</summary>
    public async Task RunStraightAsync()
    {
        Fill(_straight);
        (await FlexcoreProcess.RunAsync(_straight.Folder, "run", "p.yaml")).ShouldExitWith(0);
        _straight.Lines("out.ndjson").Length.ShouldBeGreaterThan(100);
        _straight.Lines("dead.ndjson").Length.ShouldBeGreaterThan(10);
    }

    /// <summary>A folder with the same pipeline and log, and progress lines dense enough to aim at.</summary>
    public Workspace Prepare()
    {
        var workspace = new Workspace();
        _attempts.Add(workspace);
        Fill(workspace);
        workspace.Write("flexcore.conf", "flexcore.cli.plain-progress-interval = 4ms");
        return workspace;
    }

    /// <summary>Whether every output is published; dead letters come last.</summary>
    public static bool IsComplete(Workspace workspace) => workspace.Has("out.ndjson") && workspace.Has("dead.ndjson");

    /// <summary>Compares every output, byte by byte and row by row.</summary>
    public void ShouldEqualStraightRun(Workspace workspace, string about)
    {
        foreach (var file in new[] { "out.ndjson", "dead.ndjson" })
        {
            var actual = Neutral(workspace, file);
            actual.AsSpan().SequenceEqual(Neutral(_straight, file)).ShouldBeTrue($"{file} differs: {about}");
        }

        var actualRows = Table.Read(workspace.PathOf("out.db"));
        var expectedRows = Table.Read(_straight.PathOf("out.db"));
        var first = actualRows.Zip(expectedRows).TakeWhile(pair => pair.First == pair.Second).Count();
        (first == expectedRows.Length && first == actualRows.Length).ShouldBeTrue(
            $"the table differs from row {first} on, {actualRows.Length} rows instead of {expectedRows.Length}: {about}");
    }

    public void Dispose()
    {
        _straight.Dispose();
        _attempts.ForEach(workspace => workspace.Dispose());
    }

    // Dead letters name their source by its full path, which differs between folders.
    private static byte[] Neutral(Workspace workspace, string file) =>
        System.Text.Encoding.UTF8.GetBytes(workspace.Read(file).Replace(workspace.Folder, "FOLDER", StringComparison.Ordinal));

    private void Fill(Workspace workspace)
    {
        workspace.Write("access.log", _log);
        workspace.Write("p.yaml", _pipeline);
    }
}
