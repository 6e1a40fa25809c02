using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Toolbox;

public sealed class TestTests
{
    [Fact]
    public async Task The_cases_of_the_access_log_example_pass()
    {
        using var workspace = new Workspace();

        var outcome = (await FlexcoreProcess.RunAsync(workspace.Folder, "test", Repository.PathOf("deploy/examples/access-log/pipeline.yaml"))).ShouldExitWith(0);

        outcome.Out.ShouldEndWith("3 passed, 0 failed\n");
        Directory.EnumerateFileSystemEntries(workspace.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failing_case_ends_with_its_own_code()
    {
        using var workspace = new Workspace();
        workspace.Write("p.yaml", """
            name: p
            source: stdin
            steps: [ { parse: json } ]
            sink: stdout
            tests: [ { name: wrong, input: [ { a: 1 } ], output: [ { a: 2 } ] } ]
            """);

        var outcome = (await FlexcoreProcess.RunAsync(workspace.Folder, "test", "p.yaml")).ShouldExitWith(14);

        outcome.Out.ShouldContain("        field  expected  actual\n        a      2         1\n");
        outcome.Error.ShouldBeEmpty();
    }
}
