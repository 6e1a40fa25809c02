using System.Globalization;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.BadInput;

/// <summary>No space left: a code of its own, nothing half-written under the output's name, and the run goes on once there is space.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int DiskFull = 8;
    private const int DataFolderUnusable = 11;

    private readonly Workspace _workspace = new();

    [MountFact]
    public async Task A_full_disk_under_the_output_ends_the_run_which_goes_on_after_space_is_freed()
    {
        using var disk = new SmallDisk(_workspace.PathOf("small"), kilobytes: 8_000);
        var ballast = _workspace.Write("small/ballast", new byte[6_500_000]);
        Prepare("small/out.ndjson");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(DiskFull).ShouldExplain("disk-full", "out.ndjson");
        _workspace.Has("small/out.ndjson").ShouldBeFalse("An output appears only when it is complete.");

        File.Delete(ballast);
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(0);
        _workspace.Lines("small/out.ndjson").Length.ShouldBe(100_000);
    }

    [MountFact]
    public async Task A_full_disk_under_a_table_ends_the_run_which_goes_on_after_space_is_freed()
    {
        using var disk = new SmallDisk(_workspace.PathOf("small"), kilobytes: 12_000);
        var ballast = _workspace.Write("small/ballast", new byte[11_000_000]);
        Prepare("small/out.db", sqlite: true);

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(DiskFull).ShouldExplain("disk-full", "out.db");

        File.Delete(ballast);
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(0);
        Crashes.Table.Read(_workspace.PathOf("small/out.db")).Length.ShouldBe(100_000);
    }

    [MountFact]
    public async Task A_full_disk_under_the_data_folder_ends_the_run()
    {
        using var disk = new SmallDisk(_workspace.PathOf("small"), kilobytes: 40);
        Prepare("out.ndjson");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml", "--data", "small/data")).ShouldExitWith(DiskFull).ShouldExplain("small/data");
    }

    [MountFact]
    public async Task A_read_only_data_folder_is_named()
    {
        using var disk = new SmallDisk(_workspace.PathOf("small"), kilobytes: 400);
        disk.MakeReadOnly();
        Prepare("out.ndjson");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml", "--data", "small/data")).ShouldExitWith(DataFolderUnusable).ShouldExplain("small/data");
    }

    public void Dispose() => _workspace.Dispose();

    private void Prepare(string output, bool sqlite = false)
    {
        var lines = Enumerable.Range(0, 100_000).Select(n => "{\"n\":" + n.ToString(CultureInfo.InvariantCulture) + ",\"text\":\"some text that takes room\"}\n");
        _workspace.Write("in.ndjson", string.Concat(lines));
        var sink = sqlite ? $"sqlite: {{ path: {output}, table: rows }}" : $"file: {{ path: {output} }}";
        _workspace.Write("p.yaml", $$"""
            name: full
            source: { file: { path: in.ndjson } }
            steps: [ { parse: json }, { select: [n, text] } ]
            sink: { {{sink}} }
            checkpoint: { every: 10ms }
            """);
    }
}
