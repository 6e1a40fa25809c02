using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Toolbox;

public sealed class ExplainTests
{
    [Fact]
    public async Task The_access_log_example_is_explained()
    {
        using var workspace = new Workspace();

        var outcome = (await FlexcoreProcess.RunAsync(workspace.Folder, "explain", Repository.PathOf("deploy/examples/access-log/pipeline.yaml"))).ShouldExitWith(0);

        outcome.Out.ShouldContain("reads        time, status, bytes, latency, path\n");
        outcome.Out.ShouldContain("2:window  2        in order     deadletter  open windows, until the watermark passes their end\n");
        outcome.Out.ShouldContain("file 'out/per-minute.ndjson'  steps         exactly-once\n");
    }
}
