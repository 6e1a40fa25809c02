using FlexCore.Architecture.Tests.Model;
using FlexCore.Architecture.Tests.Rules;

namespace FlexCore.Architecture.Tests.Specifications;

public sealed class SizeRuleTests
{
    [Theory]
    [InlineData(SizeRules.FileLinesMax, 0)]
    [InlineData(SizeRules.FileLinesMax + 1, 1)]
    public void Long_files_are_found(int lines, int count)
    {
        var text = string.Concat(Enumerable.Repeat("// line\n", lines));

        SizeRules.LongFiles(File(text)).Count().ShouldBe(count);
        SizeRules.LongFiles(File(text.TrimEnd('\n'))).Count().ShouldBe(count);
    }

    [Theory]
    [InlineData(SizeRules.MethodLinesMax, 0)]
    [InlineData(SizeRules.MethodLinesMax + 1, 1)]
    public void Long_methods_are_found(int lines, int count)
    {
        var body = string.Concat(Enumerable.Repeat("A();\n", lines - 3));

        SizeRules.LongMethods(File($"class C\n{{\n/// <summary>Docs do not count.</summary>\nvoid M()\n{{\n{body}}}\n}}")).Count().ShouldBe(count);
        SizeRules.MethodLengths(File($"class C\n{{\nvoid M()\n{{\n{body}}}\n}}")).ShouldBe([lines]);
    }

    [Theory]
    [InlineData("class C { void M(int a, int b, int c, int d, int e, int f, int g) { } }", 0)]
    [InlineData("class C { void M(int a, int b, int c, int d, int e, int f, int g, int h) { } }", 1)]
    [InlineData("class C(int a, int b, int c, int d, int e, int f, int g, int h);", 1)]
    [InlineData("record C(int A, int B, int C, int D, int E, int F, int G, int H);", 0)]
    public void Long_parameter_lists_are_found(string text, int count) => SizeRules.ManyParameters(File(text)).Count().ShouldBe(count);

    [Theory]
    [InlineData("public class C { public void M(int a, bool b) { } }", 1)]
    [InlineData("public interface C { void M(int a, bool b); }", 1)]
    [InlineData("public class C { public void M(int a, bool b = false) { } }", 0)]
    [InlineData("public class C { public void Enable(bool b) { } }", 0)]
    [InlineData("public class C { internal void M(int a, bool b) { } }", 0)]
    [InlineData("class C { public void M(int a, bool b) { } }", 0)]
    [InlineData("public class C { private class D { public void M(int a, bool b) { } } }", 0)]
    public void Positional_booleans_are_found(string text, int count) => SizeRules.PositionalBooleans(File(text)).Count().ShouldBe(count);

    [Fact]
    public void A_percentile_is_the_nearest_rank()
    {
        Budget.Percentile(Enumerable.Range(1, 10), 0.5).ShouldBe(5);
        Budget.Percentile(Enumerable.Range(1, 10), 0.9).ShouldBe(9);
        Budget.Percentile([7], 0.99).ShouldBe(7);
        Budget.Percentile([], 0.5).ShouldBe(0);
    }

    [Fact]
    public void Blank_lines_and_comments_are_no_code()
    {
        var file = File("// A comment.\n\nclass C\n{\n    /// <summary>Docs.</summary>\n    int P; // trailing\n}\n");

        file.CodeLineCount.ShouldBe(4);
        file.LineCount.ShouldBe(7);
    }

    private static SourceFile File(string text) => SourceFile.Parse("src/FlexCore.X/C.cs", text);
}
