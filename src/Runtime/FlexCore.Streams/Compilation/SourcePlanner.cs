using System.Text;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Sources;
using FlexCore.Streams.Sources.Follow;
using FlexCore.Streams.Sources.Generate;
using FlexCore.Streams.Sources.Poll;
using FlexCore.Streams.Sources.Topics;
using FlexCore.Streams.Sources.Union;
using FlexCore.Streams.Time;

namespace FlexCore.Streams.Compilation;

/// <summary>Turns a source definition into the plan that opens it.</summary>
internal static class SourcePlanner
{
    /// <summary>Plans the source of a pipeline.</summary>
    /// <param name="definition">The pipeline; its first step decides how bytes are cut into records.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public static SourcePlan Plan(PipelineDefinition definition, DiagnosticBag diagnostics)
    {
        var sources = definition.Source is UnionSourceDefinition union ? union.Sources : [definition.Source];
        var plans = sources.Select(source => Plan(definition, source, diagnostics)).ToList();
        return definition.Source is UnionSourceDefinition ? new UnionSourcePlan(plans) : plans[0];
    }

    private static SourcePlan Plan(PipelineDefinition definition, SourceDefinition source, DiagnosticBag diagnostics)
    {
        var parse = definition.Steps is [ParseStep first, ..] ? first : null;
        var framing = source.Framing ?? (parse?.Format == ParseFormat.Csv ? Framing.Csv : Framing.Lines);
        var hasHeader = ParseSteps.HasHeader(parse);
        return source switch
        {
            FileSourceDefinition { Follow: true } file => new FollowSourcePlan(file.Paths is [var path, ..] ? path.Text : string.Empty, framing, hasHeader),
            FileSourceDefinition file => new FileSourcePlan([.. file.Paths.Select(path => path.Text)], file.Compression, framing, hasHeader),
            StdinSourceDefinition stdin => new StdinSourcePlan(stdin.Compression, framing, hasHeader),
            GenerateSourceDefinition generate => Generate(generate, diagnostics),
            HttpSourceDefinition => new TopicSourcePlan(definition.Name.Text) { Spread = definition.Spread },
            TopicSourceDefinition topic => new TopicSourcePlan(topic.Name.Text) { Spread = definition.Spread },
            PollSourceDefinition poll => Poll(poll, diagnostics),

            // A union inside a union is a mistake that was reported already.
            UnionSourceDefinition => new UnionSourcePlan([]),
            _ => throw new InvalidOperationException($"There is no source {source.GetType().Name}."),
        };
    }

    private static GenerateSourcePlan Generate(GenerateSourceDefinition generate, DiagnosticBag diagnostics)
    {
        var scope = new GenerateScope();
        var fields = new List<(string, CompiledExpression)>();
        foreach (var field in generate.Fields)
        {
            if (Compile(field.Text, scope, diagnostics) is { } expression)
            {
                fields.Add((field.Name.Text, expression));
            }
        }

        if (!IsoTime.TryRead(Encoding.UTF8.GetBytes(generate.Start.Text), out var start))
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, generate.Start.Mark, $"'{generate.Start}' is not a time for 'start'.", $"For example: start: {GenerateSourceDefinition.DefaultStart}");
        }

        return new GenerateSourcePlan(fields, generate.Rate, generate.Count, generate.Seed, start);
    }

    private static SourcePlan Poll(PollSourceDefinition poll, DiagnosticBag diagnostics)
    {
        var scope = new PollScope();
        var next = poll.Pages?.Next ?? poll.Pages?.Cursor;
        var records = Compile(poll.Records, scope, diagnostics);
        var page = next is null ? null : Compile(next, scope, diagnostics);
        var stop = poll.Pages?.Stop is { } text ? Compile(text, scope, diagnostics) : null;

        // Without a records expression there are mistakes, and the graph is never run.
        return records is null ? new TopicSourcePlan(string.Empty) : new PollSourcePlan(poll, records, page, stop);
    }

    private static CompiledExpression? Compile(DefinitionText text, IExpressionScope scope, DiagnosticBag diagnostics)
    {
        var result = ExpressionCompiler.Compile(text.Text, scope);
        foreach (var mistake in result.Diagnostics)
        {
            var code = mistake.Code == ExpressionErrorCode.UnknownName ? DiagnosticCodes.UnknownField : DiagnosticCodes.InvalidExpression;
            diagnostics.Add(code, text.MarkAt(mistake.Position.Offset), mistake.Message, mistake.Suggestion is null ? null : $"Did you mean '{mistake.Suggestion}'?");
        }

        return result.Product;
    }
}
