using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Operators;

namespace FlexCore.Streams.Compilation;

/// <summary>Compiles the steps that multiply or thin out records: explode, sample.</summary>
internal static class RecordSteps
{
    /// <summary>Compiles an explode.</summary>
    /// <param name="explode">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    /// <param name="segment">Takes the operator.</param>
    public static RecordScope Explode(ExplodeStep explode, StepContext context, SegmentBuilder segment)
    {
        var own = explode.Field.Text != "$" && FieldReference.IsIdentifier(explode.Field.Text) ? explode.Field : null;
        if (explode.As is null && own is null)
        {
            context.Diagnostics.Add(DiagnosticCodes.MissingKey, explode.Field.Mark, $"'{explode.Field}' is no field's name, so the explode step needs the key 'as'.", "For example: as: item");
        }

        var list = context.CellOf(explode.Field);
        context.AddComputation();
        var name = explode.As ?? explode.Field;
        if (explode.Index is { } index && index.Text == name.Text)
        {
            context.Diagnostics.Add(DiagnosticCodes.DuplicateField, index.Mark, $"The field '{index}' cannot take both the item and its index.", "Choose another name.");
        }

        var plan = new ExplodePlan(context.Step, Math.Max(list, 0), segment.NewSlot(), explode.Index is null ? -1 : segment.NewSlot(), explode.KeepEmpty);
        segment.Add(() => new ExplodeRows(plan));
        var record = own is not null && own.Text != name.Text ? context.Record.Without(own.Text) : context.Record;
        record = record.With(name.Text, plan.Item);
        return explode.Index is null ? record : record.With(explode.Index.Text, plan.Index);
    }

    /// <summary>Compiles a sample by key, which needs no state.</summary>
    /// <param name="sample">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    /// <param name="segment">Takes the operator.</param>
    public static void SampleByKey(SampleStep sample, StepContext context, SegmentBuilder segment)
    {
        if (sample.Rate is null)
        {
            context.Diagnostics.Add(DiagnosticCodes.MissingKey, sample.Mark, "The sample step needs the key 'every', or 'rate' and 'by'.", "For example: every: 100");
            return;
        }

        if (sample.By is not { } by)
        {
            context.Diagnostics.Add(DiagnosticCodes.MissingKey, sample.Mark, "With 'rate' the sample step needs the key 'by'.", "For example: by: user");
            return;
        }

        if (sample.Rate is not (> 0 and <= 1) || sample.Seed < 0)
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, sample.Mark, $"The rate must be above 0 and at most 1 and the seed not negative, not {sample.Rate} and {sample.Seed}.");
        }

        var slot = Math.Max(context.CellOf(by), 0);
        context.AddComputation();
        segment.Add(() => new SampleRows(slot, sample.Rate ?? 1, sample.Seed));
    }

    /// <summary>Compiles a sample by number.</summary>
    /// <param name="sample">The step.</param>
    /// <param name="every">How many records make one.</param>
    /// <param name="context">The step's surroundings.</param>
    public static PassingStep SampleByNumber(SampleStep sample, int every, StepContext context)
    {
        if (sample.By is not null || sample.Rate is not null)
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, sample.Mark, "The sample step has either 'every', or 'rate' and 'by'.", "Remove one of them.");
        }

        if (every is < 1 or > PipelineLimits.MaxSampleEvery)
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, sample.Mark, $"'every' must be from 1 to {PipelineLimits.MaxSampleEvery:N0}, not {every}.");
            every = 1;
        }

        return new PassingStep(context.Record, () => new SampleOperator(every));
    }
}
