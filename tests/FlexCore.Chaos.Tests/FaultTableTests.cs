using System.Text.RegularExpressions;
using FlexCore.Chaos.Tests.Faults;

namespace FlexCore.Chaos.Tests;

/// <summary>The page about faults and invariants says what the code does.</summary>
public sealed partial class FaultTableTests
{
    private static readonly string Tests = FindTests();
    private static readonly string Page = File.ReadAllText(Path.Combine(Tests, "FlexCore.Chaos.Tests", "README.md"));

    [Fact]
    public void Every_fault_that_was_asked_for_and_every_invariant_has_a_row()
    {
        int[] faults = [1, 2, 3, 4, 5, 7, 8, 9, 10, 14, 15, 16, 17, 18, 19, 21, 22, 29, 39, 40, 43, 48];
        int[] invariants = [.. Enumerable.Range(1, 12), .. Enumerable.Range(17, 9)];

        faults.Select(number => $"F{number}").Concat(invariants.Select(number => $"I{number}")).Where(name => !Page.Contains($"\n| {name} | ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_step_of_a_nemesis_is_on_the_page_and_the_page_invents_none()
    {
        var steps = FaultPlan.All(new Random(1)).Concat(HostFaultPlan.All(new Random(1))).Select(fault => fault.Name).ToArray();

        Quoted().Select(match => match.Groups[1].Value).Where(text => text.StartsWith('F') && text.Contains(' ', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).ShouldBe(steps.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_test_on_the_page_exists()
    {
        var named = Quoted().Select(match => NamedTest().Match(match.Groups[1].Value)).Where(match => match.Success).ToArray();

        named.Length.ShouldBeGreaterThan(30);
        named.Where(match => !SourceOf(match.Groups[1].Value).Contains($" {match.Groups[2].Value}(", StringComparison.Ordinal)).Select(match => match.Value).ShouldBeEmpty();
    }

    private static MatchCollection Quoted() => InBackticks().Matches(Page);

    private static string SourceOf(string type) =>
        string.Concat(Directory.EnumerateFiles(Tests, $"{type}.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

    private static string FindTests()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FlexCore.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("FlexCore.sln is in no folder above the tests."), "tests");
    }

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex InBackticks();

    [GeneratedRegex(@"^(\w+(?:Tests|Conformance))\.(\w+)$")]
    private static partial Regex NamedTest();
}
