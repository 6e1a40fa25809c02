using System.Text.RegularExpressions;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Compilation;

/// <summary>Checks what does not depend on the records: name, bounds, targets, dead letters.</summary>
internal static partial class DefinitionChecks
{
    /// <summary>Checks a pipeline with absolute paths.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public static void Check(PipelineDefinition definition, DiagnosticBag diagnostics)
    {
        if (!NamePattern().IsMatch(definition.Name.Text) || definition.Name.Text.Length > PipelineLimits.MaxNameLength)
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidValue,
                definition.Name.Mark,
                $"'{definition.Name}' is not a pipeline name.",
                $"Use lower-case letters, digits, '-', '_' and '.', beginning with a letter or digit, at most {PipelineLimits.MaxNameLength} characters.");
        }

        CheckBounds(definition, diagnostics);
        CheckPaths(definition, diagnostics);
        CheckDeadLetters(definition, diagnostics);
        ConnectorChecks.Check(definition, diagnostics);
    }

    private static void CheckBounds(PipelineDefinition definition, DiagnosticBag diagnostics)
    {
        var mark = definition.Name.Mark;
        Bound(definition.Partitions, 1, PipelineLimits.MaxPartitions, "partitions");
        Bound(definition.Parallelism ?? 1, 1, PipelineLimits.MaxParallelism, "parallelism");
        Bound(definition.AllSteps().Count(), 0, PipelineLimits.MaxSteps, "the number of steps");
        Bound(definition.AllSinks().Count(), 0, PipelineLimits.MaxSteps, "the number of sinks");
        if (definition.Sinks.Count == 0 && definition.Steps.FlowOn())
        {
            diagnostics.Add(DiagnosticCodes.MissingKey, mark, "Records come out behind the last step, but the pipeline has no sink of its own.", "Add one, or give every route of the branch a sink and say otherwise: drop.");
        }

        if (definition.CheckpointEvery < TimeSpan.Zero)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, mark, "The checkpoint interval cannot be negative.");
        }

        void Bound(int value, int low, int high, string what)
        {
            if (value < low || value > high)
            {
                diagnostics.Add(DiagnosticCodes.InvalidValue, mark, $"'{what}' must be from {low} to {high}, not {value}.");
            }
        }
    }

    private static void CheckPaths(PipelineDefinition definition, DiagnosticBag diagnostics)
    {
        CheckUnion(definition, diagnostics);
        var files = definition.AllSources().OfType<FileSourceDefinition>().ToList();
        var inputs = EquatableList.From(files.SelectMany(file => file.Paths));
        foreach (var file in files.Where(file => file.Paths.Count == 0))
        {
            diagnostics.Add(DiagnosticCodes.MissingKey, file.Mark, "The file source needs at least one path.");
        }

        var sinks = definition.AllSinks().Concat(definition.DeadLetter is { } deadLetter ? [deadLetter] : []).ToList();
        var outputs = sinks.OfType<FileSinkDefinition>().Select(sink => sink.Path).ToList();
        var lookups = definition.AllSteps().OfType<LookupStep>().Select(lookup => lookup.Table.Path).ToList();
        foreach (var path in inputs.Concat(outputs).Concat(lookups).Concat(sinks.OfType<SqliteSinkDefinition>().Select(sink => sink.Path)))
        {
            if (path.Text.Length == 0 || path.Text.Contains('\0', StringComparison.Ordinal))
            {
                diagnostics.Add(DiagnosticCodes.InvalidValue, path.Mark, "The path is empty or contains a null character.");
            }
        }

        foreach (var output in outputs.Where(output => output.Text.Length > 0 && lookups.Contains(output)))
        {
            diagnostics.Add(DiagnosticCodes.TargetConflict, output.Mark, $"'{output}' is a lookup table already.", "Write to another file.");
        }

        CheckTargets(inputs, outputs, diagnostics);
        CheckTables([.. sinks.OfType<SqliteSinkDefinition>()], [.. inputs, .. outputs], diagnostics);
    }

    private static void CheckUnion(PipelineDefinition definition, DiagnosticBag diagnostics)
    {
        if (definition.Source is not UnionSourceDefinition union)
        {
            return;
        }

        if (union.Sources.Count is 0 or > PipelineLimits.MaxSources)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, union.Mark, $"A union has from 1 to {PipelineLimits.MaxSources} sources, not {union.Sources.Count}.");
        }

        foreach (var inner in union.Sources.OfType<UnionSourceDefinition>())
        {
            diagnostics.Add(DiagnosticCodes.WrongPlace, inner.Mark, "A union cannot stand inside a union.", "Write its sources into the outer one.");
        }

        foreach (var second in union.Sources.OfType<StdinSourceDefinition>().Skip(1))
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, second.Mark, "Standard input can be read only once.", "Remove one of the two.");
        }
    }

    private static void CheckTargets(EquatableList<DefinitionText> inputs, List<DefinitionText> outputs, DiagnosticBag diagnostics)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var output in outputs.Where(output => output.Text.Length > 0))
        {
            if (!taken.Add(output.Text) || inputs.Any(input => input.Text == output.Text))
            {
                diagnostics.Add(DiagnosticCodes.TargetConflict, output.Mark, $"'{output}' is already an input or another sink's file.", "Give each sink its own file.");
            }
            else if (inputs.FirstOrDefault(input => InputList.Covers(input.Text, output.Text)) is { } pattern)
            {
                diagnostics.Add(
                    DiagnosticCodes.TargetConflict,
                    output.Mark,
                    $"'{output}' matches the input pattern '{pattern}': the next run would read the output of this one.",
                    "Write to another folder, or narrow the pattern.");
            }
        }
    }

    private static void CheckTables(SqliteSinkDefinition[] tables, HashSet<DefinitionText> files, DiagnosticBag diagnostics)
    {
        foreach (var table in tables.Where(table => table.Path.Text.Length > 0 && files.Contains(table.Path)))
        {
            diagnostics.Add(DiagnosticCodes.TargetConflict, table.Path.Mark, $"'{table.Path}' is already an input or another sink's file.", "Give the database its own file.");
        }

        // SQLite compares table names without regard to case.
        foreach (var twice in tables.GroupBy(table => (table.Path.Text, table.Table.Text.ToUpperInvariant())).Where(group => group.Count() > 1))
        {
            var second = twice.ElementAt(1);
            diagnostics.Add(DiagnosticCodes.TargetConflict, second.Table.Mark, $"Two sinks write the table '{second.Table}' of '{second.Path}'.", "Give each sink its own table.");
        }
    }

    private static void CheckDeadLetters(PipelineDefinition definition, DiagnosticBag diagnostics)
    {
        if (definition.DeadLetter is not null)
        {
            return;
        }

        const string Remedy = "For example: deadLetter: { file: { path: dead.ndjson } }";
        if (definition.OnError == ErrorPolicy.DeadLetter)
        {
            diagnostics.Add(DiagnosticCodes.MissingDeadLetter, definition.Name.Mark, "onError says deadletter, but there is no deadLetter sink.", Remedy);
        }

        foreach (var step in definition.AllSteps())
        {
            if (step.OnError == ErrorPolicy.DeadLetter || step.LatePolicy == LatePolicy.DeadLetter)
            {
                diagnostics.Add(DiagnosticCodes.MissingDeadLetter, step.Mark, $"The {step.Kind} step sends records to the dead-letter sink, but there is none.", Remedy);
            }
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
