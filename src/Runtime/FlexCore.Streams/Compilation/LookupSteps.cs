using FlexCore.Streams.Definition;
using FlexCore.Streams.Lookups;

namespace FlexCore.Streams.Compilation;

/// <summary>Compiles lookup steps.</summary>
internal static class LookupSteps
{
    /// <summary>Compiles the step.</summary>
    /// <param name="lookup">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    /// <param name="segment">Takes the operator.</param>
    /// <param name="parts">Takes the table; knows the kinds of tables.</param>
    public static RecordScope Lookup(LookupStep lookup, StepContext context, SegmentBuilder segment, PlanParts parts)
    {
        Check(lookup, context);
        IReadOnlyList<ILookupFactory> factories = [new FileLookupFactory(), .. parts.Options.LookupFactories];
        if (factories.Select(factory => factory.Create(lookup.Table)).FirstOrDefault(reader => reader is not null) is not { } reader)
        {
            context.Diagnostics.Add(DiagnosticCodes.UnknownOperator, lookup.Mark, $"This program has no support for {lookup.Table.Words} as a lookup table.");
            return context.Record;
        }

        var keys = lookup.Key.Select(key => Math.Max(context.CellOf(key.Text), 0)).ToArray();
        context.AddComputation();
        var keyColumns = lookup.Key.Select(key => key.Name.Text).ToList();
        var columns = lookup.Fields.Select(field => field.Text.Text).Except(keyColumns).ToList();
        var table = new LookupTable(reader, [.. keyColumns, .. columns], keyColumns.Count, lookup.Table.Words) { Refresh = lookup.Refresh };
        parts.Lookups.Add(table);
        var record = context.Record;
        var fields = new List<(int Slot, int Value)>();
        foreach (var field in lookup.Fields)
        {
            var slot = segment.NewSlot();
            fields.Add((slot, columns.IndexOf(field.Text.Text)));
            record = record.With(field.Name.Text, slot);
        }

        var plan = new LookupPlan(context.Step, table, keys, [.. fields.Where(field => field.Value >= 0)], lookup.Missing);
        segment.Add(() => new EnrichRows(plan));
        return record;
    }

    private static void Check(LookupStep lookup, StepContext context)
    {
        FieldSteps.CheckUnique(lookup.Key.Select(key => key.Name), context);
        FieldSteps.CheckUnique(lookup.Fields.Select(field => field.Name), context);
        if (lookup.Key.Count == 0 || lookup.Fields.Count == 0)
        {
            context.Diagnostics.Add(DiagnosticCodes.MissingKey, lookup.Mark, "The lookup step needs at least one key and one field.", "For example: key: sku, fields: [name]");
        }

        foreach (var field in lookup.Fields.Where(field => lookup.Key.Any(key => key.Name.Text == field.Text.Text)))
        {
            context.Diagnostics.Add(DiagnosticCodes.DuplicateField, field.Text.Mark, $"The column '{field.Text}' is the key: its value is known already.", "Leave it out, or use a map step.");
        }

        if (lookup.Refresh is { } refresh && (refresh < LookupTable.ShortestRefresh || refresh > LookupTable.LongestRefresh))
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, lookup.Mark, "'refresh' must be from 1s to 1d.", "For example: refresh: 1m");
        }

        if (lookup.Table is FileLookupDefinition { Format: not RecordFormat.Csv, Types.Count: > 0 } file)
        {
            context.Diagnostics.Add(DiagnosticCodes.UnknownKey, file.Types[0].Name.Mark, "'types' belongs to CSV files: NDJSON has types of its own.", "Remove it, or set format: csv.");
        }
    }
}
