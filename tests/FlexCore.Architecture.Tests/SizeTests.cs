using FlexCore.Architecture.Tests.Model;
using FlexCore.Architecture.Tests.Rules;

namespace FlexCore.Architecture.Tests;

public sealed class SizeTests
{
    private static readonly Repository Tree = Repository.Current;

    [Fact]
    public void No_file_is_longer_than_500_lines() =>
        Budget.None(Tree.Sources.Concat(Tree.Tests).SelectMany(SizeRules.LongFiles), $"Files have at most {SizeRules.FileLinesMax} lines.");

    [Fact]
    public void No_method_is_longer_than_70_lines() =>
        Budget.None(Tree.Sources.SelectMany(SizeRules.LongMethods), $"Methods have at most {SizeRules.MethodLinesMax} lines.");

    [Fact]
    public void No_method_takes_more_than_7_parameters() =>
        Budget.None(Tree.Sources.SelectMany(SizeRules.ManyParameters), $"Methods take at most {SizeRules.ParametersMax} parameters.");

    [Fact]
    public void No_public_method_takes_a_positional_boolean() =>
        Budget.None(Tree.Sources.SelectMany(SizeRules.PositionalBooleans), "Booleans in a public call say nothing at the call.");

    [Fact]
    public void Files_stay_within_their_budget()
    {
        var lines = Tree.Sources.Select(file => file.LineCount).ToList();

        Budget.Percentile(lines, 0.5).ShouldBeLessThanOrEqualTo(80, "median file, lines; the target is 60");
        Budget.Percentile(lines, 0.9).ShouldBeLessThanOrEqualTo(300, "90th percentile of files, lines; the target is 200");
    }

    [Fact]
    public void Methods_stay_within_their_budget()
    {
        var lines = Tree.Sources.SelectMany(SizeRules.MethodLengths).ToList();

        Budget.Percentile(lines, 0.9).ShouldBeLessThanOrEqualTo(30, "90th percentile of methods, lines; the target is 25");
        Budget.Percentile(lines, 0.99).ShouldBeLessThanOrEqualTo(60, "99th percentile of methods, lines");
    }

    [Fact]
    public void At_most_one_file_in_five_holds_more_than_one_type()
    {
        var several = Tree.Sources.Count(file => file.TopLevelTypes.Count > 1);

        (several * 100.0 / Math.Max(1, Tree.Sources.Count)).ShouldBeLessThanOrEqualTo(20, $"{several} of {Tree.Sources.Count} files");
    }

    /// <summary>The floor only ever rises, towards the target of 1.2.</summary>
    [Fact]
    public void The_share_of_tests_does_not_fall()
    {
        const double Floor = 0.85;
        var code = Tree.Sources.Sum(file => file.CodeLineCount);
        var tests = Tree.Tests.Where(file => file.Project != "FlexCore.Benchmarks").Sum(file => file.CodeLineCount);

        (tests / (double)code).ShouldBeGreaterThanOrEqualTo(Floor, $"{tests} lines of tests for {code} lines of code; the target is 1.2");
    }
}
