using System.Globalization;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Crashes;

/// <summary>A run without an end, killed again and again while a log grows and is rotated: every line is in the output once and in order.</summary>
public sealed class LiveRunTests
{
    private const int Killed = 137;
    private const int Terminated = 143;

    private const string Pipeline = """
        name: live
        source: { file: { path: app.log, follow: true } }
        steps: [ parse: json ]
        sink: { file: { path: out.ndjson } }
        checkpoint: { every: 50ms }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_line_is_in_the_output_once_over_kills_and_rotations(int seed)
    {
        using var workspace = new Workspace();
        workspace.Write("p.yaml", Pipeline);
        var random = new Random(seed);
        var written = 0;
        Append(workspace, ref written, 1);
        for (var round = 0; round < 6; round++)
        {
            await using var process = FlexcoreProcess.Start(workspace.Folder, "run", "p.yaml");
            process.Input.Close();
            Append(workspace, ref written, 1 + random.Next(2000));
            await ReachAsync(workspace, written, $"seed {seed}, round {round}", process);
            if (round > 0 && random.Next(2) == 0)
            {
                // Before the first checkpoint there is no place to go back to.
                File.Move(workspace.PathOf("app.log"), workspace.PathOf(string.Create(CultureInfo.InvariantCulture, $"app.log.{100 - round}")));
            }

            Append(workspace, ref written, 1 + random.Next(2000));
            if (round % 3 == 0)
            {
                process.Terminate();
                (await process.WaitAsync()).ShouldExitWith(Terminated);
            }
            else
            {
                process.Kill();
                (await process.WaitAsync()).ShouldExitWith(Killed);
            }
        }

        await using var last = FlexcoreProcess.Start(workspace.Folder, "run", "p.yaml");
        last.Input.Close();
        await ReachAsync(workspace, written, $"seed {seed}, the last run", last);
        last.Interrupt();
        (await last.WaitAsync()).ShouldExitWith(130);
        workspace.Read("out.ndjson").ShouldBe(string.Concat(Enumerable.Range(1, written).Select(Line)), $"seed {seed}");
    }

    private static string Line(int number) => string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{number}}}\n");

    private static void Append(Workspace workspace, ref int written, int count)
    {
        File.AppendAllText(workspace.PathOf("app.log"), string.Concat(Enumerable.Range(written + 1, count).Select(Line)));
        written += count;
    }

    // The file system tells of each change of the output; the time-out is for a broken run only.
    private static async Task ReachAsync(Workspace workspace, int lines, string story, FlexcoreProcess process)
    {
        using var watcher = new FileSystemWatcher(workspace.Folder, "out.ndjson");
        var changed = new SemaphoreSlim(0);
        watcher.Changed += (_, _) => changed.Release();
        watcher.Created += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
        using var patience = new CancellationTokenSource(FlexcoreProcess.Patience);
        while (!workspace.Has("out.ndjson") || !workspace.Read("out.ndjson").EndsWith(Line(lines), StringComparison.Ordinal))
        {
            process.HasExited.ShouldBeFalse(story);
            await changed.WaitAsync(patience.Token);
        }
    }
}
