using FlexCore.Architecture.Tests.Model;

namespace FlexCore.Architecture.Tests;

public sealed class LayoutTests
{
    private static readonly string[] Allowed =
    [
        "src", "tests", "deploy", "hocon", "FlexCore.sln", "docker-compose.yml", "README.md", "LICENSE", "Directory.Build.props",
        "Directory.Packages.props", "global.json",
    ];

    [Fact]
    public void The_top_level_holds_only_what_belongs_there()
    {
        var found = Directory.EnumerateFileSystemEntries(Repository.Current.Root).Select(entry => Path.GetFileName(entry));

        Budget.None(found.Where(name => !Allowed.Contains(name) && name[0] != '.'), "A new top-level entry needs a decision in .github/decisions.");
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Current.Read("FlexCore.sln");

        Budget.None(
            Repository.Current.Projects.Where(project => !solution.Contains($"{project.Name}.csproj", StringComparison.Ordinal)).Select(project => project.Path),
            "A project outside the solution is neither built nor tested.");
    }
}
