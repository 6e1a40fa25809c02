using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Runs;

public sealed class IdleTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task A_run_that_waits_for_input_writes_nothing()
    {
        _workspace.Write("flexcore.conf", "flexcore.cli.plain-progress-interval = 50ms");
        _workspace.Write("p.yaml", """
            name: idle
            source: { stdin: {} }
            steps: [ { parse: json } ]
            sink: { file: { path: out.ndjson } }
            checkpoint: { every: 50ms }
            """);
        await using var process = FlexcoreProcess.Start(_workspace.Folder, "run", "p.yaml");
        await process.Input.WriteAsync("{\"n\":1}\n");
        await process.Input.FlushAsync();
        (await process.WaitForErrorLinesAsync(20)).ShouldBeTrue();
        var before = Snapshot();

        (await process.WaitForErrorLinesAsync(40)).ShouldBeTrue();

        Snapshot().ShouldBe(before);
        process.Input.Close();
        (await process.WaitAsync()).ShouldExitWith(0);
    }

    public void Dispose() => _workspace.Dispose();

    // Every file with its size and the instant of its last change, the data folder's included.
    private string[] Snapshot() =>
    [
        .. new DirectoryInfo(_workspace.Folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O}")
            .Order(StringComparer.Ordinal),
    ];
}
