using FlexCore.Streams.Definition;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Compilation;

/// <summary>The fields that an operator asked for while the pipeline was compiled. Later instances get the same cells by the same names.</summary>
/// <remarks>Planned by one thread while compiling; afterwards only read, by any thread.</remarks>
internal sealed class OperatorFields : IOperatorFields
{
    private readonly Dictionary<string, int> _reads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _computed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Previous, int Slot)> _writes = new(StringComparer.Ordinal);
    private readonly OperatorArguments _arguments;
    private readonly string _operator;
    private (StepContext Context, SegmentBuilder Segment, Mark Mark)? _planning;

    /// <summary>Begins planning.</summary>
    /// <param name="call">The step.</param>
    /// <param name="arguments">Its options.</param>
    /// <param name="context">The step's surroundings.</param>
    /// <param name="segment">Gives cells.</param>
    public OperatorFields(OperatorCall call, OperatorArguments arguments, StepContext context, SegmentBuilder segment)
    {
        _operator = call.Name.Text;
        _arguments = arguments;
        _planning = (context, segment, call.Mark);
    }

    /// <summary>For each written field the cell that holds it before the step, or -1, and its new cell.</summary>
    public (int Previous, int Slot)[] Writes => [.. _writes.Values];

    /// <summary>Ends planning.</summary>
    /// <returns>The record behind the step.</returns>
    public RecordScope Finish()
    {
        var context = _planning?.Context ?? throw new InvalidOperationException("The fields are planned already.");
        context.AddComputation();
        _planning = null;
        return _writes.Aggregate(context.Record, (record, write) => record.With(write.Key, write.Value.Slot));
    }

    /// <inheritdoc/>
    public int Read(string field)
    {
        if (_reads.TryGetValue(field, out var known))
        {
            return known;
        }

        var (context, _, mark) = Planning($"reads the field '{field}'");
        if (!context.Record.TryResolve(field, out var slot))
        {
            context.ReportUnknown(_arguments.Locate(field) ?? new DefinitionText(field, mark));
        }

        return _reads[field] = Math.Max(slot, 0);
    }

    /// <inheritdoc/>
    public int Compute(string option, DefinitionText expression)
    {
        if (!_computed.TryGetValue(option, out var slot))
        {
            slot = _computed[option] = Math.Max(Planning($"computes '{option}'").Context.CellOf(expression), 0);
        }

        return slot;
    }

    /// <inheritdoc/>
    public int Write(string field)
    {
        if (_writes.TryGetValue(field, out var known))
        {
            return known.Slot;
        }

        var (context, segment, _) = Planning($"writes the field '{field}'");
        var previous = context.Record.TryResolve(field, out var slot) ? slot : -1;
        _writes[field] = (previous, segment.NewSlot());
        return _writes[field].Slot;
    }

    private (StepContext Context, SegmentBuilder Segment, Mark Mark) Planning(string what) => _planning ?? throw new InvalidOperationException(
        $"An instance of the operator '{_operator}' {what}, but the one that was made while compiling did not. Ask the setup for the same fields each time, in the constructor.");
}
