using System.Text.Json;
using System.Text.RegularExpressions;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions.Node;

/// <summary>Random expressions give what node gives.</summary>
public sealed partial class NodeFuzzTests
{
    private const int Cases = 10_000;
    private const string RowFile = "fuzz-row.json";

    [NodeFact]
    public Task Random_trees_of_seed_1_give_what_node_gives() => CompareAsync(1);

    [NodeFact]
    public Task Random_trees_of_seed_31337_give_what_node_gives() => CompareAsync(31337);

    private static async Task CompareAsync(int seed)
    {
        var random = new Random(seed);
        string[] texts = [.. Enumerable.Range(0, Cases)
            .Select(_ => new RandomTree(random).Create(random.Next(1, 5)).ToString())
            .Where(static text => !KnownDifferences().IsMatch(text))];
        texts.Length.ShouldBeGreaterThan(Cases / 4);

        var theirs = await NodeProcess.EvaluateAsync(texts, RowFile, FieldOrder.Sorted);

        var mistakes = texts
            .Select(static text => (text, ours: Evaluate(text)))
            .Zip(theirs)
            .Where(static pair => pair.First.ours is not null && pair.First.ours != pair.Second)
            .Select(pair => $"seed {seed}: {pair.First.text}\n  ours {pair.First.ours}\n  node {pair.Second}")
            .ToList();
        mistakes.ShouldBeEmpty(string.Join('\n', mistakes));
    }

    // Helpers that node lacks; equality of lists, field order and old date formats, which differ as documented; functions whose last digit
    // ECMAScript leaves open; and parameters that are their own default, which only JavaScript notices.
    [GeneratedRegex(@"coalesce|hash\(|Time\(|duration|[!=]==?|ndexOf|includes|Date\.parse|Object\.|\*\*|Math\.(pow|sin|cos|tan|atan2|exp|log|hypot)|stringify|= p,? ?\]?\)")]
    private static partial Regex KnownDifferences();

    // Null when a mistake is reported at compile time, which JavaScript does only when it gets there.
    private static string? Evaluate(string text)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf(Path.Combine(NodeProcess.Folder, RowFile))));
        var record = ResultText.FromJson(json.RootElement);
        if (!ExpressionCompiler.Compile(text, new TestScope("a", "b", "$")).TryGet(out var expression))
        {
            return null;
        }

        try
        {
            Value[] row = [record.AsObject()["a"], record.AsObject()["b"], record];
            return ResultText.Of(expression.Evaluate(new EvaluationFrame(row)), FieldOrder.Sorted);
        }
        catch (ExpressionException)
        {
            return "throws";
        }
    }
}
