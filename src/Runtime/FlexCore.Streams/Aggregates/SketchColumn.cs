using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary>An aggregate that keeps an object for each group: <c>distinct</c>, <c>quantile</c>, <c>topk</c>. Null and missing values are left out.</summary>
/// <typeparam name="TSketch">The object.</typeparam>
internal sealed class SketchColumn<TSketch>(AggregateArgument argument, Func<TSketch> create) : AggregateColumn
    where TSketch : class, ISketch<TSketch>
{
    private TSketch?[] _sketches = [];

    /// <inheritdoc/>
    public override void Add(RecordBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<int> groups)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var value = argument.Of(batch, rows[i]);
            if (!value.IsNullish)
            {
                (_sketches[groups[i]] ??= create()).Add(value);
            }
        }
    }

    /// <inheritdoc/>
    public override void Merge(int group, AggregateColumn other, int otherGroup)
    {
        if (((SketchColumn<TSketch>)other)._sketches[otherGroup] is { } sketch)
        {
            (_sketches[group] ??= create()).Merge(sketch);
        }
    }

    /// <inheritdoc/>
    public override void Clear(int group) => _sketches[group] = null;

    /// <inheritdoc/>
    public override Value Result(int group) => (_sketches[group] ?? create()).Result();

    /// <inheritdoc/>
    public override void Write(int group, StateWriter state)
    {
        state.Byte(_sketches[group] is null ? (byte)0 : (byte)1);
        _sketches[group]?.Write(state);
    }

    /// <inheritdoc/>
    public override void Read(int group, ref StateReader state)
    {
        _sketches[group] = null;
        if (state.Byte() != 0)
        {
            var sketch = create();
            sketch.Read(ref state);
            _sketches[group] = sketch;
        }
    }

    private protected override void Resize(int capacity) => Array.Resize(ref _sketches, capacity);
}
