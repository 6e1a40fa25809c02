using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Expressions.Functions;
using FlexCore.Streams.Expressions.Syntax;

namespace FlexCore.Streams.Tests.Expressions;

public sealed class ExpressionReferenceTests
{
    private const string Update = "FLEXCORE_UPDATE_EXPRESSIONS";

    public static TheoryData<string, string> Examples()
    {
        var examples = new TheoryData<string, string>();
        foreach (var entry in FunctionTable.Groups.SelectMany(static group => group.Entries))
        {
            examples.Add(entry.Example, entry.Result);
        }

        foreach (var entry in OperatorReference.Entries)
        {
            examples.Add(entry.Example, entry.Result);
        }

        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_example_gives_its_result(string example, string result)
    {
        var value = ExpressionCompiler.Compile(example, TestScope.Empty).OrThrow().Evaluate(default);
        var expected = ExpressionCompiler.Compile($"({result})", TestScope.Empty).OrThrow().Evaluate(default);

        ResultText.Of(value).ShouldBe(ResultText.Of(expected));
    }

    [Fact]
    public void Every_function_is_used_by_its_own_example()
    {
        foreach (var entry in FunctionTable.Groups.SelectMany(static group => group.Entries))
        {
            entry.Example.ShouldContain(entry.Name + "(");
            entry.Meaning.ShouldEndWith(".");
        }
    }

    [Fact]
    public void Every_operator_is_in_the_reference()
    {
        var forms = string.Join(' ', OperatorReference.Entries.Select(static entry => entry.Form)).Split(' ');

        foreach (var @operator in Enum.GetValues<BinaryOperator>())
        {
            forms.ShouldContain(OperatorTable.TextOf(@operator));
        }

        foreach (var @operator in Enum.GetValues<UnaryOperator>())
        {
            forms.ShouldContain(form => form.StartsWith(OperatorTable.TextOf(@operator)));
        }
    }

    [Fact]
    public async Task The_page_is_what_the_code_generates()
    {
        var path = RepositoryFiles.PathOf("src/Runtime/FlexCore.Streams/EXPRESSIONS.md");
        var generated = ExpressionReference.Markdown();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await File.WriteAllTextAsync(path, generated);
        }

        File.ReadAllText(path).ShouldBe(generated, $"Run the tests with {Update}=1 to write the page anew.");
    }
}
