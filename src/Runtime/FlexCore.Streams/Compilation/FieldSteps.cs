using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Compilation;

/// <summary>Compiles the stateless steps: filter, map, select, omit, rename.</summary>
internal static class FieldSteps
{
    /// <summary>Compiles a filter.</summary>
    /// <param name="filter">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    /// <param name="segment">Takes the operator.</param>
    public static RecordScope Filter(FilterStep filter, StepContext context, SegmentBuilder segment)
    {
        if (context.Compile(filter.Condition) is { } condition)
        {
            var step = context.Step;
            segment.Add(() => new FilterRows(condition, step));
        }

        return context.Record;
    }

    /// <summary>Compiles a map; every expression sees the record before the step.</summary>
    /// <param name="map">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    public static RecordScope Map(MapStep map, StepContext context)
    {
        CheckUnique(map.Fields.Select(field => field.Name), context);
        var cells = map.Fields.Select(field => (field.Name, Slot: context.CellOf(field.Text))).ToList();
        context.AddComputation();
        return cells.Aggregate(context.Record, (record, cell) => record.With(cell.Name.Text, cell.Slot));
    }

    /// <summary>Compiles a select.</summary>
    /// <param name="select">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    public static RecordScope Select(SelectStep select, StepContext context)
    {
        CheckUnique(select.Fields, context);
        var fields = new List<FieldSlot>();
        foreach (var name in select.Fields)
        {
            if (context.Record.TryResolve(name.Text, out var slot))
            {
                fields.Add(new FieldSlot(name.Text, slot));
            }
            else
            {
                context.ReportUnknown(name);
            }
        }

        return context.Record.Only(fields);
    }

    /// <summary>Compiles an omit.</summary>
    /// <param name="omit">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    public static RecordScope Omit(OmitStep omit, StepContext context)
    {
        var record = context.Record;
        foreach (var name in omit.Fields)
        {
            if (!record.Has(name.Text))
            {
                context.ReportUnknown(name);
            }

            record = record.Without(name.Text);
        }

        return record;
    }

    /// <summary>Compiles a rename. All renames happen at once, so names can be swapped.</summary>
    /// <param name="rename">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    public static RecordScope Rename(RenameStep rename, StepContext context)
    {
        var renames = new List<(string From, FieldSlot To)>();
        foreach (var pair in rename.Fields)
        {
            if (context.Record.TryResolve(pair.Name.Text, out var slot))
            {
                renames.Add((pair.Name.Text, new FieldSlot(pair.Text.Text, slot)));
            }
            else
            {
                context.ReportUnknown(pair.Name);
            }
        }

        CheckTargets(rename, context);
        return context.Record.IsOpen ? RenameOpen(context.Record, renames) : RenameClosed(context.Record, renames);
    }

    private static RecordScope RenameClosed(RecordScope record, List<(string From, FieldSlot To)> renames) =>
        record.Only(record.Fields.Select(field =>
        {
            var index = renames.FindIndex(rename => rename.From == field.Name);
            return index < 0 ? field : renames[index].To;
        }));

    private static RecordScope RenameOpen(RecordScope record, List<(string From, FieldSlot To)> renames)
    {
        var result = renames.Aggregate(record, (current, rename) => current.Without(rename.From));
        return renames.Aggregate(result, (current, rename) => current.With(rename.To.Name, rename.To.Slot));
    }

    private static void CheckTargets(RenameStep rename, StepContext context)
    {
        CheckUnique(rename.Fields.Select(pair => pair.Text), context);
        var sources = rename.Fields.Select(pair => pair.Name.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var target in rename.Fields.Select(pair => pair.Text).Where(target => !sources.Contains(target.Text)))
        {
            if (context.Record.Fields.Any(field => field.Name == target.Text))
            {
                context.Diagnostics.Add(DiagnosticCodes.DuplicateField, target.Mark, $"The record already has a field '{target}'.", "Omit it first.");
            }
        }
    }

    /// <summary>Reports names that occur twice.</summary>
    /// <param name="names">The names.</param>
    /// <param name="context">Takes mistakes.</param>
    public static void CheckUnique(IEnumerable<DefinitionText> names, StepContext context)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names.Where(name => !seen.Add(name.Text)))
        {
            context.Diagnostics.Add(DiagnosticCodes.DuplicateField, name.Mark, $"The field '{name}' occurs twice.", "Remove one of them.");
        }
    }
}
