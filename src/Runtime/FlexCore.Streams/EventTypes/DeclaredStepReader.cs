using FlexCore.Application.EventTypes;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;

namespace FlexCore.Streams.EventTypes;

/// <summary>Reads the step of a version: <c>rename</c>, <c>set</c>, <c>remove</c>.</summary>
internal static class DeclaredStepReader
{
    /// <summary>Reads a step.</summary>
    /// <param name="node">The step.</param>
    /// <param name="type">The type of the event.</param>
    /// <param name="context">Takes mistakes.</param>
    public static EventStep? Read(DocumentNode node, string type, LoadContext context)
    {
        if (context.Mapping(node, "next", "the step") is not { } reader)
        {
            return null;
        }

        var renamed = reader.Node("rename") is { } names ? context.NamedTexts(names, "rename") : EquatableList<NamedText>.Empty;
        var set = reader.Node("set") is { } values ? context.NamedTexts(values, "set") : EquatableList<NamedText>.Empty;
        var removed = reader.Node("remove") is { } gone ? context.Texts(gone, "remove") : EquatableList<DefinitionText>.Empty;
        reader.Finish();
        RefuseContradictions(renamed, set, removed, context);
        var compiled = set.Select(entry => (entry.Name.Text, entry.Text.Text, Compile(entry.Text, context))).ToList();
        return new DeclaredStep(
            type,
            renamed.DistinctBy(static entry => entry.Name.Text).ToDictionary(static entry => entry.Name.Text, static entry => entry.Text.Text, StringComparer.Ordinal),
            [.. compiled.Where(static entry => entry.Item3 is not null).Select(static entry => (entry.Item1, entry.Item2, entry.Item3 ?? throw new InvalidOperationException()))],
            removed.Select(static name => name.Text).ToHashSet(StringComparer.Ordinal)).ToStep();
    }

    private static void RefuseContradictions(EquatableList<NamedText> renamed, EquatableList<NamedText> set, EquatableList<DefinitionText> removed, LoadContext context)
    {
        foreach (var name in removed.Where(name => renamed.Any(entry => entry.Name.Equals(name))))
        {
            Add(name.Mark, $"'{name}' is renamed and removed.", "Take one of them away.");
        }

        foreach (var entry in renamed.Where(entry => renamed.Any(other => !ReferenceEquals(other, entry) && other.Text.Equals(entry.Text))))
        {
            Add(entry.Text.Mark, $"Two members are renamed to '{entry.Text}'.", "Give each a name of its own.");
        }

        foreach (var entry in set.Where(entry => renamed.Any(other => other.Text.Equals(entry.Name))))
        {
            Add(entry.Name.Mark, $"'{entry.Name}' is set, and another member is renamed to it.", "Take one of them away.");
        }

        void Add(Mark mark, string message, string help) => context.Diagnostics.Add(DiagnosticCodes.InvalidValue, mark, message, help);
    }

    private static CompiledExpression? Compile(DefinitionText text, LoadContext context)
    {
        var result = ExpressionCompiler.Compile(text.Text, StepScope.Instance);
        foreach (var mistake in result.Diagnostics)
        {
            context.Diagnostics.Add(
                mistake.Code == ExpressionErrorCode.UnknownName ? DiagnosticCodes.UnknownField : DiagnosticCodes.InvalidExpression,
                text.MarkAt(mistake.Position.Offset),
                mistake.Message,
                mistake.Suggestion is { } name ? $"Did you mean '{name}'?" : "Expressions of a step see 'data' (as it was before the step) and 'type'. Put a text into quotes of its own: \"'EUR'\".");
        }

        return result.Product;
    }
}
