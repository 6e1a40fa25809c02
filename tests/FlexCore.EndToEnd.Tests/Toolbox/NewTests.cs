using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Toolbox;

/// <summary>What <c>flexcore new</c> makes works as it is.</summary>
public sealed class NewTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task A_new_pipeline_runs_and_passes_its_cases()
    {
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "new", "pipeline", "orders")).ShouldExitWith(0).Out.ShouldEndWith("next     flexcore test ./orders.yaml && flexcore run ./orders.yaml\n");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "test", "orders.yaml")).ShouldExitWith(0);
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "orders.yaml", "--quiet")).ShouldExitWith(0);

        _workspace.Lines("out/orders.ndjson").Length.ShouldBe(3);
        _workspace.Lines("out/orders-bad.ndjson").ShouldHaveSingleItem().ShouldContain("this line is not JSON");
    }

    [Fact]
    public async Task A_new_operator_builds()
    {
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "new", "operator", "capitals")).ShouldExitWith(0);

        var output = await Bash.RunAsync(_workspace.Folder, "dotnet build capitals --nologo -v quiet -nodeReuse:false 2>&1; echo \"code $?\"");

        output.ShouldEndWith("code 0\n");
        _workspace.Has("capitals/bin/Debug/net10.0/capitals.dll").ShouldBeTrue(output);
    }

    public void Dispose() => _workspace.Dispose();
}
