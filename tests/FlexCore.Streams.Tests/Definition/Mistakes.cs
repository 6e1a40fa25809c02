using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Tests.Execution;

namespace FlexCore.Streams.Tests.Definition;

/// <summary>Checks the place of a mistake, which stands in the text as <c>^</c>.</summary>
internal static class Mistakes
{
    /// <summary>Loads and compiles a pipeline that has exactly one mistake.</summary>
    public static void At(string marked, string code, string? suggestion = null)
    {
        using var harness = new PipelineHarness();
        var column = marked.IndexOf('^', StringComparison.Ordinal) + 1;
        var loaded = PipelineLoader.Load(marked.Remove(column - 1, 1));
        var mistakes = loaded.Definition is { } definition ? harness.Compile(definition).Diagnostics : loaded.Diagnostics;

        var mistake = mistakes.ShouldHaveSingleItem(string.Join("\n", mistakes));
        (mistake.Code, mistake.Line, mistake.Column).ShouldBe((code, 1, column), mistake.ToString());
        if (suggestion is not null)
        {
            mistake.Suggestion.ShouldBe(suggestion);
        }
    }
}
