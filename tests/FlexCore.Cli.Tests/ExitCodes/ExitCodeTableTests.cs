using System.Globalization;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.ExitCodes;

public class ExitCodeTableTests
{
    [Fact]
    public void Every_exit_code_is_explained_once_and_in_order() =>
        ExitCodeTable.Entries.Select(entry => entry.Code).ShouldBe(Enum.GetValues<ExitCode>().Order());

    [Fact]
    public void Names_are_distinct_kebab_case()
    {
        var names = ExitCodeTable.Entries.Select(entry => entry.Name).ToArray();

        names.Distinct().Count().ShouldBe(names.Length);
        names.ShouldAllBe(name => name.All(c => char.IsAsciiLetterLower(c) || c == '-'));
    }

    [Fact]
    public void The_readme_shows_the_table_as_it_is()
    {
        var readme = File.ReadAllText(Path.Combine(RepositoryRoot(), "README.md"));

        foreach (var entry in ExitCodeTable.Entries)
        {
            var code = ((int)entry.Code).ToString(CultureInfo.InvariantCulture);
            readme.ShouldContain($"| {code} | {entry.Name} | {entry.Meaning} {entry.Remedy} |");
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FlexCore.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("FlexCore.sln was not found above the test's folder.");
    }
}
